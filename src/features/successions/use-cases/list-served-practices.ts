import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findOrganisation, listServedPracticeRows, type ServedPractice } from '../../organisations/public.ts'

export async function listServedPractices(
  { db }: Context,
  input: { organisationId: string },
): Promise<(ServedPractice & { practiceName: string })[]> {
  if ((await findOrganisation(db, input.organisationId)) === undefined) throw new Refusal('not-found')
  return listServedPracticeRows(db, input.organisationId)
}
