import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OrganisationPatch } from '../contract.ts'
import { findOrganisationForUpdate, type Organisation, updateOrganisation } from '../store.ts'

/** Corrects what an organisation is called and how it is reached. Codes and kinds stay: they decide who may do what. */
export async function amendOrganisation(
  context: Context,
  input: { organisationId: string; version: number; patch: OrganisationPatch },
): Promise<Organisation> {
  const { organisationId, version, patch } = input
  return inTransaction(context, async (tx) => {
    const organisation = await findOrganisationForUpdate(tx, organisationId)
    if (organisation === undefined) throw new Refusal('not-found')
    if (organisation.version !== version) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'organisation.amended',
      subjectKind: 'organisation',
      subjectId: organisationId,
      detail: { fields: Object.keys(patch) },
    })
    return updateOrganisation(tx, organisation, patch)
  })
}
