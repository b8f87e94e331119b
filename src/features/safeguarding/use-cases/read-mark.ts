import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { SPEAK_TO_THE_LEAD } from '../policy.ts'
import { findOpenConcernMark } from '../store/mark.ts'

/** What somebody who sees the person is told before they contact them; never what it is about. */
export async function readMark(context: Context, { personId }: { personId: string }): Promise<{ mark: string | null }> {
  const found = await findOpenConcernMark(context, personId)
  if (found === undefined) throw new Refusal('not-found')
  return { mark: found.isOpen ? SPEAK_TO_THE_LEAD : null }
}
