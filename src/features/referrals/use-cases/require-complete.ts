import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Identity, type ReadBack, readBack } from '../read-back.ts'
import { missingBeforeSending, type RequiredFacts } from '../required-set.ts'
import { findOpenReferralUnscoped } from '../store/open-referrals.ts'

/** Refuses to send what lacks something, and says all of it at once. The person's own yes comes first. */
export function requireComplete(facts: RequiredFacts): void {
  const missing = missingBeforeSending(facts)
  if (missing.length === 0) return
  if (facts.consent !== 'given')
    throw new Refusal(
      'consent-needed',
      'Ask the person whether they agree to be referred, and give their answer',
      missing,
    )
  throw new Refusal('referral-incomplete', missing.map(({ detail }) => detail).join('. '), missing)
}

/** Refuses to send details that nobody read back, and shows what to read. A slip of two digits is heard, not seen. */
export function requireReadBack(identity: Identity, readBackOf: string | undefined, today: string): ReadBack {
  const back = readBack(identity, today)
  if (readBackOf === back.code) return back
  throw new Refusal(
    'read-back-needed',
    'Read these details back from your records, then send again with the code of what was read',
    [],
    { about: back },
  )
}

/**
 * Shows the open referral of the same practice instead of making a second one. One of another practice stays unsaid; whoever
 * may not see this one hears only that there is one. Unscoped, because the question is whether the person has one at all.
 */
export async function refuseSecondUnscoped(
  context: Pick<Context, 'db' | 'actor' | 'today'>,
  about: Parameters<typeof findOpenReferralUnscoped>[2],
): Promise<void> {
  const open = await findOpenReferralUnscoped(context.db, context.actor, about, context.today())
  if (open === undefined) return
  const { isVisible, ...shown } = open
  throw new Refusal(
    'open-referral-exists',
    'The person has an open referral of this practice: add to it, or say why a second one is needed',
    [],
    isVisible ? { about: shown } : {},
  )
}
