import type { Actor, Role } from '../../platform/context.ts'
import { canTakeCareOf } from '../accounts/public.ts'

type Member = { id: string; organisationId: string; role: Role }

const LED: readonly Role[] = ['referrer', 'advisor', 'team-lead', 'provider']

/**
 * In an emergency somebody is shut out by whoever looks after their account, or by the lead of their team, who sees it first.
 * Nobody shuts out themselves.
 */
export const canShutOut = (actor: Actor, member: Member): boolean =>
  actor.membershipId !== member.id &&
  (canTakeCareOf(actor, member) ||
    (actor.role === 'team-lead' && actor.organisationId === member.organisationId && LED.includes(member.role)))
