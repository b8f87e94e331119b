import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, getScheme, replaceSettings, type SafetySettings, type Scheme } from '../../schemes/public.ts'
import { findWorking } from '../store.ts'

/** Whom to ring and who is told: by the administrator, as a whole. */
export async function setSafety(context: Context, input: { safety: SafetySettings; version: number }): Promise<Scheme> {
  const { safety, version } = input
  forgetScheme(context.schemeId)
  const scheme = await getScheme(context)
  const settings = { ...scheme.settings, safety }
  await inTransaction(context, async (tx) => {
    if ((await findWorking(tx, safety.concernLadder)).size !== safety.concernLadder.length)
      throw invalid('#/concernLadder', 'Name people who work in this scheme now, each once')
    const told = safety.loneWorkingLadder.map(({ membershipId }) => membershipId)
    if ((await findWorking(tx, told)).size !== told.length)
      throw invalid('#/loneWorkingLadder', 'Name people who work in this scheme now, each once')
    if (!(await replaceSettings(tx, context, { settings, version }))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, { action: 'scheme.safety-set', subjectKind: 'scheme', subjectId: context.schemeId })
  })
  forgetScheme(context.schemeId)
  return { ...scheme, settings, version: version + 1 }
}
