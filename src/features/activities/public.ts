export { CohortId } from './cohort-contract.ts'
export {
  ActivitiesQuery,
  ActivityBody as ActivityBodySchema,
  type ActivityBodyOf as ActivityBody,
  ActivityPatch,
  NewActivityBody,
  toActivityBody,
} from './contract.ts'
export {
  listingPageOf,
  sayAges,
  sayConfirmed,
  sayCost,
  sayDistance,
  sayHeld,
  sayPlaces,
  toDecided,
  toListingRow,
  toWaiting,
} from './directory-words.ts'
export { METRES_PER_DEGREE } from './distance.ts'
export { type Barrier, barriersOf, fitOf, kindsFor, type Reason, type Seeker, type Verdict } from './fit.ts'
export { toActivityRecordBody } from './keeping-contract.ts'
export {
  ACCESS_FEATURE_CODES,
  ACCESS_FEATURES,
  type WaitingOrder,
} from './kinds.ts'
export { listingChoices, searchChoices } from './listing-choices.ts'
export { firstSchedule, firstTyped, listingForm, toNew, toPatch } from './listing-form.ts'
export {
  occurrencesBetween,
  PARTS_OF_WEEK,
} from './recurrence.ts'
export type { AskedOfDirectory } from './search.ts'
export { toSearchPage } from './search-page.ts'
export { heldOf, isInCohort, SESSIONS_SHOWN_DAYS, type Session } from './sessions.ts'
export { type Cohort, findCohort } from './store/cohorts.ts'
export { type FreePlace, freePlace, listFreePlaces, type PlaceOf, takePlace } from './store/places.ts'
export type { Place } from './store/search.ts'
export { findSessionChange } from './store/sessions.ts'
export { type Activity, type FoundActivity, findActivity, findPlaceOf } from './store.ts'
export { addActivity } from './use-cases/add-activity.ts'
export { addCohort } from './use-cases/add-cohort.ts'
export { amendActivity } from './use-cases/amend-activity.ts'
export { amendCohort } from './use-cases/amend-cohort.ts'
export { refuseContradiction } from './use-cases/change-listing.ts'
export { cancelSession, moveSession, restoreSession, TELL_OF_SESSION } from './use-cases/change-session.ts'
export { confirmActivity } from './use-cases/confirm-activity.ts'
export { countWalkIns } from './use-cases/count-walk-ins.ts'
export { importPostcodes, tellOfPostcodes } from './use-cases/import-postcodes.ts'
export { listActivities, searchFrom } from './use-cases/list-activities.ts'
export { listCohorts } from './use-cases/list-cohorts.ts'
export { listSessions } from './use-cases/list-sessions.ts'
export { readActivity } from './use-cases/read-activity.ts'
export { readPhoto } from './use-cases/read-photo.ts'
export { readPublicListing } from './use-cases/read-public-listing.ts'
export { setPhoto } from './use-cases/set-photo.ts'
export { suggestChangeUnnamed } from './use-cases/suggest-change.ts'
export { takeBackActivity } from './use-cases/take-back-activity.ts'
