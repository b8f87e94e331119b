import { and, asc, count, desc, eq, getTableColumns, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Context, Db, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import type { Activity } from '../activities/public.ts'
import { activities } from '../activities/tables.ts'
import type { OrganisationKind } from '../organisations/public.ts'
import { organisations } from '../organisations/tables.ts'
import type { ImportKind, RowFault, RowState } from './kinds.ts'
import type { Mine } from './policy.ts'
import { importRows, imports } from './tables.ts'

export type Import = typeof imports.$inferSelect
export type ImportRow = typeof importRows.$inferSelect

/** Which imports an actor sees is the policy's to say. */
const visibleTo = ({ kinds, ownKinds, membershipId }: Mine) =>
  or(
    inArray(imports.kind, [...kinds]),
    and(inArray(imports.kind, [...ownKinds]), eq(imports.createdById, membershipId)),
  )

export async function findImport(db: Db | Tx, mine: Mine, importId: string): Promise<Import | undefined> {
  const [row] = await db
    .select()
    .from(imports)
    .where(and(visibleTo(mine), eq(imports.id, importId)))
  return row
}

/** Locks it: of two who ask for a run at once, the second finds that it goes. The caller has found it. */
export async function lockImport(tx: Tx, importId: string): Promise<Import> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, importId)).for('no key update')
  if (row === undefined) throw new Error('An import went under us')
  return row
}

/** The same file, when it was sent before and not taken back. */
export async function findSameFile(db: Db | Tx, kind: ImportKind, fileHash: string): Promise<Import | undefined> {
  const [row] = await db
    .select()
    .from(imports)
    .where(and(eq(imports.kind, kind), eq(imports.fileHash, fileHash), sql`${imports.status} <> 'taken-back'`))
  return row
}

export async function listImportRows(
  db: Db,
  mine: Mine,
  { after, limit }: { after: string[] | undefined; limit: number },
): Promise<Import[]> {
  const [id] = after ?? []
  return db
    .select()
    .from(imports)
    .where(and(visibleTo(mine), id === undefined ? undefined : lt(imports.id, id)))
    .orderBy(desc(imports.id))
    .limit(limit + 1)
}

const ROWS_AT_ONCE = 500

export async function insertImport(
  tx: Tx,
  made: typeof imports.$inferInsert,
  rows: (typeof importRows.$inferInsert)[],
): Promise<Import> {
  const [row] = await tx.insert(imports).values(made).returning()
  if (row === undefined) throw new Error('An insert returned no row')
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx.insert(importRows).values(rows.slice(from, from + ROWS_AT_ONCE))
  return row
}

export async function changeImport(tx: Tx, importId: string, changes: Partial<Import>): Promise<void> {
  await tx.update(imports).set(changes).where(eq(imports.id, importId))
}

/** The caller has found the import. */
export async function listRows(
  db: Db | Tx,
  importId: string,
  filter: { states?: readonly RowState[]; after?: number; limit: number },
): Promise<ImportRow[]> {
  return db
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        filter.states === undefined ? undefined : inArray(importRows.state, [...filter.states]),
        filter.after === undefined ? undefined : gt(importRows.number, filter.after),
      ),
    )
    .orderBy(asc(importRows.number))
    .limit(filter.limit)
}

export async function countRows(db: Db | Tx, importId: string): Promise<Partial<Record<RowState, number>>> {
  const rows = await db
    .select({ state: importRows.state, n: count() })
    .from(importRows)
    .where(eq(importRows.importId, importId))
    .groupBy(importRows.state)
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

export type RowResult = { id: string; state: RowState; faults: RowFault[]; rowKey: string | null }

/** What the dry run found of every row, in one statement. */
export async function saveResults(tx: Tx, results: readonly RowResult[]): Promise<void> {
  await tx.execute(sql`
    update import_rows set state = result.state, faults = result.faults, row_key = result."rowKey"
    from jsonb_to_recordset(${JSON.stringify(results)}::text::jsonb) as result (id uuid, state text, faults jsonb, "rowKey" text)
    where import_rows.id = result.id`)
}

export async function saveRow(tx: Tx, rowId: string, changes: Partial<ImportRow>): Promise<void> {
  await tx.update(importRows).set(changes).where(eq(importRows.id, rowId))
}

/** Rows that an import brought before, by their keys. */
export async function findBrought(db: Db | Tx, importId: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .select({ rowKey: importRows.rowKey })
    .from(importRows)
    .where(
      and(
        inArray(importRows.rowKey, [...keys]),
        inArray(importRows.state, ['imported', 'worked-on']),
        sql`${importRows.importId} <> ${importId}`,
      ),
    )
  return new Set(rows.flatMap(({ rowKey }) => (rowKey === null ? [] : [rowKey])))
}

export type KnownOrganisation = { id: string; name: string; odsCode: string | null; kinds: OrganisationKind[] }

export async function listOpenOrganisations(db: Db | Tx): Promise<KnownOrganisation[]> {
  return db
    .select({
      id: organisations.id,
      name: organisations.name,
      odsCode: organisations.odsCode,
      kinds: organisations.kinds,
    })
    .from(organisations)
    .where(isNull(organisations.closedOn))
}

export async function listAdvisors(db: Db | Tx, organisationId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: memberships.id, name: memberships.name })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        isNull(memberships.endedAt),
        inArray(memberships.role, ['advisor', 'team-lead']),
      ),
    )
}

