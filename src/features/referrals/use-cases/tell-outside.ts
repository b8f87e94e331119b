import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { sendOut } from '../../messages/public.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { OUTSIDE_NEWS_OF, type StepToldOutside, wordToOutside } from '../outside.ts'
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
  const service = await findOrganisation(tx, referral.advisorServiceId)
  await sendOut(tx, context, {
    channel: CHANNELS[answer.by],
    to: { kind: 'outside', name, address: answer.by === 'letter' ? answer.to.join('\n') : answer.to },
    event: 'outside-answer',
    ...wordToOutside({
      news: OUTSIDE_NEWS_OF[step],
      reference: referral.reference,
      askedOn: todayInEngland(referral.createdAt),
      serviceName: service?.name ?? 'the advisor service',
      more: mayKnowMore && answer.by !== 'mail' ? more : undefined,
    }),
    about: { subjectKind: 'referral', subjectId: referral.id },
  })
}
