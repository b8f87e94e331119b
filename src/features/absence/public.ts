export { readPresence } from './kept-presence.ts'
export { ABSENCE_KINDS } from './kinds.ts'
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
export { enterAbsence } from './use-cases/enter-absence.ts'
export { countDaysWithoutDuty } from './use-cases/find-duty.ts'
export { listAbsences } from './use-cases/list-absences.ts'
