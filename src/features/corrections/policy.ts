import type { Actor } from '../../platform/context.ts'

/** Whose something is, is decided by the lead: what is taken out is gone for everybody else. */
export const canCorrect = (actor: Actor): boolean => actor.role === 'team-lead'
