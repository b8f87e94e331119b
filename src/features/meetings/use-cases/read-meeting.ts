import type { Context } from '../../../platform/context.ts'
import { agendaSince } from '../rules.ts'
import { type AgendaRow, type Decision, findMeeting, listAgenda, listDecisions, type Meeting } from '../store.ts'

/** The page of a month: whom the meeting of my organisation talks about, and what it has decided so far. */
export async function readMeeting(
  context: Context,
  { month }: { month: string },
): Promise<{ month: string; meeting: Meeting | undefined; agenda: AgendaRow[]; decisions: Decision[] }> {
  const { db, actor, today } = context
  const [meeting, agenda] = await Promise.all([
    findMeeting(db, actor, month),
    listAgenda(context, { since: agendaSince(today()), month }),
  ])
  return { month, meeting, agenda, decisions: meeting === undefined ? [] : await listDecisions(db, meeting.id) }
}
