import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { findOrganisation } from '../../organisations/public.ts'
import type { ConsentAnswerBody, ConsentBody } from '../contract.ts'
import { faultOfDecision, toDecisionRecord } from '../decisions.ts'
import { findPersonForUpdate, insertConsent } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

export type ConsentAnswered = z.infer<typeof ConsentAnswerBody>

/** Adds an answer; earlier ones stay as they were, and the latest counts. What a withdrawal stops is its caller's to do. */
export async function recordConsent(
  tx: Tx,
  context: Context,
  input: { personId: string } & z.infer<typeof ConsentBody>,
): Promise<ConsentAnswered> {
  const { schemeId, actor, newId, now, today } = context
  const { personId, purpose, answer, how, on, askedBy, recipientId, decision } = input
  const person = await findPersonForUpdate(tx, actor, personId)
  if (person === undefined) throw new Refusal('not-found')
  if (on > today()) throw invalid('#/on', 'Enter the day the person answered: it cannot be in the future')
  const fault = faultOfDecision(decision, on)
  if (fault !== undefined) throw invalid(`#/decision/${fault.field}`, fault.detail)
  if (recipientId !== undefined && (await findOrganisation(tx, recipientId)) === undefined)
    throw invalid('#/recipientId', 'Choose an organisation of the scheme')

  const consent = {
    id: newId(),
    purpose,
    answer,
    how,
    askedBy: askedBy ?? null,
    recipientId: recipientId ?? null,
    decision: toDecisionRecord(decision),
  }
  const recordedAt = now()
  await insertConsent(tx, {
    schemeId,
    personId,
    ...consent,
    answeredOn: on,
    recordedAt,
    recordedById: actor.membershipId,
  })
  if (answer !== 'given' && purpose === 'contact') await stopWhatIsRefused(tx, context, personId)
  await recordAudit(tx, context, {
    action: `consent.${answer}`,
    subjectKind: 'consent',
    subjectId: consent.id,
    personId,
    detail: { purpose, decidedBy: decision?.by ?? 'person' },
  })
  return { ...consent, on, recordedAt: recordedAt.toISOString(), recordedBy: actor.name }
}
