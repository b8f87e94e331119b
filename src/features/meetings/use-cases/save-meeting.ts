import { recordAudit } from '../../../platform/audit/record.ts'
import { monthOf } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferral } from '../../referrals/public.ts'
import type { MeetingBody } from '../contract.ts'
import { changeMeeting, dropDecision, type Meeting, openMeetingForUpdate, putDecision } from '../store.ts'

/** Keeps what was typed so far: who is there, and a line for each decision. Nothing follows from it before the meeting is closed. */
export async function saveMeeting(context: Context, input: MeetingBody): Promise<{ month: string }> {
  return inTransaction(context, async (tx) => {
    const meeting = await writeMinutes(tx, context, input)
    return { month: meeting.month }
  })
}

/** What saving and closing share. */
export async function writeMinutes(tx: Tx, context: Context, input: MeetingBody): Promise<Meeting> {
  const { schemeId, actor, newId, now, today } = context
  const { month, present, decisions } = input
  if (month !== monthOf(today())) throw invalid('#/month', 'Only the meeting of this month is written')
  const meeting = await openMeetingForUpdate(tx, context, month)
  if (meeting === undefined) throw new Refusal('not-found')
  if (meeting.closedAt !== null) throw new Refusal('step-not-open', 'The meeting of this month is closed already')
  for (const [index, { referralId, what, owner, dueOn }] of decisions.entries()) {
    const about = { meetingId: meeting.id, referralId }
    if (what === '') {
      await dropDecision(tx, about)
      continue
    }
    const referral = await findReferral(tx, actor, referralId)
    if (referral === undefined) throw invalid(`#/decisions/${index}/referralId`, 'Choose a referral of yours')
    if (dueOn < today()) throw invalid(`#/decisions/${index}/dueOn`, 'Select a day that is to come')
    await putDecision(tx, {
      schemeId,
      id: newId(),
      ...about,
      what,
      owner,
      dueOn,
      decidedById: actor.membershipId,
      decidedAt: now(),
    })
  }
  if (present !== undefined) await changeMeeting(tx, meeting.id, { present })
  await recordAudit(tx, context, { action: 'meeting.saved', subjectKind: 'meeting', subjectId: meeting.id })
  return { ...meeting, present: present ?? meeting.present }
}
