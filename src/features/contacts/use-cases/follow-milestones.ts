import type { Context, Tx } from '../../../platform/context.ts'
import { SNOMED } from '../../messages/public.ts'
import { changeReferral, type Referral, recordMilestone, tellReferrer } from '../../referrals/public.ts'
import { firstContactMade, personSaidNo } from '../letters.ts'
import { messageAfter, milestoneChanges, type Reached } from '../milestones.ts'
import { findFirstAttended, findReached, wasTold } from '../store.ts'

/**
 * Lets the referral and the practice follow what a written contact has reached. The referral is locked, so of two first
 * contacts recorded at once the second finds the first. Each kind of message goes once in an episode, whatever is corrected.
 */
export async function followMilestones(tx: Tx, context: Context, referral: Referral, before: Reached): Promise<void> {
  const after = await findReached(tx, referral.id)
  const { now, today } = context
  const submittedAt = referral.submittedAt ?? referral.createdAt
  const changes = milestoneChanges(before, after, { now: now(), today: today(), submittedAt })
  // What is corrected after the end owes nothing and tells nobody anything new.
  if (referral.status !== 'accepted') {
    if (changes !== undefined) await changeReferral(tx, context, referral, changes.milestones, undefined)
    return
  }
  if (changes !== undefined) await recordMilestone(tx, context, referral, changes.milestones, changes.on)

  const kind = messageAfter(before, after)
  if (kind === undefined || (await wasTold(tx, referral.id, kind))) return
  const contact = await findFirstAttended(tx, referral.id, { personSaidNo: after.saidNo })
  const facts = { way: contact.way, contactOn: contact.day }
  if (kind === 'first-contact-made') {
    const message = { kind, snomedCode: SNOMED.referredToSocialPrescribing }
    await tellReferrer(tx, context, referral, message, (about) => firstContactMade({ ...about, ...facts }))
  } else {
    const message = { kind, snomedCode: SNOMED.socialPrescribingDeclined }
    const words = contact.note ?? ''
    await tellReferrer(tx, context, referral, message, (about) => personSaidNo({ ...about, ...facts, words }))
  }
}
