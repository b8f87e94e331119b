import type { Context, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { listSensitiveWordsUnscoped, withoutSensitive } from '../../messages/public.ts'
import { tellingIn } from '../hopes.ts'
import { findNames } from '../store/cards.ts'

/**
 * Refuses words for a group that may not know yet who the person is, when they say it; and never lets pass what is sensitive,
 * but the group's own name for what it does. `at` is where the words stand in the input. The caller holds the referral.
 */
export async function refuseTellingWords(
  tx: Tx,
  context: Context,
  { personId, activityName, at, words }: { personId: string; activityName: string; at: `#/${string}`; words: string },
): Promise<void> {
  const telling = tellingIn(words, await findNames(tx, personId))
  if (telling !== undefined)
    throw invalid(at, `Write it without ${telling}: the group reads it before it may know who this is`)
  const sensitive = (await listSensitiveWordsUnscoped(tx, context)).filter(({ word }) => word !== activityName)
  const named = sensitive.find((word) => withoutSensitive(words, [word]) !== words)
  if (named !== undefined)
    throw invalid(at, `Write it without “${named.word}”: the person tells that to a group themselves`)
}
