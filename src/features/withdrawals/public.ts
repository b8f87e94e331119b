export type { DestructionAnswer } from './kinds.ts'
export { answerConsent } from './use-cases/answer-consent.ts'
export { readTold, type Told } from './use-cases/read-told.ts'
