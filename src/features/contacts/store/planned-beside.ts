import { and, asc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { contacts } from '../tables.ts'

type Plan = { id: string; workerId: string; plannedStart: Date; plannedEnd: Date | null }

/**
 * Unscoped, times alone: what else a worker has planned at that time, whoever it is with. What has no end counts as the
 * moment at which it begins.
 */
export async function findPlannedBeside(
  tx: Tx,
  { id, workerId, plannedStart, plannedEnd }: Plan,
): Promise<{ plannedStart: Date; plannedEnd: Date | null }[]> {
  const end = plannedEnd ?? plannedStart
  const otherEnd = sql<Date>`coalesce(${contacts.plannedEnd}, ${contacts.plannedStart})`
  const rows = await tx
    .select({ plannedStart: contacts.plannedStart, plannedEnd: contacts.plannedEnd })
    .from(contacts)
    .where(
      and(
        eq(contacts.workerId, workerId),
        ne(contacts.id, id),
        isNull(contacts.happened),
        isNull(contacts.checkedOutAt),
        isNull(contacts.correctedAt),
        // By the day first: that is what the index of a worker's days holds.
        sql`${contacts.day} = (${plannedStart.toISOString()}::timestamptz at time zone 'Europe/London')::date`,
        or(
          eq(contacts.plannedStart, plannedStart),
          and(lt(contacts.plannedStart, end), gt(otherEnd, sql`${plannedStart.toISOString()}::timestamptz`)),
        ),
      ),
    )
    .orderBy(asc(contacts.plannedStart), asc(contacts.id))
    .limit(3)
  return rows.flatMap((row) => (row.plannedStart === null ? [] : [{ ...row, plannedStart: row.plannedStart }]))
}
