import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OutgoingMessage } from '../../messages/public.ts'
import { findToPersonForUpdate, recordHandling } from '../../messages/to-person.ts'
import { askAgain } from './reach-person.ts'

/** A letter is in the post box. One that may not go any more comes out of the pile, as `stopped`. */
export async function postLetter(
  context: Context,
  { letterId, on }: { letterId: string; on: string },
): Promise<OutgoingMessage> {
  if (on > context.today()) throw invalid('#/on', 'Enter the day it was posted: it cannot be in the future')
  const posted = await inTransaction(context, async (tx) => {
    const row = await findToPersonForUpdate(tx, letterId, context.actor)
    if (row?.channel !== 'letter') throw new Refusal('not-found')
    if (row.status !== 'printed') throw new Refusal('step-not-open', `The letter is ${row.status}: print it first`)
    if ((await askAgain(tx, context, row)) === undefined) return { ...row, status: 'stopped' as const }
    const changed = await recordHandling(tx, context, row, { step: 'post', on })
    if (changed === undefined) throw new Refusal('step-not-open')
    await recordAudit(tx, context, {
      action: 'letter.posted',
      subjectKind: 'outgoing-message',
      subjectId: row.id,
      ...(row.personId === null ? {} : { personId: row.personId }),
    })
    return changed
  })
  return posted
}
