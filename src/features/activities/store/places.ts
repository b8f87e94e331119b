import { sql } from 'drizzle-orm'
import { addDays, type Day } from '../../../platform/clock.ts'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { occurrencesBetween } from '../recurrence.ts'
import type { Activity } from '../store.ts'

/** Of what a place is: of a run of a programme, of one session, or of the activity as it runs on when both are null. */
export type PlaceOf = { activityId: string; cohortId: string | null; sessionOn: Day | null }
/** Somewhere that has room, and for how many. */
export type FreePlace = PlaceOf & { left: number; name: string | null }

/** Takes a place, or says that there is none: one statement, so that of many who want the last place one has it. */
export async function takePlace(tx: Tx, context: SystemContext, place: PlaceOf): Promise<boolean> {
  const { activityId, cohortId, sessionOn } = place
  if (cohortId !== null) return (await tx.execute(takeOfCohort(activityId, cohortId))).length === 1
  if (sessionOn !== null) return (await tx.execute(takeOfSession(context, activityId, sessionOn))).length === 1
  const rows = await tx.execute(sql`
    update activities set taken = taken + 1
    where id = ${activityId}::uuid and taken < capacity and status = 'open' returning id`)
  return rows.length === 1
}

const takeOfCohort = (activityId: string, cohortId: string) => sql`
  update activity_cohorts set taken = taken + 1
  where id = ${cohortId}::uuid and activity_id = ${activityId}::uuid and taken < capacity and not is_closed
    and exists (select from activities where activities.scheme_id = activity_cohorts.scheme_id and activities.id = activity_id and status = 'open')
  returning id`

/** The activity's row is held, so that its capacity, which is that of each session, is not lowered at the same moment. */
const takeOfSession = ({ schemeId, newId, now }: SystemContext, activityId: string, on: Day) => sql`
  with activity as materialized (
    select id, capacity from activities where id = ${activityId}::uuid and status = 'open' for share
  )
  insert into activity_sessions as session (scheme_id, id, activity_id, held_on, taken, changed_at)
  select ${schemeId}::uuid, ${newId()}::uuid, id, ${on}::date, 1, ${now().toISOString()}::timestamptz
  from activity where capacity > 0
  on conflict (scheme_id, activity_id, held_on) do update set taken = session.taken + 1
    where session.taken < (select capacity from activity) and session.status <> 'cancelled'
  returning id`

/** Gives a place back, also when the activity is closed. Who frees several goes in order of activity, so that nobody waits in a circle. */
export async function freePlace(tx: Tx, { activityId, cohortId, sessionOn }: PlaceOf): Promise<void> {
  if (cohortId !== null)
    await tx.execute(sql`update activity_cohorts set taken = taken - 1 where id = ${cohortId}::uuid`)
  else if (sessionOn !== null)
    await tx.execute(sql`
      update activity_sessions set taken = taken - 1 where activity_id = ${activityId}::uuid and held_on = ${sessionOn}::date`)
  else await tx.execute(sql`update activities set taken = taken - 1 where id = ${activityId}::uuid`)
}

/** The most places that are taken in one coming session. The caller holds the activity, so that nobody takes more meanwhile. */
export async function mostTakenInSession(tx: Tx, activityId: string, today: Day): Promise<number> {
  const [row] = await tx.execute<{ most: number }>(sql`
    select coalesce(max(taken), 0)::integer as most from activity_sessions
    where activity_id = ${activityId}::uuid and held_on >= ${today}::date`)
  return row?.most ?? 0
}

/** How far ahead one looks for a session with room. */
const DAYS_AHEAD = 28

/** Where something is free now, the soonest first: what an advisor chooses from, and what whoever waits is offered. */
export async function listFreePlaces(db: Db | Tx, activity: Activity, today: Day): Promise<FreePlace[]> {
  const { id: activityId, status, capacity, taken, schedule, capacityLevel } = activity
  if (status !== 'open') return []
  switch (capacityLevel) {
    case 'activity':
      return taken < capacity
        ? [{ activityId, cohortId: null, sessionOn: null, name: null, left: capacity - taken }]
        : []
    case 'cohort':
      return db.execute<FreePlace>(sql`
        select activity_id as "activityId", id as "cohortId", null as "sessionOn", name, capacity - taken as left
        from activity_cohorts
        where activity_id = ${activityId}::uuid and not is_closed and taken < capacity and starts_on >= ${today}::date
        order by starts_on, id`)
    case 'session': {
      const to = addDays(today, DAYS_AHEAD)
      const rows = await db.execute<{ on: Day; taken: number; status: string }>(sql`
        select held_on::text as on, taken, status from activity_sessions
        where activity_id = ${activityId}::uuid and held_on between ${today}::date and ${to}::date`)
      const days = new Set(occurrencesBetween(schedule, addDays(today, 1), to).map(({ on }) => on))
      return [...days].flatMap((on) => {
        const row = rows.find((one) => one.on === on)
        const left = row?.status === 'cancelled' ? 0 : capacity - (row?.taken ?? 0)
        return left > 0 ? [{ activityId, cohortId: null, sessionOn: on, name: null, left }] : []
      })
    }
  }
}
