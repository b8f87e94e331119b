export { LANGUAGES, LONG_TERM_CONDITIONS } from './codes.ts'
export { ConsentAnswerBody, ConsentBody, NewPersonBody, PersonId } from './contract.ts'
export { decisionFields, readDecision } from './decision-form.ts'
export {
  Decision,
  DecisionBody,
  type DecisionRecord,
  decidedInWords,
  faultOfDecision,
  toDecisionRecord,
} from './decisions.ts'
export { knownValue, PersonFacts } from './facts.ts'
export { CONSENT_ANSWERS, CONSENT_PURPOSES, CONSENT_WAYS, MAY_BE_TOLD, RELATED_KINDS } from './kinds.ts'
export { drawLetters } from './letter-pdf.ts'
export { nameKey, surnameKey } from './names.ts'
export { formatNhsNumber, normaliseNhsNumber } from './nhs-number.ts'
export type { Caller } from './related-people-contract.ts'
export { findClosedIds, refuseTheClosedUnscoped } from './store/closed-people.ts'
export { findConsentWrittenWith, putConsent, takeOutConsent } from './store/consents.ts'
export {
  type Death,
  findDiedOn,
  insertDeath,
  listRecordIdsUnscoped,
  refuseTheDeadUnscoped,
  requireDeathRecorded,
  requireLiving,
  undoDeath,
} from './store/deaths.ts'
export { type NewPerson, personExpressions, practiceExpression } from './store/register-person.ts'
export { endCareRelationshipsAt, moveCareRelationshipsOf, moveRegistrationsOf } from './store/registrations.ts'
export type { Call } from './store/related-people.ts'
export {
  endCareRelationships,
  findConsent,
  findPerson,
  findPersonForUpdate,
  findPersonUnscoped,
  openCareRelationship,
  type Person,
  type PersonRecord,
} from './store.ts'
export { strictestSafeContact } from './strictest.ts'
export { type SchemeTextBody as TextBody, toTextBody } from './text-contract.ts'
export { addRelatedPerson } from './use-cases/add-related-person.ts'
export { amendRelatedPerson } from './use-cases/amend-related-person.ts'
export { askBeforeRinging, type Ringing } from './use-cases/ask-before-ringing.ts'
export { checkCaller } from './use-cases/check-caller.ts'
export { endRelatedPerson } from './use-cases/end-related-person.ts'
export { keepCall } from './use-cases/keep-call.ts'
export { listCalls } from './use-cases/list-calls.ts'
export { listTexts } from './use-cases/list-texts.ts'
export { matchPeople } from './use-cases/match-people.ts'
export { previewText } from './use-cases/preview-text.ts'
export { readPerson } from './use-cases/read-person.ts'
export { type ConsentAnswered, recordConsent } from './use-cases/record-consent.ts'
export { searchPeople } from './use-cases/search-people.ts'
export { setText } from './use-cases/set-text.ts'
export { stopAllToPerson, stopReachingAbout } from './use-cases/stop-reaching.ts'
export { hasBeenTold, tellPerson } from './use-cases/tell-person.ts'
export { mayReadRecordRaw } from './visibility.ts'
