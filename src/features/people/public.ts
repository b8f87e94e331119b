export { LANGUAGES, LONG_TERM_CONDITIONS } from './codes.ts'
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
export { nameKey, surnameKey } from './names.ts'
export { formatNhsNumber, normaliseNhsNumber } from './nhs-number.ts'
export { findClosedIds } from './store/closed-people.ts'
export { putConsent, takeOutConsent } from './store/consents.ts'
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
export { endCareRelationshipsAt, moveCareRelationshipsOf, moveRegistrationsOf } from './store/registrations.ts'
export {
  endCareRelationships,
  findConsent,
  findPerson,
  findPersonForUpdate,
  findPersonUnscoped,
  openCareRelationship,
  type Person,
} from './store.ts'
export { matchPeople } from './use-cases/match-people.ts'
export { stopAllToPerson } from './use-cases/stop-reaching.ts'
