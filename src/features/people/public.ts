export { LANGUAGES } from './codes.ts'
export { NewPersonBody } from './contract.ts'
export { knownValue, PersonFacts } from './facts.ts'
export { CONSENT_ANSWERS, CONSENT_WAYS, type ConsentPurpose } from './kinds.ts'
export { surnameKey } from './names.ts'
export { type NewPerson, personExpressions } from './store/register-person.ts'
export {
  endCareRelationships,
  findConsent,
  findPerson,
  findPersonForUpdate,
  insertConsent,
  openCareRelationship,
  type Person,
} from './store.ts'
export { mayReadRecord, mayReadRecordRaw } from './visibility.ts'
