import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { strictestSafeContact } from '../../people/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { ToldHow } from '../kinds.ts'
import { findVisitChangeForUpdate, listPhoneList, setTold, type VisitChange } from '../store/days-away.ts'

export type PhoneListRow = Awaited<ReturnType<typeof listPhoneList>>[number]

/** Who is to be rung about a day, in the order in which they expect somebody. */
export async function readPhoneList(context: Context, { on }: { on: string }): Promise<PhoneListRow[]> {
  return context.db.transaction(async (tx) => {
    const rows = await listPhoneList(tx, context.actor, on)
    await recordAudit(tx, context, {
      action: 'phone-list.read',
      subjectKind: 'contact',
      detail: { personIds: rows.map(({ person }) => person.personId) },
    })
    return rows
  })
}

/** The person knows. A message is left only where the person said that one may be. */
export async function tickTold(
  context: Context,
  { visitChangeId, how }: { visitChangeId: string; how: ToldHow },
): Promise<VisitChange> {
  return inTransaction(context, async (tx) => {
    const found = await findVisitChangeForUpdate(tx, context.actor, visitChangeId)
    if (found === undefined) throw new Refusal('not-found')
    const { change, person } = found
    if (change.toldAt !== null) throw new Refusal('already-done', 'The person has been told')
    if (how === 'message-left' && strictestSafeContact(person.safeContacts)?.voicemail !== true)
      throw new Refusal('not-possible', 'No message may be left for this person: speak to them')
    await closeTasksAbout(tx, context, { kind: 'tell-person-of-change', subjectId: visitChangeId, outcome: how })
    await recordAudit(tx, context, {
      action: 'person.told-of-change',
      subjectKind: 'contact',
      subjectId: change.contactId,
      personId: change.personId,
      detail: { how },
    })
    return setTold(tx, context, visitChangeId, how)
  })
}
