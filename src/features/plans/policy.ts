import type { Actor } from '../../platform/context.ts'

/** Whoever referred, and the practice of the person, may object to a line; the service that writes the plan may not. */
export const canObject = (actor: Actor, referral: { referrerOrganisationId: string; practiceId: string }): boolean =>
  actor.role === 'referrer' &&
  (actor.organisationId === referral.referrerOrganisationId || actor.organisationId === referral.practiceId)
