export { type Author, composeMessage } from './compose.ts'
export {
  ACKNOWLEDGE_WITHIN_HOURS,
  LINK_PLACE,
  MESSAGE_URGENCIES,
  type MessageUrgency,
  SNOMED,
  WORD_SUBJECTS,
  type WordSubject,
} from './kinds.ts'
export type { OutgoingMessage } from './store/outgoing.ts'
export { sendOut } from './store/outgoing.ts'
export type { Message } from './store/same-day.ts'
export { findToldUnscoped, listToldUnscoped, recallAbout, takeBackMessage } from './store/taken-back.ts'
export { forwardUnheard, type NewMessage, sendMessage } from './store.ts'
export { sendTestBy } from './use-cases/send-test.ts'
