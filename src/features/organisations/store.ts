import { and, arrayContains, asc, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/context.ts'
import { databaseFault } from '../../platform/idempotency.ts'
import { invalid, Refusal } from '../../platform/problems.ts'
import type { OrganisationKind } from './kinds.ts'
import { organisations, servedPractices } from './tables.ts'

export type Organisation = typeof organisations.$inferSelect
export type NewOrganisation = Omit<typeof organisations.$inferInsert, 'schemeId'>

/** Organisations hold no person: everyone in the scheme may know them, and row-level security keeps the scheme. */
export async function findOrganisation(db: Db | Tx, organisationId: string): Promise<Organisation | undefined> {
  const [row] = await db.select().from(organisations).where(eq(organisations.id, organisationId))
  return row
}

export async function findOrganisationByCode(db: Db | Tx, odsCode: string): Promise<Organisation | undefined> {
  const [row] = await db.select().from(organisations).where(eq(organisations.odsCode, odsCode))
  return row
}

/** More mergers than this in a row are a circle. */
const LONGEST_CHAIN = 10

/** The organisation itself while it is open; otherwise the one that its work went to, through as many closings as there were. */
export async function findOpenSuccessor(db: Db | Tx, organisation: Organisation): Promise<Organisation> {
  let current = organisation
  for (let links = 0; links < LONGEST_CHAIN && current.successorId !== null; links += 1) {
    const next = await findOrganisation(db, current.successorId)
    if (next === undefined) break
    current = next
  }
  return current
}

type Filter = { kind: OrganisationKind | undefined; after: string[] | undefined; limit: number }

/** In order of name; one row more than asked for, to know whether there is a next page. */
export async function listOrganisationRows(db: Db, { kind, after, limit }: Filter): Promise<Organisation[]> {
  const conditions: (SQL | undefined)[] = [kind === undefined ? undefined : arrayContains(organisations.kinds, [kind])]
  const [name, id] = after ?? []
  if (name !== undefined && id !== undefined)
    conditions.push(sql`(${organisations.name}, ${organisations.id}) > (${name}, ${id}::uuid)`)
  return db
    .select()
    .from(organisations)
    .where(and(...conditions))
    .orderBy(asc(organisations.name), asc(organisations.id))
    .limit(limit + 1)
}

export async function insertOrganisation(
  tx: Tx,
  schemeId: string,
  organisation: NewOrganisation,
): Promise<Organisation> {
  try {
    const [row] = await tx
      .insert(organisations)
      .values({ schemeId, ...organisation })
      .returning()
    if (row === undefined) throw new Error('An insert returned no row')
    return row
  } catch (error) {
    if (databaseFault(error)?.constraint_name === 'organisations_ods_code_key') {
      throw invalid('#/odsCode', 'Another organisation of the scheme has this ODS code')
    }
    throw error
  }
}

/** Whether a case-management team serves a practice on a day. */
export async function servesPractice(
  db: Db | Tx,
  team: { teamId: string; practiceId: string; on: string },
): Promise<boolean> {
  const [row] = await db
    .select({ id: servedPractices.id })
    .from(servedPractices)
    .where(
      and(
        eq(servedPractices.teamId, team.teamId),
        eq(servedPractices.practiceId, team.practiceId),
        lte(servedPractices.fromOn, team.on),
        or(isNull(servedPractices.untilOn), gt(servedPractices.untilOn, team.on)),
      ),
    )
    .limit(1)
  return row !== undefined
}

export async function insertServedPractice(tx: Tx, row: typeof servedPractices.$inferInsert): Promise<void> {
  await tx.insert(servedPractices).values(row).onConflictDoNothing()
}

/** Locks the row until the transaction ends, so that two cannot change or close it at once. */
export async function findOrganisationForUpdate(tx: Tx, organisationId: string): Promise<Organisation | undefined> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.id, organisationId)).for('update')
  return row
}

/** The caller holds the row's lock. */
export async function updateOrganisation(
  tx: Tx,
  organisation: Organisation,
  changes: { [Key in keyof Organisation]?: Organisation[Key] | undefined },
): Promise<Organisation> {
  const [row] = await tx
    .update(organisations)
    .set({ ...changes, version: organisation.version + 1 })
    .where(and(eq(organisations.id, organisation.id), eq(organisations.version, organisation.version)))
    .returning()
  if (row === undefined) throw new Refusal('changed-by-someone-else')
  return row
}
