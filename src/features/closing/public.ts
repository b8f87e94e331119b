export { enterReferralInError } from './use-cases/enter-referral-in-error.ts'
