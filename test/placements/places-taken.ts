import { LIVE_STATUSES } from '../../src/features/placements/lifecycle.ts'

/** Invariant: the places taken of an activity are its live placements. Any row is a fault. */
export const WRONGLY_TAKEN = `
  select activities.id, taken, count(placements.id) as live
  from activities left join placements on placements.scheme_id = activities.scheme_id and placements.activity_id = activities.id
    and placements.status in (${LIVE_STATUSES.map((status) => `'${status}'`).join(', ')})
  group by activities.scheme_id, activities.id, taken
  having taken <> count(placements.id)`

/** Invariant: a group's relation to a person is open exactly while its placement is accepted or started. Any row is a fault. */
export const WRONGLY_RELATED = `
  select placements.id, placements.status, care.id as relation
  from placements left join care_relationships as care on care.scheme_id = placements.scheme_id and care.subject_id = placements.id
    and care.kind = 'placement' and care.until_at is null
  where (placements.status in ('accepted', 'started')) <> (care.id is not null)`
