import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { NOT_FOR_ONLINE_VIEWING, sendOut, withoutSensitive } from '../../messages/public.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { OUTSIDE_NEWS_OF, type StepToldOutside, wordToOutside } from '../outside.ts'
import { findHearingUnscoped } from '../store/hearing.ts'
import type { Referral } from '../store.ts'

const CHANNELS = { mail: 'mail', letter: 'letter', phone: 'call' } as const

/**
 * Answers whoever outside asked, in the transaction of the step. `more` goes along only when the person agreed that they
 * hear it; without that it holds no name, no reason and not that somebody died. A mail never holds it, because a mailbox is read by more than one.
 */
export async function tellOutside(
  tx: Tx,
  context: Context,
  referral: Referral,
  { step, more }: { step: StepToldOutside; more?: string | undefined },
): Promise<void> {
  const { outsideReferrer } = referral
  if (outsideReferrer === null) return
  const { name, answer, mayKnowMore } = outsideReferrer
  const hearing = await findHearingUnscoped(tx, context, { personId: referral.personId, organisationId: null })
  // Whoever outside asked has no dial: the person said whether they may know more, and may take it back.
  const mayHearMore = mayKnowMore && answer.by !== 'mail' && !hearing.saidNo && more !== undefined
  const service = await findOrganisation(tx, referral.advisorServiceId)
  const word = wordToOutside({
    news: OUTSIDE_NEWS_OF[step],
    reference: referral.reference,
    askedOn: todayInEngland(referral.createdAt),
    serviceName: service?.name ?? 'the advisor service',
    more: mayHearMore ? withoutSensitive(more, hearing.sensitive) : undefined,
  })
  await sendOut(tx, context, {
    channel: CHANNELS[answer.by],
    to: { kind: 'outside', name, address: answer.by === 'letter' ? answer.to.join('\n') : answer.to },
    event: 'outside-answer',
    subject: word.subject,
    body: hearing.notOnlineBecause === undefined ? word.body : `${NOT_FOR_ONLINE_VIEWING}\n\n${word.body}`,
    about: { subjectKind: 'referral', subjectId: referral.id },
  })
}
