import type { Actor } from '../../platform/context.ts'

/** Whether two records are one person is for those who speak with them to decide, not for a practice. */
export const canMergePeople = (actor: Actor): boolean => actor.role === 'advisor' || actor.role === 'team-lead'

export const canConfirmIdentity = (actor: Actor): boolean => canMergePeople(actor)
