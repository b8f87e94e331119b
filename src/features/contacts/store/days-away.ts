import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Actor, Context, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { people } from '../../people/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import { referenceOfTask } from '../../tasks/public.ts'
import { tasks } from '../../tasks/tables.ts'
import type { ToldHow, VisitChangeKind } from '../kinds.ts'
import { contacts, visitChanges } from '../tables.ts'

export type VisitChange = typeof visitChanges.$inferSelect

/** What somebody must know before they ring. */
export type ToRing = {
  personId: string
  givenName: string
  familyName: string
  bornOn: string
  /** Null also when the address is hidden. */
  postcode: string | null
  phones: { number: string; label: string }[]
  /** As it stands on each record of the person. */
  safeContacts: { channels: string[]; voicemail: boolean; times?: string; note?: string }[]
  language: string | null
  interpreterNeeded: boolean | null
}

const TO_RING = {
  personId: people.id,
  givenName: people.givenName,
  familyName: people.familyName,
  bornOn: people.bornOn,
  postcode: sql<
    string | null
  >`case when not is_address_hidden(${people.schemeId}, ${people.id}) then ${people.postcode} end`,
  phones: sql<ToRing['phones']>`${people.phones}`,
  safeContacts: sql<ToRing['safeContacts']>`safe_contacts_of(${people.schemeId}, ${people.id})`,
  language: sql<string | null>`${people.facts} #>> '{language,value}'`,
  interpreterNeeded: sql<boolean | null>`(${people.facts} #>> '{interpreterNeeded,value}')::boolean`,
}
const OF_REFERRAL = and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId))
const OF_PERSON = and(eq(people.schemeId, contacts.schemeId), eq(people.id, contacts.personId))
const MOST = 500

type Days = { membershipId: string; to: string }

/** What a worker has planned up to a day and nobody has said the outcome of, and visits they have not come out of. */
export async function listOpenContacts(tx: Tx, actor: Actor, { membershipId, to }: Days) {
  return tx
    .select({
      contact: contacts,
      reference: referrals.reference,
      isFirst: sql<boolean>`${referrals.firstContactAt} is null`,
      person: TO_RING,
    })
    .from(contacts)
    .innerJoin(referrals, OF_REFERRAL)
    .innerJoin(people, OF_PERSON)
    .where(
      and(
        eq(contacts.workerId, membershipId),
        isNotNull(contacts.plannedStart),
        lte(contacts.day, to),
        or(isNull(contacts.happened), and(isNotNull(contacts.checkedInAt), isNull(contacts.checkedOutAt))),
        eq(referrals.advisorServiceId, actor.organisationId),
        referralVisibleTo(actor),
      ),
    )
    .orderBy(asc(contacts.plannedStart), asc(contacts.id))
    .limit(MOST)
}

/** Next steps that a worker owes up to a day. */
export async function listOwedReferrals(tx: Tx, actor: Actor, { membershipId, to }: Days) {
  return tx
    .select({
      id: referrals.id,
      reference: referrals.reference,
      nextStep: referrals.nextStep,
      dueOn: referrals.dueOn,
      person: TO_RING,
    })
    .from(referrals)
    .innerJoin(people, and(eq(people.schemeId, referrals.schemeId), eq(people.id, referrals.personId)))
    .where(
      and(
        eq(referrals.ownerId, membershipId),
        inArray(referrals.status, ['submitted', 'returned', 'accepted']),
        lte(referrals.dueOn, to),
        eq(referrals.advisorServiceId, actor.organisationId),
        referralVisibleTo(actor),
      ),
    )
    .orderBy(asc(referrals.dueOn), asc(referrals.id))
    .limit(MOST)
}

export async function listOwedTasks(tx: Tx, actor: Actor, { membershipId, to }: Days) {
  return tx
    .select({ id: tasks.id, kind: tasks.kind, dueOn: tasks.dueOn, reference: referenceOfTask(actor) })
    .from(tasks)
    .where(
      and(
        eq(tasks.membershipId, membershipId),
        eq(tasks.organisationId, actor.organisationId),
        ne(tasks.kind, 'lone-worker-in-trouble'),
        isNull(tasks.doneAt),
        lte(tasks.dueOn, to),
      ),
    )
    .orderBy(asc(tasks.dueOn), asc(tasks.id))
    .limit(MOST)
}

