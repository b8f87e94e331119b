export { listOpenGoals } from './store.ts'
export { putPlan, takeOutPlan } from './use-cases/correct-plan.ts'
