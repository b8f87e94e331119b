import type { Actor } from '../../platform/context.ts'
import { isLead, worksWithPeople } from './kinds.ts'

/**
 * Who acts on a concern: those it was brought to, whoever stands in for one of them today, and the leads. Whoever raised it reads on, and leaves it to them; what
 * others may read stands in `visibility.ts`.
 */
export const mayActOnConcern = (
  actor: Actor,
  { readerIds, standsFor }: { readerIds: readonly string[]; standsFor: readonly string[] },
): boolean =>
  isLead(actor) || (worksWithPeople(actor) && [actor.membershipId, ...standsFor].some((id) => readerIds.includes(id)))

/** What somebody who sees the person is told when they may not read the concern. */
export const SPEAK_TO_THE_LEAD = 'Speak to the team lead before you contact this person'
