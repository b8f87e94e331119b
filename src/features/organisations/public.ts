export { NewOrganisationBody } from './contract.ts'
export type { OrganisationKind } from './kinds.ts'
export {
  addServedPractice,
  endServedPractice,
  listServedPracticeRows,
  moveServedPractices,
  type ServedPractice,
} from './store/served-practices.ts'
export {
  findOpenSuccessor,
  findOrganisation,
  findOrganisationByCode,
  findOrganisationForUpdate,
  servesPractice,
  updateOrganisation,
} from './store.ts'
export { addOrganisation } from './use-cases/add-organisation.ts'
export { setUpScheme } from './use-cases/set-up-scheme.ts'
