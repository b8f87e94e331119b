import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { changeSettings, type SafetySettings, type Scheme } from '../../schemes/public.ts'
import { findWorking } from '../store.ts'

/** Whom to ring and who is told: by the administrator, as a whole. */
export async function setSafety(context: Context, input: { safety: SafetySettings; version: number }): Promise<Scheme> {
  const { safety, version } = input
  return changeSettings(context, { changes: { safety }, version, action: 'scheme.safety-set' }, async (tx) => {
    if ((await findWorking(tx, safety.concernLadder)).size !== safety.concernLadder.length)
      throw invalid('#/concernLadder', 'Name people who work in this scheme now, each once')
    const told = safety.loneWorkingLadder.map(({ membershipId }) => membershipId)
    if ((await findWorking(tx, told)).size !== told.length)
      throw invalid('#/loneWorkingLadder', 'Name people who work in this scheme now, each once')
  })
}
