import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, getScheme, replaceSettings, type Scheme, type SecondFactorRule } from '../../schemes/public.ts'

/** Whether everybody who works in the scheme needs a second factor. Who has none can then do nothing but set one up. */
export async function setSecondFactorRule(
  context: Context,
  { rule, version }: { rule: SecondFactorRule; version: number },
): Promise<Scheme> {
  forgetScheme(context.schemeId)
  const scheme = await getScheme(context)
  const settings = { ...scheme.settings, secondFactor: rule }
  await inTransaction(context, async (tx) => {
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'scheme.second-factor-set',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: { rule },
    })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
