import type { z } from 'zod'
import type { Actor } from '../../platform/context.ts'
import type { ReferralBody } from '../referrals/public.ts'

type Referral = Pick<z.infer<typeof ReferralBody>, 'id' | 'status' | 'nextSteps' | 'person'>

/** From the page of a referral to the pages about it, so that nobody types an address; a link says what one may do there. */
export function linksOf({ id, status }: Referral, actor: Actor) {
  const path = `/referrals/${id}`
  const wasAccepted = status === 'accepted' || status === 'closed'
  const isService = actor.role !== 'referrer'
  return {
    measures: wasAccepted && isService ? { href: `${path}/measures`, text: 'Scores' } : undefined,
    placements: wasAccepted ? { href: `${path}/placements`, text: 'Groups and activities' } : undefined,
    plan: wasAccepted
      ? { href: `${path}/plan`, text: isService ? 'Open the plan' : 'Read the plan, or object to a line' }
      : undefined,
  }
}
