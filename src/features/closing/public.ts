export { enterReferralInError, takeOutReferral } from './use-cases/enter-referral-in-error.ts'
export { reopenReferral } from './use-cases/reopen-referral.ts'
export { withdrawReferral } from './use-cases/withdraw-referral.ts'
