import type { Day } from '../../../platform/clock.ts'
import { invalid } from '../../../platform/problems.ts'
import { type Activity, occurrencesBetween, type PlaceOf } from '../../activities/public.ts'

/** Of what the place is that was asked for: the activity itself says of what its places are. */
export function choosePlace(
  activity: Activity,
  { cohortId, sessionOn }: { cohortId?: string | undefined; sessionOn?: Day | undefined },
  today: Day,
): PlaceOf {
  const { id: activityId, capacityLevel, schedule } = activity
  if (cohortId !== undefined && capacityLevel !== 'cohort')
    throw invalid('#/cohortId', 'This activity has no runs: leave it out')
  if (sessionOn !== undefined && capacityLevel !== 'session')
    throw invalid('#/sessionOn', 'The places of this activity are not those of a session: leave it out')
  switch (capacityLevel) {
    case 'activity':
      return { activityId, cohortId: null, sessionOn: null }
    case 'cohort':
      if (cohortId === undefined) throw invalid('#/cohortId', 'Choose the run of the programme')
      return { activityId, cohortId, sessionOn: null }
    case 'session':
      if (sessionOn === undefined) throw invalid('#/sessionOn', 'Choose the session')
      if (sessionOn < today) throw invalid('#/sessionOn', 'Choose a session that is still to come')
      if (schedule.length > 0 && occurrencesBetween(schedule, sessionOn, sessionOn).length === 0)
        throw invalid('#/sessionOn', 'It is not held on that day: choose one of its days')
      return { activityId, cohortId: null, sessionOn }
  }
}
