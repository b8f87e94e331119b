import { and, asc, desc, eq, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor, Db, SystemContext, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { WORKS_WITH_PEOPLE } from './kinds.ts'
import { concernEntries, concernReaders, concerns } from './tables.ts'
import { visibleTo } from './visibility.ts'

export type Concern = typeof concerns.$inferSelect
/** Who asks, and for whom they stand in today. */
export type Reader = { actor: Actor; standsFor: readonly string[] }
export type Member = { membershipId: string; name: string }

export async function insertConcern(tx: Tx, row: typeof concerns.$inferInsert): Promise<void> {
  await tx.insert(concerns).values(row)
}

/** Whoever it was brought to may read it from then on; twice is once. */
export async function addReader(
  tx: Tx,
  context: SystemContext,
  concernId: string,
  membershipId: string,
): Promise<void> {
  const { schemeId, newId, now } = context
  await tx
    .insert(concernReaders)
    .values({ schemeId, id: newId(), concernId, membershipId, at: now() })
    .onConflictDoNothing()
}

type NewEntry = Omit<typeof concernEntries.$inferInsert, 'schemeId' | 'id' | 'at' | 'byId' | 'concernId'>

export async function addEntries(
  tx: Tx,
  context: SystemContext & { actor?: Actor },
  concernId: string,
  entries: readonly NewEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const { schemeId, newId, now, actor } = context
  const fixed = { schemeId, concernId, at: now(), byId: actor?.membershipId ?? null }
  await tx.insert(concernEntries).values(entries.map((entry) => ({ ...fixed, id: newId(), ...entry })))
}

/** Locks it until the transaction ends, so that two cannot both say that they have it. */
export async function findConcernForUpdate(tx: Tx, reader: Reader, concernId: string): Promise<Concern | undefined> {
  const [row] = await tx
    .select()
    .from(concerns)
    .where(and(eq(concerns.id, concernId), visibleTo(reader.actor, reader.standsFor)))
    .for('update')
  return row
}

export async function updateConcern(tx: Tx, concern: Concern, changes: Partial<Concern>): Promise<Concern> {
  const [row] = await tx
    .update(concerns)
    .set({ ...changes, version: concern.version + 1 })
    .where(eq(concerns.id, concern.id))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Whose it is and when it climbs next: changed by the system too, so no version is asked for. */
export async function setWhose(
  tx: Tx,
  concernId: string,
  whose: { responsibleId: string | null; escalatesAt: Date },
): Promise<void> {
  await tx
    .update(concerns)
    .set({ ...whose, version: sql`version + 1` })
    .where(eq(concerns.id, concernId))
}

export async function findReaderIds(tx: Tx | Db, concernId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: concernReaders.membershipId })
    .from(concernReaders)
    .where(eq(concernReaders.concernId, concernId))
  return rows.map(({ id }) => id)
}

