export { NewOrganisationBody, type OrganisationBody, toOrganisationBody } from './contract.ts'
export { ORGANISATION_KINDS, type OrganisationKind } from './kinds.ts'
export {
  addServedPractice,
  endServedPractice,
  findServedPractice,
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
export { amendOrganisation } from './use-cases/amend-organisation.ts'
export { listOrganisations } from './use-cases/list-organisations.ts'
export { readOrganisation } from './use-cases/read-organisation.ts'
export { setUpScheme } from './use-cases/set-up-scheme.ts'
