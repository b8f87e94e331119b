export type { OrganisationKind } from './kinds.ts'
export { findOpenSuccessor, findOrganisation, findOrganisationByCode, servesPractice } from './store.ts'
export { setUpScheme } from './use-cases/set-up-scheme.ts'
