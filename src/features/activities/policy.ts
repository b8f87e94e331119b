import type { Actor } from '../../platform/context.ts'

/** A provider keeps its own listing; the service and the scheme keep those of providers that have no account. */
export function canEditActivitiesOf(actor: Actor, providerId: string): boolean {
  switch (actor.role) {
    case 'provider':
      return actor.organisationId === providerId
    case 'advisor':
    case 'team-lead':
    case 'administrator':
      return true
    case 'referrer':
    case 'commissioner':
    case 'safeguarding-lead':
    case 'privacy-officer':
      return false
  }
}
