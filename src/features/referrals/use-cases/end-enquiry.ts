import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { deleteEnquiry } from '../store/enquiries.ts'

/** Nothing comes of an enquiry: its row goes at once. That there was one, and how it ended, stays in the audit by its id. */
export async function endEnquiry(
  context: Context,
  input: { enquiryId: string; outcome: string },
): Promise<{ enquiryId: string }> {
  const { enquiryId, outcome } = input
  return inTransaction(context, async (tx) => {
    if (!(await deleteEnquiry(tx, context.actor, enquiryId))) throw new Refusal('not-found')
    await closeTasksAbout(tx, context, { kind: 'ring-back', subjectId: enquiryId, outcome })
    await recordAudit(tx, context, {
      action: 'enquiry.ended',
      subjectKind: 'enquiry',
      subjectId: enquiryId,
      detail: { outcome },
    })
    return { enquiryId }
  })
}
