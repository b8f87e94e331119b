export { owedAfter } from './clock.ts'
export { NewReferralBody, ReferralId } from './contract.ts'
export type { BroughtState } from './imported.ts'
export { type About, aboutReferral } from './letters.ts'
export type { ReferralStatus } from './lifecycle.ts'
export { isOpen as isReferralOpen, REFERRAL_STATUSES, takeStep as takeReferralStep } from './lifecycle.ts'
export { ReferralItemBody, toReferralItem } from './list-contract.ts'
export { isService } from './policy.ts'
export { ReferralBody, toReferralBody } from './record-contract.ts'
export { parseReference } from './reference-number.ts'
export { STAGES, type Stage } from './stage.ts'
export { stepRoutes } from './step-routes.ts'
export { findIdByReferenceUnscoped } from './store/find-by-reference.ts'
export { findHearingUnscoped } from './store/hearing.ts'
export {
  listMatching,
  markOf as otherCaseloadMark,
  type ReferralFilter,
  type ReferralRow,
  rowColumns as referralColumnsRaw,
} from './store/list-referrals.ts'
export {
  countAlignmentsOf,
  countDraftsOf,
  countReferralsOf,
  handOverAlignments,
  handOverDrafts,
  handOverReferrals,
} from './store/referrals-of-member.ts'
export { listReferralIdsOfTeamUnscoped, moveAlignments, moveOpenReferrals } from './store/successions.ts'
export {
  changeReferral,
  endHold,
  findReferral,
  findReferralForUpdate,
  findReferralsOfForUpdateUnscoped,
  type Referral,
} from './store.ts'
export { acceptReferral } from './use-cases/accept-referral.ts'
export { addToReferral } from './use-cases/add-to-referral.ts'
export { allocateReferral } from './use-cases/allocate-referral.ts'
export { bringReferral } from './use-cases/bring-referral.ts'
export { declineReferral } from './use-cases/decline-referral.ts'
export { findReading, type Reading } from './use-cases/find-reading.ts'
export { holdReferral } from './use-cases/hold-referral.ts'
export { listEnquiries } from './use-cases/list-enquiries.ts'
export { findOwner, listReferrals } from './use-cases/list-referrals.ts'
export { readReferral } from './use-cases/read-referral.ts'
export { previewReassignment, reassignReferrals } from './use-cases/reassign-referrals.ts'
export { recordMilestone } from './use-cases/record-milestone.ts'
export { refuseSecondUnscoped } from './use-cases/require-complete.ts'
export { requireEligible } from './use-cases/require-eligible.ts'
export { resubmitReferral } from './use-cases/resubmit-referral.ts'
export { resumeReferral } from './use-cases/resume-referral.ts'
export { returnReferral } from './use-cases/return-referral.ts'
export { suggestAllocation } from './use-cases/suggest-allocation.ts'
export { startReferralStep } from './use-cases/take-referral-step.ts'
export { tellOutside } from './use-cases/tell-outside.ts'
export { tellReferrer } from './use-cases/tell-referrer.ts'
export { STAGE_WORDS, sayNext, sayPerson, tagOf, toRow } from './view-models.ts'
export { visibleTo as referralVisibleTo, visibleToRaw as referralVisibleToRaw } from './visibility.ts'
