export type { DestructionAnswer } from './kinds.ts'
export { readTold, type Told } from './use-cases/read-told.ts'
