import type { Context } from '../../../platform/context.ts'
import { listMembersOf } from '../../accounts/public.ts'
import { agendaSince } from '../rules.ts'
import { type AgendaRow, type Decision, findMeeting, listAgenda, listDecisions, type Meeting } from '../store.ts'

/** The page of a month: whom the meeting of my organisation talks about, and what it has decided so far. */
export async function readMeeting(
  context: Context,
  { month }: { month: string },
): Promise<{
  month: string
  meeting: Meeting | undefined
  agenda: AgendaRow[]
  decisions: Decision[]
  members: { membershipId: string; label: string }[]
}> {
  const { db, actor, today } = context
  const [meeting, agenda, members] = await Promise.all([
    findMeeting(db, actor, month),
    listAgenda(context, { since: agendaSince(today()), month }),
    listMembersOf(db, actor.organisationId),
  ])
  const decisions = meeting === undefined ? [] : await listDecisions(db, meeting.id)
  return { month, meeting, agenda, decisions, members: members.filter(({ role }) => role === 'referrer') }
}
