import type { Role } from '../../platform/context.ts'

/** Who leads: every concern of the scheme is theirs to know. */
const LEADS: readonly Role[] = ['team-lead', 'safeguarding-lead']
export const isLead = ({ role }: { role: Role }): boolean => LEADS.includes(role)

/** Who works with people and may have a concern: nobody else is brought one, handed one or reads one that is not their own. */
export const WORKS_WITH_PEOPLE = [
  'referrer',
  'advisor',
  'team-lead',
  'provider',
  'safeguarding-lead',
] as const satisfies readonly Role[]
export const worksWithPeople = ({ role }: { role: Role }): boolean => WORKS_WITH_PEOPLE.some((one) => one === role)

/** What somebody did at once, before anybody else knew. */
export const DONE_NOW = [
  'rang-999',
  'rang-111',
  'told-practice',
  'local-authority-referral',
  'stayed-with-person',
  'told-lead',
  'other',
] as const
export type DoneNow = (typeof DONE_NOW)[number]

/** Why the person's own wish is not known. Making Safeguarding Personal asks for it; not asking needs a reason. */
export const WISH_NOT_ASKED = ['not-safe-to-ask', 'could-not-be-reached', 'unable-to-say', 'nobody-named'] as const

/** What a line of a concern's history is. */
export const ENTRY_KINDS = [
  'done-now',
  'acknowledged',
  'decision',
  'action',
  'handed-over',
  'escalated',
  'closed',
  'reopened',
] as const

/** How it ended. */
export const OUTCOMES = [
  'local-authority-took-it',
  'police-or-ambulance-took-it',
  'practice-took-it',
  'settled-with-person',
  'no-risk-found',
  'already-known',
] as const
