import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { markMailboxAlive } from '../store/delivery.ts'
import { type DeadMailbox, listDeadMailboxRows } from '../store/outgoing-lists.ts'

/** Somebody rang, and the mailbox takes mail again. What came back meanwhile is sent again one by one. Gives those still dead. */
export async function reviveMailbox(
  context: Context,
  { organisationId }: { organisationId: string },
): Promise<DeadMailbox[]> {
  return inTransaction(context, async (tx) => {
    if ((await findOrganisation(tx, organisationId)) === undefined) throw new Refusal('not-found')
    if (!(await markMailboxAlive(tx, organisationId)))
      throw new Refusal('already-done', 'Their mailbox is not among those that send mail back')
    await closeTasksAbout(tx, context, {
      kind: 'message-not-delivered',
      subjectId: organisationId,
      outcome: 'mailbox-works',
    })
    await recordAudit(tx, context, {
      action: 'mailbox.revived',
      subjectKind: 'organisation',
      subjectId: organisationId,
    })
    return listDeadMailboxRows(tx)
  })
}
