import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { listOpenContacts, listOwedReferrals, listOwedTasks } from '../store/days-away.ts'

export type DaysAway = {
  contacts: Awaited<ReturnType<typeof listOpenContacts>>
  referrals: Awaited<ReturnType<typeof listOwedReferrals>>
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
    const contacts = await listOpenContacts(tx, actor, days)
    const referrals = await listOwedReferrals(tx, actor, days)
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
