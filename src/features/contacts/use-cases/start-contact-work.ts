import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { findReferralForUpdate, isService, type Referral } from '../../referrals/public.ts'
import { type ContactRecord, findReferralIdOf, getContact } from '../store.ts'

/** Loads and locks the referral that a contact is to be written under: the service's work, whoever of it has the referral. */
export async function startContactWork(tx: Tx, context: Context, referralId: string): Promise<Referral> {
  const referral = await findReferralForUpdate(tx, context.actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
  return referral
}

/** The same for a contact that is known: every write of one happens under its referral's lock. */
export async function startKnownContactWork(
  tx: Tx,
  context: Context,
  contactId: string,
): Promise<{ referral: Referral; contact: ContactRecord }> {
  const referralId = await findReferralIdOf(tx, context.actor, contactId)
  if (referralId === undefined) throw new Refusal('not-found')
  const referral = await startContactWork(tx, context, referralId)
  return { referral, contact: await getContact(tx, contactId) }
}

/** Contacts are made while the service has the referral; on hold it still does. */
export function requireAccepted({ status }: Referral): void {
  if (status !== 'accepted') throw new Refusal('step-not-open', `The referral is ${status}: contacts are not open`)
}

/** Whether somebody works for the service now, and so may make contacts for it. */
export async function worksForService(tx: Tx, referral: Referral, membershipId: string): Promise<boolean> {
  const worker = await findMembership(tx, membershipId)
  return (
    worker !== undefined &&
    worker.endedAt === null &&
    worker.disabledAt === null &&
    worker.organisationId === referral.advisorServiceId &&
    (worker.role === 'advisor' || worker.role === 'team-lead')
  )
}
