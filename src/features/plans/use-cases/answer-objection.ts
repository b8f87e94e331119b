import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate, isService, tellReferrer } from '../../referrals/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { OBJECTION_ANSWERS } from '../kinds.ts'
import { objectionAnswered } from '../letters.ts'
import { changeObjection, findReferralIdOf, getObjection, type ObjectionRecord } from '../store.ts'

type Input = { objectionId: string; answer: (typeof OBJECTION_ANSWERS)[number]; note: string }

/** Tells the side that objected what came of it. Open also when the referral has ended: the answer is still owed. */
export async function answerObjection(context: Context, input: Input): Promise<ObjectionRecord> {
  const { objectionId, answer, note } = input
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const referralId = await findReferralIdOf(tx, actor, objectionId)
    const referral = referralId === undefined ? undefined : await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    const objection = await getObjection(tx, objectionId)
    if (objection.answeredAt !== null) throw new Refusal('already-done', 'The objection was answered already')

    await closeTasksAbout(tx, context, { kind: 'answer-objection', subjectId: objectionId, outcome: answer })
    await tellReferrer(tx, context, referral, { kind: 'objection-answered' }, (facts) =>
      objectionAnswered({ ...facts, reason: objection.reason, answer, note }),
    )
    await recordAudit(tx, context, {
      action: 'plan.objection-answered',
      subjectKind: 'plan-objection',
      subjectId: objectionId,
      personId: referral.personId,
      detail: { answer },
    })
    return changeObjection(tx, objectionId, {
      answer,
      answerNote: note,
      answeredAt: now(),
      answeredById: actor.membershipId,
    })
  })
}
