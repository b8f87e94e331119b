export { listOpenGoals } from './store.ts'
export { putPlan, takeOutPlan } from './use-cases/correct-plan.ts'
export { PlanBody, toPlanBody } from './contract.ts'
export { readPlan } from './use-cases/read-plan.ts'
