export {
  ActivitiesQuery,
  type ActivityBodyOf as ActivityBody,
  ActivityPatch,
  NewActivityBody,
  toActivityBody,
} from './contract.ts'
export { ACCESS_FEATURE_CODES, ACCESS_FEATURES, LOCATION_KINDS } from './kinds.ts'
export { type Activity, findActivity, freePlace, takePlace } from './store.ts'
export { addActivity } from './use-cases/add-activity.ts'
export { amendActivity } from './use-cases/amend-activity.ts'
export { refuseContradiction } from './use-cases/change-listing.ts'
export { importPostcodes, tellOfPostcodes } from './use-cases/import-postcodes.ts'
export { listActivities } from './use-cases/list-activities.ts'
export { readActivity } from './use-cases/read-activity.ts'
export { takeBackActivity } from './use-cases/take-back-activity.ts'
