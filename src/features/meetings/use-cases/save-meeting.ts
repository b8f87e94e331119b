import { recordAudit } from '../../../platform/audit/record.ts'
import { monthOf } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { type FieldError, invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { listMembersOf } from '../../accounts/public.ts'
import { findReferral } from '../../referrals/public.ts'
import type { MeetingBody } from '../contract.ts'
import { type Line, mergeLine } from '../rules.ts'
import {
  changeMeeting,
  type Decision,
  dropDecision,
  listDecisions,
  type Meeting,
  openMeetingForUpdate,
  putDecision,
} from '../store.ts'

/** Keeps what was typed so far: who is there, and a line for each decision. Nothing follows from it before the meeting is closed. */
export async function saveMeeting(context: Context, input: MeetingBody): Promise<{ month: string }> {
  return inTransaction(context, async (tx) => {
    const meeting = await writeMinutes(tx, context, input)
    return { month: meeting.month }
  })
}

/** What saving and closing share. A line that a colleague changed meanwhile is refused, with what they wrote. */
export async function writeMinutes(tx: Tx, context: Context, input: MeetingBody): Promise<Meeting> {
  const { actor, today } = context
  const { month, present, decisions } = input
  if (month !== monthOf(today())) throw invalid('#/month', 'Only the meeting of this month is written')
  const meeting = await openMeetingForUpdate(tx, context, month)
  if (meeting === undefined) throw new Refusal('not-found')
  if (meeting.closedAt !== null) throw new Refusal('step-not-open', 'The meeting of this month is closed already')
  const written = new Map((await listDecisions(tx, meeting.id)).map((decision) => [decision.referralId, decision]))
  const members = new Set((await listMembersOf(tx, actor.organisationId)).map(({ membershipId }) => membershipId))
  const conflicts: FieldError[] = []
  for (const [index, { referralId, had, ...typed }] of decisions.entries()) {
    const now = written.get(referralId)
    const line = typed.what === '' ? null : typed
    const merged = mergeLine({
      had: had === undefined ? (now ?? null) : had,
      typed: line,
      now: now ?? null,
      isMine: now?.decidedById === actor.membershipId,
    })
    if (merged === 'conflict' && now !== undefined) conflicts.push(sayConflict(index, now))
    if (merged !== 'write') continue
    const about = { meetingId: meeting.id, referralId }
    if (line === null) {
      await dropDecision(tx, about)
      continue
    }
    const referral = await findReferral(tx, actor, referralId)
    if (referral === undefined) throw invalid(`#/decisions/${index}/referralId`, 'Choose a referral of yours')
    if (line.dueOn < today()) throw invalid(`#/decisions/${index}/dueOn`, 'Select a day that is to come')
    if (line.memberId !== null && (line.owner !== 'practice' || !members.has(line.memberId)))
      throw invalid(`#/decisions/${index}/memberId`, 'Select somebody who works with you')
    await putDecision(tx, decisionOf(context, { ...about, ...line }))
  }
  if (conflicts.length > 0)
    throw new Refusal('changed-by-someone-else', 'A colleague has written on the same line meanwhile', conflicts)
  if (present !== undefined) await changeMeeting(tx, meeting.id, { present })
  await recordAudit(tx, context, { action: 'meeting.saved', subjectKind: 'meeting', subjectId: meeting.id })
  return { ...meeting, present: present ?? meeting.present }
}

const sayConflict = (index: number, { what, decidedByName }: Decision): FieldError => ({
  pointer: `#/decisions/${index}/what`,
  detail: `${decidedByName ?? 'A colleague'} has written meanwhile: “${what}”. Change your words if both are to stand, then save again`,
})

const decisionOf = (
  { schemeId, actor, newId, now }: Context,
  decided: Line & { meetingId: string; referralId: string },
) => ({ schemeId, id: newId(), ...decided, decidedById: actor.membershipId, decidedAt: now() })
