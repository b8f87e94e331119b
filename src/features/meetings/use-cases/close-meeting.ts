import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { changeReferral, findReferralForUpdate, isReferralOpen } from '../../referrals/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import type { MeetingBody } from '../contract.ts'
import { changeMeeting, type Decision, listDecisions } from '../store.ts'
import { writeMinutes } from './save-meeting.ts'

/** Ends the meeting: each decision is written on its referral, where both sides read it, and becomes a task of whoever does it. */
export async function closeMeeting(context: Context, input: MeetingBody): Promise<{ month: string; tasks: number }> {
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const meeting = await writeMinutes(tx, context, input)
    if ((meeting.present ?? '') === '') throw invalid('#/present', 'Enter who was there')
    let tasks = 0
    // In the order of their ids, as everybody locks them.
    const decisions = (await listDecisions(tx, meeting.id)).toSorted((a, b) => (a.referralId < b.referralId ? -1 : 1))
    for (const decision of decisions) if (await followUp(tx, context, decision)) tasks++
    await changeMeeting(tx, meeting.id, { closedAt: now(), closedById: actor.membershipId })
    await recordAudit(tx, context, {
      action: 'meeting.closed',
      subjectKind: 'meeting',
      subjectId: meeting.id,
      detail: { referralIds: decisions.map(({ referralId }) => referralId) },
    })
    return { month: meeting.month, tasks }
  })
}

/** A decision of last month about the same person gives way to this one. */
async function followUp(tx: Tx, context: Context, decision: Decision): Promise<boolean> {
  const { referralId, what, owner, memberId, dueOn } = decision
  const referral = await findReferralForUpdate(tx, context.actor, referralId)
  if (referral === undefined) return false
  const isService = owner === 'service'
  await closeTasksAbout(tx, context, { kind: 'meeting-decision', subjectId: referralId, outcome: 'decided-anew' })
  await openTask(tx, context, {
    kind: 'meeting-decision',
    subjectKind: 'referral',
    subjectId: referralId,
    organisationId: isService ? referral.advisorServiceId : context.actor.organisationId,
    membershipId:
      isService && referral.ownerOrganisationId === referral.advisorServiceId
        ? (referral.ownerId ?? undefined)
        : (memberId ?? undefined),
    dueOn,
  })
  if (isReferralOpen(referral.status))
    await changeReferral(
      tx,
      context,
      referral,
      {},
      { step: 'amend', at: context.now(), note: `Decided in the meeting: ${what}` },
    )
  return true
}
