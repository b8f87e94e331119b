export { findLivePlacementsForUpdate, listPlacementsOfReferral as listPlacements } from './store.ts'
export { cancelOffersOf } from './use-cases/cancel-offers-of-referral.ts'
export { listKnownToGroups, putPlacement, takeOutPlacement } from './use-cases/correct-placement.ts'
export { endPlacementsOf } from './use-cases/end-placements-of-referral.ts'
