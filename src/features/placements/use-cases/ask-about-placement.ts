import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { isLive } from '../lifecycle.ts'
import { isProviderOf } from '../policy.ts'
import { insertQuestion, type Question } from '../store/questions.ts'
import { findPlacementForUpdate } from '../store.ts'
import { tellAdvisor } from './tell-advisor.ts'

/** A group asks the advisor something about an offer or a place, whether or not it knows the name. One question waits at a time. */
export async function askAboutPlacement(
  context: Context,
  input: { placementId: string; words: string },
): Promise<Question> {
  return inTransaction(context, async (tx) => {
    const placement = await findPlacementForUpdate(tx, context.actor, input.placementId)
    if (placement === undefined) throw new Refusal('not-found')
    if (!isProviderOf(context.actor, placement)) throw new Refusal('not-allowed')
    if (!isLive(placement.status)) throw new Refusal('step-not-open', 'The place is over: ring the advisor')
    const question = await insertQuestion(tx, context, input)
    await recordAudit(tx, context, {
      action: 'placement-question.asked',
      subjectKind: 'placement',
      subjectId: placement.id,
      personId: placement.personId,
    })
    await tellAdvisor(tx, context, placement, 'answer-group-question')
    return question
  })
}
