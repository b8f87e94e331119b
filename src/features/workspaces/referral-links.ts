import type { z } from 'zod'
import type { Actor } from '../../platform/context.ts'
import type { ReferralBody } from '../referrals/public.ts'

type Referral = Pick<z.infer<typeof ReferralBody>, 'id' | 'status' | 'nextSteps' | 'endReason'>

/** From the page of a referral to the pages about it, so that nobody types an address; a link says what one may do there. */
export function linksOf({ id, status, nextSteps, endReason }: Referral, actor: Actor, hasPlan: boolean) {
  const path = `/referrals/${id}`
  const wasAccepted = status === 'accepted' || status === 'closed'
  const isService = actor.role !== 'referrer'
  const isOpen = status === 'submitted' || status === 'returned' || status === 'accepted'
  return {
    close: nextSteps.includes('close') && isService ? { href: `${path}/close`, text: 'Close the referral' } : undefined,
    door: wasAccepted && isService ? { href: `${path}/no-reply`, text: 'No reply at the door' } : undefined,
    death: isOpen ? { href: `${path}/death`, text: 'The person has died' } : undefined,
    undoDeath:
      endReason === 'died' && actor.role === 'team-lead'
        ? { href: `${path}/death/undo`, text: 'It was somebody else who died' }
        : undefined,
    measures: wasAccepted && isService ? { href: `${path}/measures`, text: 'Scores' } : undefined,
    placements: wasAccepted ? { href: `${path}/placements`, text: 'Groups and activities' } : undefined,
    // The service opens the plan to begin it; the practice has nothing to read before that.
    plan:
      wasAccepted && (hasPlan || isService)
        ? { href: `${path}/plan`, text: isService ? 'Open the plan' : 'Read the plan, or object to a line' }
        : undefined,
  }
}
