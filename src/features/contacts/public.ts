export { milestoneAt } from './milestones.ts'
export { hasOpenNoReply } from './store/no-replies.ts'
export { cancelPlannedContacts, countPlannedContacts, hasFirstContact } from './store.ts'
export { endAll as endNoReplies } from './use-cases/watch-the-door.ts'
