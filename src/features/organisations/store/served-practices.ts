import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db, Tx } from '../../../platform/context.ts'
import { organisations, servedPractices } from '../tables.ts'

export type ServedPractice = typeof servedPractices.$inferSelect

export async function listServedPracticeRows(
  db: Db,
  teamId: string,
): Promise<(ServedPractice & { practiceName: string })[]> {
  const rows = await db
    .select({ served: servedPractices, practiceName: organisations.name })
    .from(servedPractices)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, servedPractices.schemeId), eq(organisations.id, servedPractices.practiceId)),
    )
    .where(eq(servedPractices.teamId, teamId))
    .orderBy(asc(organisations.name), asc(servedPractices.fromOn))
  return rows.map(({ served, practiceName }) => ({ ...served, practiceName }))
}

/** One that is served now, by its team. */
export async function findServedPractice(
  db: Db,
  servedPracticeId: string,
): Promise<(ServedPractice & { practiceName: string; teamName: string }) | undefined> {
  const team = alias(organisations, 'team')
  const [row] = await db
    .select({ served: servedPractices, practiceName: organisations.name, teamName: team.name })
    .from(servedPractices)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, servedPractices.schemeId), eq(organisations.id, servedPractices.practiceId)),
    )
    .innerJoin(team, and(eq(team.schemeId, servedPractices.schemeId), eq(team.id, servedPractices.teamId)))
    .where(and(eq(servedPractices.id, servedPracticeId), isNull(servedPractices.untilOn)))
  return row && { ...row.served, practiceName: row.practiceName, teamName: row.teamName }
}

/** Undefined when the team serves the practice from that day already. */
export async function addServedPractice(
  tx: Tx,
  row: typeof servedPractices.$inferInsert,
): Promise<ServedPractice | undefined> {
  const [served] = await tx.insert(servedPractices).values(row).onConflictDoNothing().returning()
  return served
}

/** Ends it on a day; undefined when there is none, or it has ended. */
export async function endServedPractice(
  tx: Tx,
  { servedPracticeId, on }: { servedPracticeId: string; on: string },
): Promise<ServedPractice | undefined> {
  const [served] = await tx
    .update(servedPractices)
    .set({ untilOn: sql`greatest(${servedPractices.fromOn}, ${on}::date)` })
    .where(
      and(
        eq(servedPractices.id, servedPracticeId),
        or(isNull(servedPractices.untilOn), gt(servedPractices.untilOn, on)),
      ),
    )
    .returning()
  return served
}

/** What the old organisation served, or who served it, the new one has from the day on. Gives how many. */
export async function moveServedPractices(
  tx: Tx,
  { fromId, toId, on }: { fromId: string; toId: string; on: string },
): Promise<number> {
  const rows = await tx.execute(sql`
    with ended as (
      update served_practices set until_on = greatest(from_on, ${on}::date)
      where (practice_id = ${fromId} or team_id = ${fromId}) and (until_on is null or until_on > ${on}::date)
      returning scheme_id, case when team_id = ${fromId} then ${toId}::uuid else team_id end as team_id,
        case when practice_id = ${fromId} then ${toId}::uuid else practice_id end as practice_id, until_on
    ), moved as (
      insert into served_practices (scheme_id, id, team_id, practice_id, from_on)
      select scheme_id, gen_random_uuid(), team_id, practice_id, until_on from ended
      where not exists (select from served_practices as open where open.scheme_id = ended.scheme_id and open.team_id = ended.team_id
        and open.practice_id = ended.practice_id and open.until_on is null)
      on conflict do nothing
    )
    select 1 from ended`)
  return rows.length
}
