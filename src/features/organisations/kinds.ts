/** What an organisation is to the scheme; it may be several at once. */
export const ORGANISATION_KINDS = [
  'practice',
  'case-management-team',
  'advisor-service',
  'provider',
  'commissioner',
  'scheme',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]
