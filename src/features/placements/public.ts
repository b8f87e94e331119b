export { findLivePlacementsForUpdate, listPlacementsOfReferral as listPlacements } from './store.ts'
export { endPlacementsOf } from './use-cases/end-placements-of-referral.ts'
