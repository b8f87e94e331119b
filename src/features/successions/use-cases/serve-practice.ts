import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addServedPractice, findOrganisation, type ServedPractice } from '../../organisations/public.ts'

/** A case-management team serves one more practice from a day on: from then it refers its people. */
export async function servePractice(
  context: Context,
  input: { organisationId: string; practiceId: string; from: string },
): Promise<ServedPractice> {
  const { organisationId, practiceId, from } = input
  return inTransaction(context, async (tx) => {
    const team = await findOrganisation(tx, organisationId)
    if (team === undefined) throw new Refusal('not-found')
    if (!team.kinds.includes('case-management-team') || team.closedOn !== null)
      throw new Refusal('not-possible', 'Only an open case-management team serves practices')
    const practice = await findOrganisation(tx, practiceId)
    if (!practice?.kinds.includes('practice') || practice.closedOn !== null)
      throw invalid('#/practiceId', 'Choose an open practice of the scheme')
    const row = { schemeId: context.schemeId, id: context.newId(), teamId: team.id, practiceId, fromOn: from }
    const served = await addServedPractice(tx, row)
    if (served === undefined) throw new Refusal('already-done', 'The team serves this practice from that day already')
    await recordAudit(tx, context, {
      action: 'practice.served',
      subjectKind: 'served-practice',
      subjectId: served.id,
      detail: { teamId: team.id, practiceId, from },
    })
    return served
  })
}
