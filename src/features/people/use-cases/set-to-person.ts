import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, readScheme, replaceSettings, type Scheme, type ToPersonSettings } from '../../schemes/public.ts'

/** What goes to a person by itself: by the administrator, as a whole. */
export async function setToPerson(
  context: Context,
  { toPerson, version }: { toPerson: ToPersonSettings; version: number },
): Promise<Scheme> {
  const scheme = await readScheme(context)
  const settings = { ...scheme.settings, toPerson }
  await inTransaction(context, async (tx) => {
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'scheme.to-person-set',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: toPerson,
    })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
