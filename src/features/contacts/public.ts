export { milestoneAt } from './milestones.ts'
export { cancelPlannedContacts, countPlannedContacts, hasFirstContact } from './store.ts'
