export type { Author } from './compose.ts'
export { toMessageBody } from './contract.ts'
export {
  barely,
  HEARD_LEVELS,
  type HeardLevel,
  type Hearing,
  heardOf,
  INSTEAD_OF,
  inFull,
  inSummary,
  type Letter,
  NOT_FOR_ONLINE_VIEWING,
  readingLevel,
  type SensitiveWord,
  strictest,
  summaryOnly,
  toHeard,
  withoutSensitive,
  writeLetter,
} from './heard.ts'
export {
  ACKNOWLEDGE_WITHIN_HOURS,
  LINK_PLACE,
  MESSAGE_URGENCIES,
  type MessageUrgency,
  type NotOnlineReason,
  SNOMED,
  WORD_SUBJECTS,
  type WordSubject,
} from './kinds.ts'
export { toBritishMobile } from './numbers.ts'
export { type OutgoingBody, toOutgoingBody } from './outgoing-contract.ts'
export { findIncomingText, findOrganisationByNumber } from './store/delivery.ts'
export type { OutgoingMessage } from './store/outgoing.ts'
export { sendOut } from './store/outgoing.ts'
export { listMessageIdsAboutUnscoped, listMessagesBesidesUnscoped, type MessageToCome } from './store/rehearsed.ts'
export type { Message } from './store/same-day.ts'
export { listSensitiveWordsUnscoped, sensitiveWordsOf } from './store/sensitive-words.ts'
export { listMessagesSentBy } from './store/sent-by.ts'
export { findToldUnscoped, listToldUnscoped, recallAbout, takeBackMessage } from './store/taken-back.ts'
export { stopToOutside } from './store/to-outside.ts'
export { forwardUnheard, type NewMessage, sendMessage } from './store.ts'
export { listDeadMailboxes, listOutgoing } from './use-cases/list-outgoing.ts'
export { markMessage } from './use-cases/mark-message.ts'
export { readInbox } from './use-cases/read-inbox.ts'
export { rehearse } from './use-cases/rehearse.ts'
export { reviveMailbox } from './use-cases/revive-mailbox.ts'
export { sendAgain } from './use-cases/send-again.ts'
export { sendTestBy } from './use-cases/send-test.ts'
export { ANSWER_BY_TEXT, askToRead } from './use-cases/take-text.ts'
export { toMessageRow } from './view-models.ts'
