import { LIVE_STATUSES } from '../../src/features/placements/lifecycle.ts'

const LIVE = LIVE_STATUSES.map((status) => `'${status}'`).join(', ')

/**
 * Invariant: the places taken of an activity, a run or a session are its live placements that hold one, and those held for
 * somebody who waits. Any row is a fault.
 */
export const WRONGLY_TAKEN = `
  with held as (
    select scheme_id, activity_id, cohort_id, session_on from placements where status in (${LIVE}) and holds_place
    union all
    select scheme_id, activity_id, cohort_id, session_on from waiting_entries where status = 'offered'
  ), counted as (
    select scheme_id, id as activity_id, null::uuid as cohort_id, null::date as session_on, taken from activities
    union all
    select scheme_id, activity_id, id, null, taken from activity_cohorts
    union all
    select scheme_id, activity_id, null, held_on, taken from activity_sessions
  )
  select activity_id as id, cohort_id, session_on, taken, (
    select count(*) from held where held.scheme_id = counted.scheme_id and held.activity_id = counted.activity_id
      and held.cohort_id is not distinct from counted.cohort_id and held.session_on is not distinct from counted.session_on
  ) as live
  from counted where taken <> (
    select count(*) from held where held.scheme_id = counted.scheme_id and held.activity_id = counted.activity_id
      and held.cohort_id is not distinct from counted.cohort_id and held.session_on is not distinct from counted.session_on)`

/** Invariant: a group's relation to a person is open exactly while its placement is accepted or started. Any row is a fault. */
export const WRONGLY_RELATED = `
  select placements.id, placements.status, care.id as relation
  from placements left join care_relationships as care on care.scheme_id = placements.scheme_id and care.subject_id = placements.id
    and care.kind = 'placement' and care.until_at is null
  where (placements.status in ('accepted', 'started')) <> (care.id is not null)`
