import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Actor, Context, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { messages } from '../messages/tables.ts'
import { referralVisibleTo } from '../referrals/public.ts'
import { referrals } from '../referrals/tables.ts'
import type { ContactWay, NotHappenedReason } from './kinds.ts'
import type { Reached } from './milestones.ts'
import { contacts } from './tables.ts'

export type Contact = typeof contacts.$inferSelect
export type NewContact = typeof contacts.$inferInsert
/** A contact with the name of whoever made it, or is to. */
export type ContactRecord = Contact & { workerName: string }

/** What was somebody else's is nobody's to read and counts nowhere: `corrections` keeps it for the lead. */
const isRight = isNull(contacts.correctedAt)

/** The episode of a contact, when the actor may see it: its row is locked before the contact's. */
export async function findReferralIdOf(tx: Tx, actor: Actor, contactId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ referralId: contacts.referralId })
    .from(contacts)
    .innerJoin(referrals, and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId)))
    .where(and(referralVisibleTo(actor), isRight, eq(contacts.id, contactId)))
  return row?.referralId
}

/** The caller holds the lock of the referral, under which every contact of it is written. */
export async function getContact(tx: Tx, contactId: string): Promise<ContactRecord> {
  const [row] = await tx
    .select(RECORD)
    .from(contacts)
    .innerJoin(memberships, IS_WORKER)
    .where(eq(contacts.id, contactId))
  if (row === undefined) throw new Error('A contact of a locked referral is gone')
  return toRecord(row)
}

/** Whether a contact of this id was written already. The caller holds the lock of its referral. */
export async function isThere(tx: Tx, contactId: string): Promise<boolean> {
  return (await tx.select({ id: contacts.id }).from(contacts).where(eq(contacts.id, contactId))).length > 0
}

export async function insertContact(tx: Tx, row: NewContact): Promise<ContactRecord> {
  await tx.insert(contacts).values(row)
  return getContact(tx, row.id)
}

export async function changeContact(tx: Tx, contact: Contact, changes: Partial<Contact>): Promise<ContactRecord> {
  await tx
    .update(contacts)
    .set({ ...changes, version: contact.version + 1 })
    .where(and(eq(contacts.id, contact.id), eq(contacts.version, contact.version)))
  return getContact(tx, contact.id)
}

/** What the contacts of an episode have reached so far. */
export async function findReached(tx: Tx, referralId: string): Promise<Reached> {
  const latestFirst = sql`order by ${contacts.happenedOn} desc, ${contacts.id} desc`
  const [row] = await tx
    .select({
      firstContactOn: sql<string | null>`min(${contacts.happenedOn})::text`,
      assessedOn: sql<
        string | null
      >`(min(${contacts.happenedOn}) filter (where ${contacts.purpose} = 'assessment' and not ${contacts.personSaidNo}))::text`,
      nextReviewOn: sql<
        string | null
      >`(array_agg(${contacts.nextReviewOn} ${latestFirst}) filter (where ${contacts.purpose} = 'review'))[1]::text`,
      saidNo: sql<boolean>`coalesce((array_agg(${contacts.personSaidNo} ${latestFirst}))[1], false)`,
    })
    .from(contacts)
    .where(and(eq(contacts.referralId, referralId), isRight, eq(contacts.attendance, 'attended')))
  if (row === undefined) throw new Error('An aggregate gave no row')
  return row
}

/** The first contact in which the person took part and said no, or took part and did not: the one a message tells of. */
export async function findFirstAttended(
  tx: Tx,
  referralId: string,
  { personSaidNo }: { personSaidNo: boolean },
): Promise<Contact> {
  const [row] = await tx
    .select()
    .from(contacts)
    .where(
      and(
        eq(contacts.referralId, referralId),
        isRight,
        eq(contacts.attendance, 'attended'),
        eq(contacts.personSaidNo, personSaidNo),
      ),
    )
    .orderBy(asc(contacts.happenedOn), asc(contacts.id))
    .limit(1)
  if (row === undefined) throw new Error('What was reached has no contact')
  return row
}

/** Whether the person took part in any other contact of the episode. */
export async function tookPartBefore(tx: Tx, referralId: string, exceptContactId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.referralId, referralId), isRight, eq(contacts.attendance, 'attended')))
    .limit(2)
  return rows.some(({ id }) => id !== exceptContactId)
}

/** Whether the side that referred has had a message of this kind about the episode. */
export async function wasTold(
  tx: Tx,
  referralId: string,
  kind: 'first-contact-made' | 'person-said-no',
): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.subjectId, referralId), eq(messages.kind, kind), isNull(messages.correctedAt)))
    .limit(1)
  return row !== undefined
}

/** Contacts nobody has said the outcome of: those to come, and those whose time has passed. */
export async function countPlannedContacts(
  tx: Tx,
  context: Pick<Context, 'now'>,
  referralId: string,
): Promise<{ planned: number; needFeedback: number }> {
  const isToCome = gt(sql`coalesce(${contacts.plannedEnd}, ${contacts.plannedStart})`, context.now().toISOString())
  const [row] = await tx
    .select({ all: count(), planned: sql<number>`(count(*) filter (where ${isToCome}))::integer` })
    .from(contacts)
    .where(and(eq(contacts.referralId, referralId), isRight, isNull(contacts.happened)))
  const { all = 0, planned = 0 } = row ?? {}
  return { planned, needFeedback: all - planned }
}

/** Ends what is planned, and gives which it was. A check-in without a check-out goes on to be asked for. */
export async function cancelPlanned(
  tx: Tx,
  context: Pick<Context, 'now' | 'actor'>,
  referralId: string,
  because: NotHappenedReason,
): Promise<{ id: string; way: ContactWay }[]> {
  return tx
    .update(contacts)
    .set({
      happened: false,
      notHappenedBecause: because,
      recordedAt: context.now(),
      recordedById: context.actor.membershipId,
      version: sql`${contacts.version} + 1`,
    })
    .where(and(eq(contacts.referralId, referralId), isRight, isNull(contacts.happened)))
    .returning({ id: contacts.id, way: contacts.way })
}

export async function hasFirstContact(tx: Tx, referralId: string): Promise<boolean> {
  return (await findReached(tx, referralId)).firstContactOn !== null
}

const RECORD = { contact: contacts, workerName: memberships.name }
const IS_WORKER = and(eq(memberships.schemeId, contacts.schemeId), eq(memberships.id, contacts.workerId))
const toRecord = ({ contact, workerName }: { contact: Contact; workerName: string }): ContactRecord => ({
  ...contact,
  workerName,
})
