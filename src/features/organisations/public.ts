export type { OrganisationKind } from './kinds.ts'
export { findOrganisation, servesPractice } from './store.ts'
export { setUpScheme } from './use-cases/set-up-scheme.ts'
