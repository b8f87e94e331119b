import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ConcernStatus, type ConcernStep, takeStep } from '../lifecycle.ts'
import { mayActOnConcern } from '../policy.ts'
import { type Concern, findConcernForUpdate, findReaderIds } from '../store.ts'
import { readerOf } from './reader-of.ts'

/** Load and lock, may they, is it possible: what is not theirs to read does not exist. */
export async function startConcernStep(
  tx: Tx,
  context: Context,
  concernId: string,
  step: ConcernStep,
): Promise<{ concern: Concern; status: ConcernStatus }> {
  const concern = await getConcernToActOn(tx, context, concernId)
  const outcome = takeStep(concern.status, step)
  if (!outcome.allowed) throw new Refusal('step-not-open', `The concern is ${concern.status}: ${step} is not open`)
  return { concern, status: outcome.status }
}

export async function getConcernToActOn(tx: Tx, context: Context, concernId: string): Promise<Concern> {
  const reader = await readerOf(tx, context)
  const concern = await findConcernForUpdate(tx, reader, concernId)
  if (concern === undefined) throw new Refusal('not-found')
  const readerIds = await findReaderIds(tx, concernId)
  if (!mayActOnConcern(context.actor, { readerIds, standsFor: reader.standsFor })) throw new Refusal('not-allowed')
  return concern
}
