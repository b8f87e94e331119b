import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, getScheme, type PrivacySettings, replaceSettings, type Scheme } from '../../schemes/public.ts'

/** From when looking is asked about, and for how long an opened record stays open: by the officer, as a whole. */
export async function setPrivacy(
  context: Context,
  { privacy, version }: { privacy: PrivacySettings; version: number },
): Promise<Scheme> {
  forgetScheme(context.schemeId)
  const scheme = await getScheme(context)
  const settings = { ...scheme.settings, privacy }
  await inTransaction(context, async (tx) => {
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'scheme.privacy-set',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: privacy,
    })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
