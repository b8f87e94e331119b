import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findIdByReferenceUnscoped, findReferral } from '../../referrals/public.ts'
import type { NameBody } from '../contract.ts'
import { putName } from '../store.ts'
import { writeMinutes } from './save-meeting.ts'

/** Adds a name to the agenda of this month, by its reference, or leaves one out; what was typed meanwhile is kept with it. */
export async function nameInMeeting(
  context: Context,
  input: z.infer<typeof NameBody>,
): Promise<{ month: string; referralId: string; isAdded: boolean }> {
  const { schemeId, actor, newId, now } = context
  const { reference, referralId: known, isAdded, ...minutes } = input
  return inTransaction(context, async (tx) => {
    const meeting = await writeMinutes(tx, context, { ...minutes, decisions: minutes.decisions ?? [] })
    const id = known ?? (reference === undefined ? undefined : await findIdByReferenceUnscoped(tx, reference))
    const referral = id === undefined ? undefined : await findReferral(tx, actor, id)
    if (referral === undefined)
      throw invalid('#/reference', 'Enter the reference of a referral of yours, like 48M-TJQW')
    if (referral.status === 'draft' || referral.status === 'entered-in-error')
      throw new Refusal('not-possible', 'It was not sent, or was entered in error: there is nothing to talk about')
    await putName(tx, {
      schemeId,
      id: newId(),
      meetingId: meeting.id,
      referralId: referral.id,
      isAdded,
      byId: actor.membershipId,
      at: now(),
    })
    await recordAudit(tx, context, {
      action: isAdded ? 'meeting.name-added' : 'meeting.name-left-out',
      subjectKind: 'meeting',
      subjectId: meeting.id,
      personId: referral.personId,
      detail: { referralId: referral.id },
    })
    return { month: meeting.month, referralId: referral.id, isAdded }
  })
}
