export { ACCESS_FEATURE_CODES, type AccessFeature } from './kinds.ts'
export { type Activity, findActivity, freePlace, takePlace } from './store.ts'
