export { listPlacementsOfReferral as listPlacements, type PlacementOfReferral } from './store.ts'
export { endPlacementsOf } from './use-cases/end-placements-of-referral.ts'
