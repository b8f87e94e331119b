export { WARNING_DAYS } from './kinds.ts'
export { askToSign } from './use-cases/ask-to-sign.ts'
export { isSignedFor } from './visibility.ts'
