import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { Actor, Db, Tx } from '../../../platform/context.ts'
import { enquiries } from '../tables.ts'

export type Enquiry = typeof enquiries.$inferSelect

/** An enquiry is the service's that took it: no practice ever sees one. */
const visibleTo = (actor: Actor) => eq(enquiries.organisationId, actor.organisationId)

export async function insertEnquiry(tx: Tx, row: typeof enquiries.$inferInsert): Promise<Enquiry> {
  const [enquiry] = await tx.insert(enquiries).values(row).returning()
  if (enquiry === undefined) throw new Error('An insert returned no row')
  return enquiry
}

export async function findEnquiry(db: Db | Tx, actor: Actor, enquiryId: string): Promise<Enquiry | undefined> {
  const [enquiry] = await db
    .select()
    .from(enquiries)
    .where(and(visibleTo(actor), eq(enquiries.id, enquiryId)))
  return enquiry
}

/** The oldest first, which is the one that goes first. */
export async function listEnquiryRows(
  db: Db | Tx,
  actor: Actor,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Enquiry[]> {
  return db
    .select()
    .from(enquiries)
    .where(and(visibleTo(actor), after === undefined ? undefined : sql`${enquiries.id} > ${after}::uuid`))
    .orderBy(asc(enquiries.id))
    .limit(limit + 1)
}

/** False when it has gone already. */
export async function deleteEnquiry(tx: Tx, actor: Actor, enquiryId: string): Promise<boolean> {
  const rows = await tx
    .delete(enquiries)
    .where(and(visibleTo(actor), eq(enquiries.id, enquiryId)))
    .returning({ id: enquiries.id })
  return rows.length > 0
}

/** Deletes what was taken before a moment. Gives the ids. */
export async function deleteEnquiriesBefore(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.delete(enquiries).where(lt(enquiries.takenAt, before)).returning({ id: enquiries.id })
  return rows.map(({ id }) => id)
}
