import { recordAudit } from '../../../platform/audit/record.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { roleTitle } from '../../accounts/public.ts'
import { ACKNOWLEDGE_WITHIN_HOURS, type MessageUrgency, type WordSubject } from '../../messages/public.ts'
import { addWorkingHours } from '../../schemes/public.ts'
import { wordToPractice } from '../letters.ts'
import { isService } from '../policy.ts'
import { findPersonNames, findReferralForUpdate } from '../store.ts'
import { tellOrganisation } from './tell-organisation.ts'

type Word = {
  referralId: string
  urgency: MessageUrgency
  about: WordSubject
  text: string
  notForOnlineViewing: boolean
}

/** A worker tells the person's practice what they saw. Same-day: a named reader must say what will be done, or the sender rings. */
export async function sendWordToPractice(
  context: Context,
  { referralId, urgency, about, text, notForOnlineViewing }: Word,
): Promise<{ messageId: string; acknowledgeBy: Date | null }> {
  return inTransaction(context, async (tx) => {
    const { actor, now } = context
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    const acknowledgeBy = urgency === 'same-day' ? addWorkingHours(now(), ACKNOWLEDGE_WITHIN_HOURS) : null
    const author = { name: actor.name, role: roleTitle(actor.role), organisation: actor.organisationName }
    const names = await findPersonNames(tx, referral.personId)
    const letter = wordToPractice({
      ...names,
      reference: referral.reference,
      isSameDay: acknowledgeBy !== null,
      about,
      text,
      author,
      on: todayInEngland(now()),
    })
    const messageId = await tellOrganisation(tx, context, referral, {
      organisationId: referral.practiceId,
      kind: 'word-to-practice',
      letter,
      keepOffline: notForOnlineViewing,
      ...(acknowledgeBy === null ? {} : { acknowledgeBy }),
    })
    if (messageId === undefined)
      throw new Refusal(
        'not-possible',
        'The person does not want this to be shared with the practice. What cannot wait is sent as same-day',
      )
    await recordAudit(tx, context, {
      action: 'message.sent',
      subjectKind: 'message',
      subjectId: messageId,
      personId: referral.personId,
      detail: { urgency, about },
    })
    return { messageId, acknowledgeBy }
  })
}
