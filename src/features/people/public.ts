export { LANGUAGES } from './codes.ts'
export { NewPersonBody } from './contract.ts'
export {
  Decision,
  DecisionBody,
  type DecisionRecord,
  decidedInWords,
  faultOfDecision,
  toDecisionRecord,
} from './decisions.ts'
export { knownValue, PersonFacts } from './facts.ts'
export { CONSENT_ANSWERS, CONSENT_WAYS } from './kinds.ts'
export { surnameKey } from './names.ts'
export { normaliseNhsNumber } from './nhs-number.ts'
export { findClosedIds } from './store/closed-people.ts'
export {
  type Death,
  findDiedOn,
  insertDeath,
  listRecordIdsUnscoped,
  refuseTheDeadUnscoped,
  requireLiving,
  undoDeath,
} from './store/deaths.ts'
export { type NewPerson, personExpressions, practiceExpression } from './store/register-person.ts'
export {
  endCareRelationships,
  findConsent,
  findPerson,
  findPersonForUpdate,
  openCareRelationship,
} from './store.ts'
