import type { SystemContext, Tx } from '../../../platform/context.ts'
import { toE164 } from '../contact-keys.ts'
import { mayContact, REACH_REFUSALS, type ReachPurpose, type ReachRules } from '../may-contact.ts'
import { findReachableUnscoped } from '../store/reach.ts'

/** The numbers that may be rung, by which rules; or none, and why. */
export type Ringing<Phone> = { phones: Phone[]; rules: ReachRules | null; because: string | null }

/**
 * Asks the gate about somebody whom a worker is to ring from a list: a number that somebody who must not hear answers is not
 * on it. The caller has found the person.
 */
export async function askBeforeRinging<Phone extends { number: string }>(
  tx: Tx,
  context: Pick<SystemContext, 'schemeId'>,
  { personId, phones, purpose }: { personId: string; phones: readonly Phone[]; purpose: ReachPurpose },
): Promise<Ringing<Phone>> {
  const person = await findReachableUnscoped(tx, context, personId)
  if (person === undefined) throw new Error('A use-case asks about a person that it has found')
  const decision = mayContact(person, 'phone', purpose)
  if (!decision.allowed) return { phones: [], rules: null, because: REACH_REFUSALS[decision.because] }
  const safe = new Set(person.phones.filter(({ isSharedWithUnsafe }) => !isSharedWithUnsafe).map(({ to }) => to))
  return {
    phones: phones.filter(({ number }) => safe.has(toE164(number) ?? number)),
    rules: decision.rules,
    because: null,
  }
}
