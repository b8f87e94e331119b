export { listOpenGoals } from './store.ts'