/** Those of these who work here now, in a role that may act. */
export async function findWorking(tx: Tx | Db, membershipIds: readonly string[]): Promise<Map<string, Worker>> {
  if (membershipIds.length === 0) return new Map()
  const rows = await tx
    .select({ membershipId: memberships.id, name: memberships.name, organisationId: memberships.organisationId })
    .from(memberships)
    .where(
      and(
        inArray(memberships.id, [...membershipIds]),
        inArray(memberships.role, [...WORKS_WITH_PEOPLE]),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
  return new Map(rows.map((row) => [row.membershipId, row]))
}
export type Worker = Member & { organisationId: string }

/** Everybody who leads: what reached the end of the ladder is theirs. */
export async function findLeads(tx: Tx): Promise<Worker[]> {
  return tx
    .select({ membershipId: memberships.id, name: memberships.name, organisationId: memberships.organisationId })
    .from(memberships)
    .where(
      and(
        inArray(memberships.role, ['team-lead', 'safeguarding-lead']),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
    .orderBy(asc(memberships.id))
}

/** What nobody has and is due to climb, locked: of two runs the second waits and finds it climbed. */
export async function findDueToClimb(tx: Tx, at: Date, limit: number): Promise<Concern[]> {
  return tx
    .select()
    .from(concerns)
    .where(and(eq(concerns.status, 'open'), lte(concerns.escalatesAt, at)))
    .orderBy(asc(concerns.escalatesAt), asc(concerns.id))
    .limit(limit)
    .for('no key update')
}

const responsible = alias(memberships, 'responsible')
const raiser = alias(memberships, 'raiser')
const by = alias(memberships, 'by_member')
const to = alias(memberships, 'to_member')

export type ConcernInBrief = Concern & { responsible: Member | null }

/** The newest first; ids are UUIDv7. */
export async function listConcernRows(
  tx: Tx,
  { actor, standsFor }: Reader,
  { open, before, limit }: { open: boolean; before: string | undefined; limit: number },
): Promise<ConcernInBrief[]> {
  const rows = await tx
    .select({ concern: concerns, responsible: { membershipId: responsible.id, name: responsible.name } })
    .from(concerns)
    .leftJoin(responsible, and(eq(responsible.schemeId, concerns.schemeId), eq(responsible.id, concerns.responsibleId)))
    .where(
      and(
        visibleTo(actor, standsFor),
        open ? ne(concerns.status, 'closed') : undefined,
        before === undefined ? undefined : lt(concerns.id, before),
      ),
    )
    .orderBy(desc(concerns.id))
    .limit(limit + 1)
  return rows.map(({ concern, responsible: whose }) => ({ ...concern, responsible: whose }))
}

export type ConcernEntry = typeof concernEntries.$inferSelect & { by: Member | null; to: Member | null }
export type ConcernRecord = ConcernInBrief & {
  raisedBy: Member
  /** Whom it is about; null when there is no record of them. */
  person: { givenName: string; familyName: string; preferredName: string | null; bornOn: string } | null
  /** Whom it was brought to. */
  readerIds: string[]
  entries: ConcernEntry[]
}

export async function readConcernRecord(
  tx: Tx,
  { actor, standsFor }: Reader,
  concernId: string,
): Promise<ConcernRecord | undefined> {
  const [row] = await tx
    .select({
      concern: concerns,
      responsible: { membershipId: responsible.id, name: responsible.name },
      raisedBy: { membershipId: raiser.id, name: raiser.name },
      person: {
        givenName: people.givenName,
        familyName: people.familyName,
        preferredName: people.preferredName,
        bornOn: people.bornOn,
      },
      readerIds: sql<
        string[]
      >`(select coalesce(json_agg(${concernReaders.membershipId}), '[]') from ${concernReaders} where ${and(
        eq(concernReaders.schemeId, concerns.schemeId),
        eq(concernReaders.concernId, concerns.id),
      )})`,
    })
    .from(concerns)
    .innerJoin(raiser, and(eq(raiser.schemeId, concerns.schemeId), eq(raiser.id, concerns.raisedById)))
    .leftJoin(people, and(eq(people.schemeId, concerns.schemeId), eq(people.id, concerns.personId)))
    .leftJoin(responsible, and(eq(responsible.schemeId, concerns.schemeId), eq(responsible.id, concerns.responsibleId)))
    .where(and(eq(concerns.id, concernId), visibleTo(actor, standsFor)))
  if (row === undefined) return undefined
  const entries = await tx
    .select({
      entry: concernEntries,
      by: { membershipId: by.id, name: by.name },
      to: { membershipId: to.id, name: to.name },
    })
    .from(concernEntries)
    .leftJoin(by, and(eq(by.schemeId, concernEntries.schemeId), eq(by.id, concernEntries.byId)))
    .leftJoin(to, and(eq(to.schemeId, concernEntries.schemeId), eq(to.id, concernEntries.toId)))
    .where(eq(concernEntries.concernId, concernId))
    .orderBy(asc(concernEntries.id))
  return {
    ...row.concern,
    responsible: row.responsible,
    raisedBy: row.raisedBy,
    person: row.person,
    readerIds: row.readerIds,
    entries: entries.map((line) => ({ ...line.entry, by: line.by, to: line.to })),
  }
}
