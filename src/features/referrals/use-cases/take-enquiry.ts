import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import type { NewEnquiryBody } from '../enquiry-contract.ts'
import { type Enquiry, insertEnquiry } from '../store/enquiries.ts'

/** Somebody rings about somebody who has not been asked: a name and a call to make, until the person has agreed. */
export async function takeEnquiry(context: Context, input: z.infer<typeof NewEnquiryBody>): Promise<Enquiry> {
  const { schemeId, actor, newId, now, today } = context
  return inTransaction(context, async (tx) => {
    const enquiry = await insertEnquiry(tx, {
      schemeId,
      id: newId(),
      takenAt: now(),
      takenById: actor.membershipId,
      organisationId: actor.organisationId,
      ...input,
    })
    await openTask(tx, context, {
      kind: 'ring-back',
      subjectKind: 'enquiry',
      subjectId: enquiry.id,
      organisationId: actor.organisationId,
      dueOn: addWorkingDays(today(), 1),
    })
    await recordAudit(tx, context, { action: 'enquiry.taken', subjectKind: 'enquiry', subjectId: enquiry.id })
    return enquiry
  })
}