export type KnownActivity = { id: string; name: string; providerName: string; left: number }

/** Every activity, with the places that somebody new could have: none while it is closed. */
export async function listActivities(db: Db | Tx): Promise<KnownActivity[]> {
  return db
    .select({
      id: activities.id,
      name: activities.name,
      providerName: organisations.name,
      left: sql<number>`case when ${activities.status} = 'open' then ${activities.capacity} - ${activities.taken} else 0 end`,
    })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
}

/** What a search looks through says again what the others say. */
const { searchText: _, ...LISTING } = getTableColumns(activities)

/** Every listing of the directory, hidden ones too, or those of one provider; by provider, then by name. */
export async function listListings(db: Db | Tx, providerId?: string): Promise<Activity[]> {
  return db
    .select({ ...LISTING, providerName: organisations.name })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .where(providerId === undefined ? undefined : eq(activities.providerId, providerId))
    .orderBy(asc(organisations.name), asc(activities.name), asc(activities.id))
}

export type Asked = { id: string; nhsNumber: string | null; surnameKey: string; nameKey: string; bornOn: string }
export type Known = {
  id: string
  isSame: boolean
  isOther: boolean
  isNamesake: boolean
  isDead: boolean
  isOpen: boolean
}

/** Who of these is known to the scheme, and how; the episode that a row made itself, before it was cut off, is none to it. Unscoped: the answer says no more than that somebody is. */
export async function findKnownUnscoped(sql: Sql, schemeId: string, asked: readonly Asked[]): Promise<Known[]> {
  return sql<Known[]>`
    with given as (
      select * from json_to_recordset(${JSON.stringify(asked)}::text::json) as given
        (id uuid, "nhsNumber" text, "surnameKey" text, "nameKey" text, "bornOn" date)
    ), matched as (
      select given.id, people.id as person_id, died_on_of(people.scheme_id, people.id) as died_on,
        coalesce(nhs_number = "nhsNumber", false) as has_number,
        born_on = "bornOn" and near_surname(surname_key, "surnameKey") as is_near
      from given join people on people.scheme_id = ${schemeId} and merged_into is null
        and (nhs_number = "nhsNumber" or (name_key = "nameKey" and born_on = "bornOn"))
    )
    select id, bool_or(has_number and is_near) as "isSame", bool_or(has_number and not is_near) as "isOther",
      bool_or(not has_number) as "isNamesake", bool_or(has_number and is_near and died_on is not null) as "isDead",
      bool_or(has_number and is_near and exists (
        select from referrals where referrals.scheme_id = ${schemeId} and referrals.person_id = matched.person_id
          and referrals.id <> matched.id and status in ('submitted', 'returned', 'accepted'))) as "isOpen"
    from matched group by id`
}

/**
 * Whether anybody has worked on an episode since it was brought. What came with it has its id, or an id beside it
 * (`idBeside`). Unscoped: the caller's import made it.
 */
export async function wasWorkedOn(db: Db, row: { subjectId: string; subjectVersion: number }): Promise<boolean> {
  const [found] = await db.execute<{ isWorkedOn: boolean }>(sql`
    select version <> ${row.subjectVersion}
      or exists (select from contacts where referral_id = referrals.id and id <> referrals.id)
      or exists (select from plan_versions where referral_id = referrals.id)
      or exists (select from measurements where referral_id = referrals.id
        and (measurements.version <> 1 or left(measurements.id::text, 18) <> left(referrals.id::text, 18)))
      or exists (select from imported_scores where referral_id = referrals.id and entered_in_error_at is not null)
      or exists (select from placements where referral_id = referrals.id
        and (placements.status <> 'started' or left(placements.id::text, 18) <> left(referrals.id::text, 18)
          or exists (select from placement_cards where placement_id = placements.id)))
      or exists (select from placement_attendances where referral_id = referrals.id) as "isWorkedOn"
    from referrals where id = ${row.subjectId}`)
  return found?.isWorkedOn ?? true
}

/** Cells of rows that nobody will mend any more: care data that has served its purpose. */
export async function forgetCells(context: Pick<Context, 'sql' | 'schemeId'>, before: Date): Promise<void> {
  const { sql: client, schemeId } = context
  await client`
    update import_rows set cells = null from imports
    where import_rows.scheme_id = ${schemeId} and imports.scheme_id = ${schemeId} and imports.id = import_id
      and imports.created_at < ${before} and cells is not null`
}
