import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { NewAgreementBody } from '../contract.ts'
import { faultsOfAssurance } from '../rules.ts'
import { type Agreement, hasPaper, insertAgreement } from '../store.ts'

/** Writes down what an organisation signed: from its first day on, it may be told names. */
export async function addAgreement(
  context: Context,
  {
    organisationId,
    from,
    to,
    fileId,
    dspt,
    checklist,
    ...facts
  }: { organisationId: string } & z.infer<typeof NewAgreementBody>,
): Promise<Agreement> {
  const { newId, now, today, actor } = context
  const faults = faultsOfAssurance({ ...facts, dspt, checklist }, today())
  if (faults.length > 0) throw new Refusal('invalid-request', 'What shows that it is kept safe is not whole', faults)
  return inTransaction(context, async (tx) => {
    if ((await findOrganisation(tx, organisationId)) === undefined) throw new Refusal('not-found')
    if (fileId !== undefined && !(await hasPaper(tx, { fileId, organisationId })))
      throw invalid('#/fileId', 'Add the signed paper to this organisation first, as a sharing agreement')
    const agreement = await insertAgreement(tx, context, {
      id: newId(),
      organisationId,
      ...facts,
      assuredBy: dspt === undefined && checklist === undefined ? null : { dspt, checklist },
      fromOn: from,
      toOn: to,
      fileId: fileId ?? null,
      addedAt: now(),
      addedById: actor.membershipId,
    })
    for (const kind of ['sign-agreement', 'renew-agreement'] as const)
      await closeTasksAbout(tx, context, { kind, subjectId: organisationId, outcome: 'signed' })
    await recordAudit(tx, context, {
      action: 'agreement.added',
      subjectKind: 'sharing-agreement',
      subjectId: agreement.id,
      detail: { organisationId, from, to },
    })
    return agreement
  })
}
