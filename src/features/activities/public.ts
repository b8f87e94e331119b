export { ACCESS_FEATURE_CODES } from './kinds.ts'
export { findActivity, freePlace, takePlace } from './store.ts'
