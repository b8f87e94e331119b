export { readPresence } from './kept-presence.ts'
export {
  isAbsent,
  isAway,
  ladderNow,
  onDuty,
  type Presence,
  standsFor,
  standsInFor,
  whoHasIt,
  whoseWork,
} from './presence.ts'
export { findPresence } from './store.ts'
export { countDaysWithoutDuty } from './use-cases/find-duty.ts'
