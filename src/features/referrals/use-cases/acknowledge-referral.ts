import { recordAudit } from '../../../platform/audit/record.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { checkIdentity, referralReceived } from '../letters.ts'
import { findReferralUnscoped, hasIdentityToConfirm, wasAcknowledged } from '../store.ts'
import { sendToReferrer } from './tell-referrer.ts'

/** Tells the referrer that the referral arrived, and to check the number when it belongs to somebody else. Told once, however often it runs. */
export async function acknowledgeReferral(context: SystemContext, input: { referralId: string }): Promise<void> {
  const { db, now } = context
  await db.transaction(async (tx) => {
    const referral = await findReferralUnscoped(tx, input.referralId)
    if (referral === undefined || referral.submittedAt === null || (await wasAcknowledged(tx, referral.id))) return
    const service = await findOrganisation(tx, referral.advisorServiceId)
    const serviceName = service?.name ?? 'The advisor service'
    const author = { name: 'Rother', role: 'automatic message', organisation: serviceName }
    const on = todayInEngland(now())
    const answerBy = referral.dueOn ?? on
    await sendToReferrer(tx, context, referral, { kind: 'referral-received' }, (facts) =>
      referralReceived({ ...facts, serviceName, answerBy, author, on }),
    )
    if (await hasIdentityToConfirm(tx, referral.personId)) {
      await sendToReferrer(tx, context, referral, { kind: 'check-identity' }, (facts) =>
        checkIdentity({ ...facts, author, on }),
      )
    }
    await recordAudit(tx, context, {
      action: 'referral.acknowledged',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
    })
  })
}
