import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { askBeforeRinging, type Ringing, strictestSafeContact } from '../../people/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { ToldHow } from '../kinds.ts'
import { findVisitChangeForUpdate, listPhoneList, setTold, type ToRing, type VisitChange } from '../store/days-away.ts'
import { insertVisitTelling } from '../store/tellings.ts'

export type PhoneListRow = Awaited<ReturnType<typeof listPhoneList>>[number] & { ringing: RingingPerson }

/** Whether and where a person may be rung about a visit. */
export type RingingPerson = Ringing<{ number: string; label: string }>
export const askToRing = (tx: Tx, context: Context, { personId, phones }: ToRing): Promise<RingingPerson> =>
  askBeforeRinging(tx, context, { personId, phones, purpose: 'appointment' })

/** Who is to be rung about a day, in the order in which they expect somebody. */
export async function readPhoneList(context: Context, { on }: { on: string }): Promise<PhoneListRow[]> {
  return context.db.transaction(async (tx) => {
    const rows: PhoneListRow[] = []
    for (const row of await listPhoneList(tx, context.actor, on))
      rows.push({ ...row, ringing: await askToRing(tx, context, row.person) })
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
    const { change, person, contact } = found
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
    await insertVisitTelling(tx, context, {
      contactId: change.contactId,
      personId: change.personId,
      news: contact.happened === false ? 'visit-cancelled' : 'visit-moved',
      plannedStart: contact.plannedStart ?? change.expectedAt,
      workerId: contact.workerId,
      outgoingId: null,
    })
    return setTold(tx, context, visitChangeId, how)
  })
}
