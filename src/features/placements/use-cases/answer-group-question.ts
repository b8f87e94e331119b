import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity } from '../../activities/public.ts'
import { isService } from '../../referrals/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { disclosureOf } from '../disclosure.ts'
import { isLive } from '../lifecycle.ts'
import { type Question, saveAnswer } from '../store/questions.ts'
import { findPlacementForUpdate } from '../store.ts'
import { refuseTellingWords } from './refuse-telling-words.ts'
import { readSharing } from './take-placement-step.ts'

/** The service answers a group. Until the group may know who comes, an answer that says it is refused. */
export async function answerGroupQuestion(
  context: Context,
  input: { placementId: string; questionId: string; answer: string },
): Promise<Question> {
  const { placementId, answer } = input
  return inTransaction(context, async (tx) => {
    const placement = await findPlacementForUpdate(tx, context.actor, placementId)
    if (placement === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, placement)) throw new Refusal('not-allowed')
    if (!isLive(placement.status)) throw new Refusal('step-not-open', 'The place is over: ring the group')
    if (disclosureOf({ ...placement, ...(await readSharing(tx, context, placementId)) }) !== 'shared') {
      const activity = await findActivity(tx, placement.activityId)
      await refuseTellingWords(tx, context, {
        personId: placement.personId,
        activityName: activity?.name ?? '',
        at: '#/answer',
        words: answer,
      })
    }
    const question = await saveAnswer(tx, context, input)
    if (question === undefined) throw new Refusal('already-done', 'Somebody answered this question already')
    await closeTasksAbout(tx, context, { kind: 'answer-group-question', subjectId: placementId, outcome: 'answered' })
    await recordAudit(tx, context, {
      action: 'placement-question.answered',
      subjectKind: 'placement',
      subjectId: placementId,
      personId: placement.personId,
    })
    return question
  })
}
