export { closeOrganisation } from './use-cases/close-organisation.ts'
export { listServedPractices } from './use-cases/list-served-practices.ts'
export { servePractice } from './use-cases/serve-practice.ts'
