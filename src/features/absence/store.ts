import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { timeInEngland } from '../../platform/clock.ts'
import type { Actor, Context, Db, SystemContext, Tx } from '../../platform/context.ts'
import { labelOf, namesakesOfMember } from '../accounts/public.ts'
import { memberships } from '../accounts/tables.ts'
import { type Presence, weekdayNameOf } from './presence.ts'
import { absences, dutyRota, workingPatterns } from './tables.ts'

export type Absence = typeof absences.$inferSelect
export type WorkingPattern = typeof workingPatterns.$inferSelect
export type DutyRow = typeof dutyRota.$inferSelect

/**
 * Who is away on a day, who works on which weekdays, who is on duty: one statement. Somebody who has left stands in for
 * nobody and is on no rota.
 */
export async function findPresence(
  db: Db | Tx,
  { schemeId, now, today }: Pick<SystemContext, 'schemeId' | 'now' | 'today'>,
  day: string = today(),
): Promise<Presence> {
  const works = (column: string) => sql`(select id from memberships as member
    where member.scheme_id = ${schemeId} and member.id = ${sql.raw(column)} and member.ended_at is null and member.disabled_at is null)`
  const [row] = await db.execute<Pick<Presence, 'absences' | 'patterns' | 'duty'>>(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('membershipId', membership_id, 'coverId', ${works('absences.cover_id')},
          'fromOn', from_on, 'untilOn', until_on) order by from_on, id), '[]')
        from absences where scheme_id = ${schemeId} and from_on <= ${day}::date and (until_on is null or until_on >= ${day}::date)) as absences,
      (select coalesce(jsonb_agg(jsonb_build_object('membershipId', membership_id, 'weekdays', weekdays)), '[]')
        from (select distinct on (membership_id) membership_id, weekdays from working_patterns
          where scheme_id = ${schemeId} and from_on <= ${day}::date order by membership_id, from_on desc) as latest) as patterns,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'onDay', on_day, 'weekday', weekday, 'fromOn', from_on,
          'untilOn', until_on, 'startsAt', starts_at, 'endsAt', ends_at, 'membershipId', membership_id,
          'coverId', ${works('duty_rota.cover_id')}, 'phone', phone)), '[]')
        from duty_rota where scheme_id = ${schemeId} and ended_at is null and ${works('duty_rota.membership_id')} is not null
          and (on_day = ${day}::date or weekday = ${weekdayNameOf(day)})) as duty`)
  if (row === undefined) throw new Error('A select without a table gives one row')
  return { day, time: timeInEngland(now()), ...row }
}

export async function insertAbsence(tx: Tx, row: typeof absences.$inferInsert): Promise<Absence> {
  const [absence] = await tx.insert(absences).values(row).returning()
  if (absence === undefined) throw new Error('An insert gave no row')
  return absence
}

export async function findAbsenceForUpdate(tx: Tx, absenceId: string): Promise<Absence | undefined> {
  const [row] = await tx.select().from(absences).where(eq(absences.id, absenceId)).for('update')
  return row
}

/** The first absence of somebody that touches these days; one that ended before it began touches none. */
export async function findAbsenceIn(
  tx: Tx,
  membershipId: string,
  { fromOn, untilOn }: { fromOn: string; untilOn: string },
): Promise<Absence | undefined> {
  const [row] = await tx
    .select()
    .from(absences)
    .where(
      and(
        eq(absences.membershipId, membershipId),
        lte(absences.fromOn, untilOn),
        or(isNull(absences.untilOn), and(gte(absences.untilOn, fromOn), gte(absences.untilOn, absences.fromOn))),
      ),
    )
    .orderBy(asc(absences.fromOn), asc(absences.id))
    .limit(1)
  return row
}

export async function updateAbsence(tx: Tx, absence: Absence, changes: Partial<Absence>): Promise<Absence> {
  const [row] = await tx
    .update(absences)
    .set({ ...changes, version: absence.version + 1 })
    .where(eq(absences.id, absence.id))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Absences of the actor's organisation that touch these days, in the order in which they begin. */
export async function listAbsenceRows(
  db: Db,
  actor: Actor,
  { from, to, after, limit }: { from: string; to: string; after: string[] | undefined; limit: number },
): Promise<(Absence & { name: string; label: string })[]> {
  const [fromOn, id] = after ?? []
  const rows = await db
    .select({ absence: absences, name: memberships.name, namesakes: namesakesOfMember })
    .from(absences)
    .innerJoin(memberships, and(eq(memberships.schemeId, absences.schemeId), eq(memberships.id, absences.membershipId)))
    .where(
      and(
        eq(memberships.organisationId, actor.organisationId),
        lte(absences.fromOn, to),
        or(isNull(absences.untilOn), and(gte(absences.untilOn, from), gte(absences.untilOn, absences.fromOn))),
        fromOn !== undefined && id !== undefined
          ? sql`(${absences.fromOn}, ${absences.id}) > (${fromOn}::date, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(absences.fromOn), asc(absences.id))
    .limit(limit + 1)
  return rows.map(({ absence, name, namesakes }) => ({
    ...absence,
    name,
    label: labelOf({ id: absence.membershipId, name }, namesakes),
  }))
}

export async function listPatterns(db: Db | Tx, membershipId: string): Promise<WorkingPattern[]> {
  return db
    .select()
    .from(workingPatterns)
    .where(eq(workingPatterns.membershipId, membershipId))
    .orderBy(asc(workingPatterns.fromOn))
}

/** What is said of the same day twice is what was said last. Undefined when somebody else said something meanwhile. */
export async function savePattern(
  tx: Tx,
  { schemeId, newId }: Context,
  { membershipId, fromOn, weekdays, version }: Omit<WorkingPattern, 'schemeId' | 'id'>,
): Promise<void> {
  await tx
    .insert(workingPatterns)
    .values({ schemeId, id: newId(), membershipId, fromOn, weekdays, version })
    .onConflictDoUpdate({
      target: [workingPatterns.schemeId, workingPatterns.membershipId, workingPatterns.fromOn],
      set: { weekdays, version },
    })
}

export async function insertDuty(tx: Tx, row: typeof dutyRota.$inferInsert): Promise<DutyRow> {
  const [duty] = await tx.insert(dutyRota).values(row).returning()
  if (duty === undefined) throw new Error('An insert gave no row')
  return duty
}

/** Ends a line of the actor's own organisation's rota. */
export async function endDutyRow(tx: Tx, { actor, now }: Context, dutyId: string): Promise<DutyRow | undefined> {
  const ofOwn = tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(eq(memberships.organisationId, actor.organisationId))
  const [row] = await tx
    .update(dutyRota)
    .set({ endedAt: now() })
    .where(and(eq(dutyRota.id, dutyId), isNull(dutyRota.endedAt), inArray(dutyRota.membershipId, ofOwn)))
    .returning()
  return row
}

/** The lines that say something of these days: those of one of them, and the weekly ones. */
export async function listDutyRows(db: Db, { from, to }: { from: string; to: string }): Promise<DutyRow[]> {
  return db
    .select()
    .from(dutyRota)
    .where(
      and(
        isNull(dutyRota.endedAt),
        or(
          and(gte(dutyRota.onDay, from), lte(dutyRota.onDay, to)),
          and(lte(dutyRota.fromOn, to), or(isNull(dutyRota.untilOn), gte(dutyRota.untilOn, from))),
        ),
      ),
    )
    .orderBy(asc(dutyRota.id))
    .limit(500)
}
