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

/** Who reads what groups would say, and confirms for those that have no account. */
export const canKeepDirectory = (actor: Actor): boolean =>
  actor.role === 'advisor' || actor.role === 'team-lead' || actor.role === 'administrator'

/** Whether this actor's words wait until the service has read them. */
export const waitsToBeRead = (actor: Actor, { editsWait }: { editsWait: boolean }): boolean =>
  editsWait && actor.role === 'provider'
