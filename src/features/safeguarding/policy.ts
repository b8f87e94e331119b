import type { Actor } from '../../platform/context.ts'
import { isLead } from './kinds.ts'

/** Who a concern is known to, beside those whose role it is: whoever raised it and whoever it was brought to. */
export type Known = { raisedById: string; readerIds: readonly string[] }

/**
 * Who reads what a concern says: whoever raised it, those it was brought to, team leads and the safeguarding lead. Nobody
 * else, whatever they may see of the person: they read at most "speak to the lead".
 */
export const mayReadConcern = (actor: Actor, concern: Known): boolean =>
  isLead(actor) || actor.membershipId === concern.raisedById || concern.readerIds.includes(actor.membershipId)

/** Who acts on it: the same without whoever only raised it, who may add what they learn. */
export const mayActOnConcern = (actor: Actor, concern: Known): boolean =>
  isLead(actor) || concern.readerIds.includes(actor.membershipId)

/** What somebody who sees the person is told when they may not read the concern. */
export const SPEAK_TO_THE_LEAD = 'Speak to the team lead before you contact this person'
