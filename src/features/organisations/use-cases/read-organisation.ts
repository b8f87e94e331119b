import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findOrganisation, type Organisation } from '../store.ts'

export async function readOrganisation({ db }: Context, input: { organisationId: string }): Promise<Organisation> {
  const organisation = await findOrganisation(db, input.organisationId)
  if (organisation === undefined) throw new Refusal('not-found')
  return organisation
}
