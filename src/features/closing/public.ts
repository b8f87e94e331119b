export { enterReferralInError, takeOutReferral } from './use-cases/enter-referral-in-error.ts'
