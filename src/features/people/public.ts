export { LANGUAGES } from './codes.ts'
export { NewPersonBody } from './contract.ts'
export { knownValue, PersonFacts } from './facts.ts'
export { CONSENT_ANSWERS, CONSENT_WAYS } from './kinds.ts'
export { surnameKey } from './names.ts'
export { normaliseNhsNumber } from './nhs-number.ts'
export { type NewPerson, personExpressions, practiceExpression } from './store/register-person.ts'
export {
  endCareRelationships,
  findConsent,
  findPerson,
  openCareRelationship,
} from './store.ts'
