export { type Author, composeMessage } from './compose.ts'
export { SNOMED } from './kinds.ts'
export { type NewMessage, sendMessage } from './store.ts'