export type Planned = { contactId: string; start: Date; end: Date | null }

/** What a worker has planned on a day. */
export async function listPlannedOn(tx: Tx, workerId: string, day: string): Promise<Planned[]> {
  const rows = await tx
    .select({ contactId: contacts.id, start: contacts.plannedStart, end: contacts.plannedEnd })
    .from(contacts)
    .where(
      and(
        eq(contacts.workerId, workerId),
        eq(contacts.day, day),
        isNull(contacts.happened),
        isNotNull(contacts.plannedStart),
      ),
    )
  return rows.flatMap(({ start, ...row }) => (start === null ? [] : [{ ...row, start }]))
}

/** Puts a person on the phone list. Who was not told of an earlier change hears of the last, as what they expect is the first. */
export async function putOnPhoneList(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  change: { contactId: string; personId: string; change: VisitChangeKind; day: string; expectedAt: Date },
): Promise<string> {
  const [waiting] = await tx
    .update(visitChanges)
    .set({ change: change.change })
    .where(and(eq(visitChanges.contactId, change.contactId), isNull(visitChanges.toldAt)))
    .returning({ id: visitChanges.id })
  if (waiting !== undefined) return waiting.id
  const id = newId()
  await tx.insert(visitChanges).values({ schemeId, id, ...change, madeAt: now(), madeById: actor.membershipId })
  return id
}

const WORKER_NOW = and(eq(memberships.schemeId, contacts.schemeId), eq(memberships.id, contacts.workerId))
const ofService = (actor: Actor): SQL | undefined =>
  and(eq(referrals.advisorServiceId, actor.organisationId), referralVisibleTo(actor))

/** Who expects somebody on a day and must hear of a change, in the order in which they expect them. */
export async function listPhoneList(tx: Tx, actor: Actor, day: string) {
  return tx
    .select({
      change: visitChanges,
      contact: { way: contacts.way, plannedStart: contacts.plannedStart, happened: contacts.happened },
      workerName: memberships.name,
      person: TO_RING,
    })
    .from(visitChanges)
    .innerJoin(contacts, and(eq(contacts.schemeId, visitChanges.schemeId), eq(contacts.id, visitChanges.contactId)))
    .innerJoin(memberships, WORKER_NOW)
    .innerJoin(referrals, OF_REFERRAL)
    .innerJoin(people, OF_PERSON)
    .where(and(eq(visitChanges.day, day), ofService(actor)))
    .orderBy(asc(visitChanges.expectedAt), asc(visitChanges.id))
    .limit(MOST)
}

export async function findVisitChangeForUpdate(
  tx: Tx,
  actor: Actor,
  visitChangeId: string,
): Promise<{ change: VisitChange; person: ToRing; contact: typeof contacts.$inferSelect } | undefined> {
  const [row] = await tx
    .select({ change: visitChanges, person: TO_RING, contact: contacts })
    .from(visitChanges)
    .innerJoin(contacts, and(eq(contacts.schemeId, visitChanges.schemeId), eq(contacts.id, visitChanges.contactId)))
    .innerJoin(referrals, OF_REFERRAL)
    .innerJoin(people, OF_PERSON)
    .where(and(eq(visitChanges.id, visitChangeId), ofService(actor)))
    .for('update', { of: visitChanges })
  return row
}

export async function setTold(
  tx: Tx,
  { now, actor }: Context,
  visitChangeId: string,
  toldHow: ToldHow,
): Promise<VisitChange> {
  const [row] = await tx
    .update(visitChanges)
    .set({ toldAt: now(), toldById: actor.membershipId, toldHow })
    .where(eq(visitChanges.id, visitChangeId))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Whether somebody is still to ring the person about this contact: then no machine tells them. */
export async function isOnPhoneList(tx: Tx, contactId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: visitChanges.id })
    .from(visitChanges)
    .where(and(eq(visitChanges.contactId, contactId), isNull(visitChanges.toldAt)))
    .limit(1)
  return row !== undefined
}
