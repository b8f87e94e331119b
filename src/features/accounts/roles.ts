import type { Role } from '../../platform/context.ts'
import type { OrganisationKind } from '../organisations/public.ts'

/** What a role is called under a letter, and at what kind of organisation it can be held. */
export const ROLE_FACTS: Record<Role, { title: string; heldAt: readonly OrganisationKind[] }> = {
  referrer: { title: 'Referrer', heldAt: ['practice', 'case-management-team'] },
  advisor: { title: 'Advisor', heldAt: ['advisor-service'] },
  'team-lead': { title: 'Team lead', heldAt: ['advisor-service'] },
  provider: { title: 'Provider', heldAt: ['provider'] },
  commissioner: { title: 'Commissioner', heldAt: ['commissioner'] },
  administrator: { title: 'Administrator', heldAt: ['scheme'] },
  'safeguarding-lead': { title: 'Safeguarding lead', heldAt: ['scheme', 'advisor-service'] },
  'privacy-officer': { title: 'Privacy officer', heldAt: ['scheme'] },
}

export const roleTitle = (role: Role): string => ROLE_FACTS[role].title

export const canBeHeldAt = (role: Role, kinds: readonly OrganisationKind[]): boolean =>
  ROLE_FACTS[role].heldAt.some((kind) => kinds.includes(kind))
