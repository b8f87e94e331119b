export { PlanBody, toPlanBody } from './contract.ts'
export { listOpenGoals } from './store.ts'
export { putPlan, takeOutPlan } from './use-cases/correct-plan.ts'
export { readPlan } from './use-cases/read-plan.ts'
