export { takeOutReferral } from './use-cases/enter-referral-in-error.ts'
