import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme, refuseRealNumber } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { IdentityBody } from '../contract.ts'
import { canConfirmIdentity } from '../policy.ts'
import { findHolderForUpdateUnscoped, findPersonForUpdate, updatePerson } from '../store.ts'
import { mergeRecords } from './merge-people.ts'

/** Settles whose an NHS number is: the same person after all (the records are merged), or someone else. */
export async function confirmIdentity(
  context: Context,
  input: { personId: string } & z.infer<typeof IdentityBody>,
): Promise<{ personId: string }> {
  const { personId, outcome, nhsNumber, reason } = input
  if (!canConfirmIdentity(context.actor)) throw new Refusal('not-allowed')
  refuseRealNumber(await getScheme(context), nhsNumber, '#/nhsNumber')
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, context.actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    if (person.claimedNhsNumber === null)
      throw new Refusal('already-done', 'The identity of this person is not in doubt')

    await closeTasksAbout(tx, context, { kind: 'confirm-identity', subjectId: personId, outcome })
    await recordAudit(tx, context, {
      action: 'person.identity-confirmed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { outcome },
    })
    if (outcome === 'other-person') {
      const number = nhsNumber === undefined ? { noNhsNumberBecause: 'number-not-to-hand' as const } : { nhsNumber }
      await updatePerson(tx, person, { claimedNhsNumber: null, ...number })
      return { personId }
    }
    const holder = await findHolderForUpdateUnscoped(tx, person.claimedNhsNumber)
    if (holder === undefined)
      throw invalid('#/outcome', 'Nobody holds this NHS number any more: choose other-person and give the number')
    await mergeRecords(tx, context, { survivor: holder, duplicate: person, reason })
    return { personId: holder.id }
  })
}
