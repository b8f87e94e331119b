import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { type Agreement, listAgreementRows } from '../store.ts'

/** What an organisation signed, the latest first. No person is in it. */
export async function listAgreements(context: Context, input: { organisationId: string }): Promise<Agreement[]> {
  return context.db.transaction(async (tx) => {
    if ((await findOrganisation(tx, input.organisationId)) === undefined) throw new Refusal('not-found')
    return listAgreementRows(tx, input.organisationId)
  })
}
