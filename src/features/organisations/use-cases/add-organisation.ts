import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { NewOrganisationBody } from '../contract.ts'
import { findOrganisation, insertOrganisation, insertServedPractice, type Organisation } from '../store.ts'

export async function addOrganisation(
  context: Context,
  input: z.infer<typeof NewOrganisationBody>,
): Promise<Organisation> {
  const { schemeId, newId, now, today } = context
  const { servesPracticeIds, ...facts } = input
  return inTransaction(context, async (tx) => {
    if (servesPracticeIds.length > 0 && !facts.kinds.includes('case-management-team')) {
      throw invalid('#/servesPracticeIds', 'Only a case-management team serves practices')
    }
    const organisation = await insertOrganisation(tx, schemeId, {
      id: newId(),
      name: facts.name,
      kinds: facts.kinds,
      odsCode: facts.odsCode ?? null,
      postcode: facts.postcode ?? null,
      phone: facts.phone ?? null,
      email: facts.email ?? null,
      createdAt: now(),
    })
    for (const [index, practiceId] of servesPracticeIds.entries()) {
      const practice = await findOrganisation(tx, practiceId)
      if (!practice?.kinds.includes('practice'))
        throw invalid(`#/servesPracticeIds/${index}`, 'This is not a practice of the scheme')
      await insertServedPractice(tx, { schemeId, id: newId(), teamId: organisation.id, practiceId, fromOn: today() })
    }
    await recordAudit(tx, context, {
      action: 'organisation.added',
      subjectKind: 'organisation',
      subjectId: organisation.id,
    })
    return organisation
  })
}
