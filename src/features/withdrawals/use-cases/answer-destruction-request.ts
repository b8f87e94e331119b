import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPerson } from '../../people/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { DestructionAnswer } from '../kinds.ts'
import { answerRequest, type DestructionRequest, findRequestForUpdate } from '../store.ts'

type Input = { requestId: string; answer: DestructionAnswer; on: string; note?: string | undefined }

/** What somebody who was asked to destroy what they hold said; the task is done with it. */
export async function answerDestructionRequest(context: Context, input: Input): Promise<DestructionRequest> {
  const { requestId, answer, on, note } = input
  const { actor, now, today } = context
  return inTransaction(context, async (tx) => {
    const request = await findRequestForUpdate(tx, requestId)
    if (request === undefined || (await findPerson(tx, actor, request.personId)) === undefined)
      throw new Refusal('not-found')
    if (request.recordedAt !== null) throw new Refusal('already-done', 'Their answer was written down already')
    if (on > today()) throw invalid('#/on', 'Enter the day they answered: it cannot be in the future')
    await closeTasksAbout(tx, context, { kind: 'ask-to-destroy', subjectId: requestId, outcome: answer })
    await recordAudit(tx, context, {
      action: 'destruction-request.answered',
      subjectKind: 'destruction-request',
      subjectId: requestId,
      personId: request.personId,
      detail: { answer },
    })
    return answerRequest(tx, requestId, {
      answer,
      note: note ?? null,
      answeredOn: on,
      recordedAt: now(),
      recordedById: actor.membershipId,
    })
  })
}
