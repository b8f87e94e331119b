import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { stopToOutside } from '../../messages/public.ts'
import {
  type ConsentAnswered,
  type ConsentBody,
  findPerson,
  listRecordIdsUnscoped,
  recordConsent,
} from '../../people/public.ts'
import { cancelOffersOf } from '../../placements/public.ts'
import { findReferralsOfForUpdateUnscoped, type Referral } from '../../referrals/public.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import type { Withdrawal } from '../contract.ts'
import { CONSENT_WITHDRAWN, SHARING_PURPOSES } from '../kinds.ts'
import { insertRequests, listReceiversUnscoped } from '../store.ts'

type Input = { personId: string } & z.infer<typeof ConsentBody>
type Answered = ConsentAnswered & { withdrawal: Withdrawal | null }

/**
 * The one way to write down what a person agreed to, refused or took back. Taking back the consent to refer or to share stops
 * in the same transaction what would still be told, and asks whoever received something to destroy it. No referral is
 * deleted. A consent that is given again opens the future, and nothing of this.
 */
export async function answerConsent(context: Context, input: Input): Promise<Answered> {
  const isWithdrawal = input.answer === 'withdrawn' && SHARING_PURPOSES.includes(input.purpose)
  return inTransaction(context, async (tx) => {
    if (!isWithdrawal) return { ...(await recordConsent(tx, context, input)), withdrawal: null }
    if ((await findPerson(tx, context.actor, input.personId)) === undefined) throw new Refusal('not-found')
    // Referrals before the person, as everywhere: whoever tells of one of them holds its row, so it is told before or not at all.
    const personIds = await listRecordIdsUnscoped(tx, input.personId)
    const referrals = await findReferralsOfForUpdateUnscoped(tx, personIds)
    const consent = await recordConsent(tx, context, input)
    return { ...consent, withdrawal: await stop(tx, context, { input, consentId: consent.id, personIds, referrals }) }
  })
}

type Work = { input: Input; consentId: string; personIds: string[]; referrals: readonly Referral[] }

async function stop(tx: Tx, context: Context, { input, consentId, personIds, referrals }: Work): Promise<Withdrawal> {
  const { personId, recipientId = null } = input
  const { settings } = await getScheme(context)
  const offersCancelled: string[] = []
  for (const { id } of referrals)
    offersCancelled.push(
      ...(await cancelOffersOf(tx, context, { referralId: id, providerId: recipientId, reason: CONSENT_WITHDRAWN })),
    )
  const referralIds = referrals.map(({ id }) => id)
  const outgoingStopped = recipientId === null ? await stopToOutside(tx, context, referralIds) : 0
  const receivers = await listReceiversUnscoped(tx, {
    schemeId: context.schemeId,
    personIds,
    recipientId,
    serviceId: settings.advisorServiceId,
    requireAgreements: settings.requireAgreements,
  })
  const opened = await insertRequests(tx, context, { personId, consentId, receivers })
  for (const { id } of opened)
    await openTask(tx, context, {
      kind: 'ask-to-destroy',
      subjectKind: 'destruction-request',
      subjectId: id,
      organisationId: settings.advisorServiceId,
      dueOn: addWorkingDays(context.today(), settings.targets.answer),
    })
  await recordAudit(tx, context, {
    action: 'consent.sharing-stopped',
    subjectKind: 'consent',
    subjectId: consentId,
    personId,
    detail: { offersCancelled, outgoingStopped, requestIds: opened.map(({ id }) => id) },
  })
  return {
    offersCancelled,
    outgoingStopped,
    noLongerHear: receivers.map(({ name }) => name),
    toAsk: opened.map(({ id, organisationId, name }) => ({ requestId: id, organisationId, name })),
    referralsOpen: referrals
      .filter(({ endedAt, status }) => endedAt === null && status !== 'draft')
      .map(({ id }) => id),
  }
}
