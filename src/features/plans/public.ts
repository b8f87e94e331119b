export { listOpenGoals, type OpenGoal } from './store.ts'
