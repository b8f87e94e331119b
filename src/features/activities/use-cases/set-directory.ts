import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type DirectorySettings, forgetScheme, getScheme, replaceSettings, type Scheme } from '../../schemes/public.ts'

/** Whether everybody may read the directory, whether groups' words wait, and how often they confirm; as a whole. */
export async function setDirectory(
  context: Context,
  { directory, version }: { directory: DirectorySettings; version: number },
): Promise<Scheme> {
  forgetScheme(context.schemeId)
  const scheme = await getScheme(context)
  const settings = { ...scheme.settings, directory }
  await inTransaction(context, async (tx) => {
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'scheme.directory-set',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: directory,
    })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
