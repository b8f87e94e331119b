import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findServedPractice, type ServedPractice } from '../../organisations/public.ts'

/** That a team serves a practice now, with what both are called. */
export async function readServedPractice(
  { db }: Context,
  { servedPracticeId }: { servedPracticeId: string },
): Promise<ServedPractice & { practiceName: string; teamName: string }> {
  const served = await findServedPractice(db, servedPracticeId)
  if (served === undefined) throw new Refusal('not-found')
  return served
}
