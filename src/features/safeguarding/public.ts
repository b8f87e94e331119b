export { toRaisedBody } from './bodies.ts'
export { ConcernFields, RaisedBody } from './contract.ts'
export { countConcernsOf } from './store/concerns-of-member.ts'
export { type NewConcern, openConcern, type Raised } from './use-cases/raise-concern.ts'
