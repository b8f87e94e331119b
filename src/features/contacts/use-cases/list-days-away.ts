import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { listOpenContacts, listOwedReferrals, listOwedTasks, type ToRing } from '../store/days-away.ts'
import { askToRing, type RingingPerson } from './follow-phone-list.ts'

type WithRinging<Row> = Row & { ringing: RingingPerson }
export type DaysAway = {
  contacts: WithRinging<Awaited<ReturnType<typeof listOpenContacts>>[number]>[]
  referrals: WithRinging<Awaited<ReturnType<typeof listOwedReferrals>>[number]>[]
  tasks: Awaited<ReturnType<typeof listOwedTasks>>
}

/** Everything a worker leaves behind in these days: visits, calls, who is still inside, what is due, notes not written. */
export async function listDaysAway(
  context: Context,
  { membershipId, to }: { membershipId: string; to: string },
): Promise<DaysAway> {
  const { db, actor } = context
  return db.transaction(async (tx) => {
    const member = await findMembership(tx, membershipId)
    if (member === undefined || member.organisationId !== actor.organisationId) throw new Refusal('not-found')
    const days = { membershipId, to }
    const contacts = await withRinging(tx, context, await listOpenContacts(tx, actor, days))
    const referrals = await withRinging(tx, context, await listOwedReferrals(tx, actor, days))
    const tasks = await listOwedTasks(tx, actor, days)
    const personIds = [...contacts, ...referrals].map(({ person }) => person.personId)
    await recordAudit(tx, context, {
      action: 'days-away.listed',
      subjectKind: 'membership',
      subjectId: membershipId,
      detail: { personIds: [...new Set(personIds)] },
    })
    return { contacts, referrals, tasks }
  })
}

/** Before each person, whether and where they may be rung; the gate is asked once about each. */
async function withRinging<Row extends { person: ToRing }>(
  tx: Tx,
  context: Context,
  rows: readonly Row[],
): Promise<WithRinging<Row>[]> {
  const asked = new Map<string, RingingPerson>()
  const answered: WithRinging<Row>[] = []
  for (const row of rows) {
    const ringing = asked.get(row.person.personId) ?? (await askToRing(tx, context, row.person))
    asked.set(row.person.personId, ringing)
    answered.push({ ...row, ringing })
  }
  return answered
}
