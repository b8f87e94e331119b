import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findMembership } from '../../accounts/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import type { OpeningOutcome } from '../kinds.ts'
import { findOpeningForUpdate, reviewOpeningRow } from '../store/closed-records.ts'

/** The officer says what they found; it is said once, and whoever opened the record is told to read it. */
export async function reviewOpening(
  context: Context,
  { openingId, outcome, note }: { openingId: string; outcome: OpeningOutcome; note: string },
): Promise<{ id: string; outcome: OpeningOutcome; reviewedAt: Date }> {
  const { actor, now, today } = context
  return inTransaction(context, async (tx) => {
    const opening = await findOpeningForUpdate(tx, openingId)
    if (opening === undefined) throw new Refusal('not-found')
    if (opening.reviewedAt !== null) throw new Refusal('already-done', 'This was reviewed already')
    const reviewedAt = now()
    await reviewOpeningRow(tx, openingId, { reviewedAt, reviewedById: actor.membershipId, outcome, note })
    await closeTasksAbout(tx, context, { kind: 'review-opened-record', subjectId: openingId, outcome })
    const member = await findMembership(tx, opening.membershipId)
    if (member !== undefined && member.endedAt === null)
      await openTask(tx, context, {
        kind: 'read-opening-review',
        subjectKind: 'record-opening',
        subjectId: openingId,
        organisationId: member.organisationId,
        membershipId: member.id,
        dueOn: today(),
      })
    await recordAudit(tx, context, {
      action: 'record-opening.reviewed',
      subjectKind: 'record-opening',
      subjectId: openingId,
      personId: opening.personId,
      detail: { outcome },
    })
    return { id: openingId, outcome, reviewedAt }
  })
}
