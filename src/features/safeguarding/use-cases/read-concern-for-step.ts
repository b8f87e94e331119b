import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ConcernStep, takeStep } from '../lifecycle.ts'
import { findTakers, type Taker } from '../store/takers.ts'
import { type ConcernRead, readConcern } from './read-concern.ts'

/** A concern of which a step is about to be taken: whoever may not take it, or not now, is told before they type. */
export async function readConcernForStep(
  context: Context,
  { concernId, step }: { concernId: string; step: ConcernStep | 'entries' },
): Promise<ConcernRead> {
  const concern = await readConcern(context, { concernId })
  if (!concern.mayAct) throw new Refusal('not-allowed')
  const isOpen = step === 'entries' ? concern.status !== 'closed' : takeStep(concern.status, step).allowed
  if (!isOpen) throw new Refusal('step-not-open', 'Somebody took a step since. Open the concern again')
  return concern
}

/** Whom it may be handed to, for who may hand it over; whoever has it now is not among them. */
export async function listConcernTakers(context: Context, { concernId }: { concernId: string }): Promise<Taker[]> {
  const { responsibleId } = await readConcernForStep(context, { concernId, step: 'hand-over' })
  const takers = await context.db.transaction(async (tx) => findTakers(tx))
  return takers.filter(({ membershipId }) => membershipId !== responsibleId)
}
