import type { Actor } from '../../platform/context.ts'

/** Who keeps what the scheme pays. A commissioner reads amounts, activities and groups, and nothing that is of one person. */
export function keepsFunding({ role }: Actor): boolean {
  switch (role) {
    case 'team-lead':
    case 'administrator':
    case 'commissioner':
      return true
    case 'referrer':
    case 'advisor':
    case 'provider':
    case 'safeguarding-lead':
    case 'privacy-officer':
      return false
  }
}

/** A group answers to its own statement, and nobody for it. */
export const answersStatement = (actor: Actor, { providerId }: { providerId: string }): boolean =>
  actor.role === 'provider' && actor.organisationId === providerId
