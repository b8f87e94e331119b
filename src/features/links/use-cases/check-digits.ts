import { recordAudit } from '../../../platform/audit/record.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { areDigitsOf } from '../digits.ts'
import { MOST_WRONG_DIGITS } from '../kinds.ts'
import { countWrongDigits, type FoundLink } from '../store/links.ts'

/**
 * Refuses whoever does not know the end of the group's number. What was wrong is counted in a transaction of its own, which stands
 * although the act is refused; after the last try the link is over.
 */
export async function checkDigits(
  context: SystemContext,
  { link, phones }: FoundLink,
  { digits }: { digits: string },
): Promise<void> {
  if (areDigitsOf(phones, digits)) return
  const { schemeId, newId, now } = context
  const wrong = await context.db.transaction(async (tx) => {
    await recordAudit(
      tx,
      { schemeId, newId, now },
      {
        action: 'group-link.wrong-digits',
        subjectKind: 'group-link',
        subjectId: link.id,
      },
    )
    return countWrongDigits(tx, context, { linkId: link.id, most: MOST_WRONG_DIGITS })
  })
  if (wrong >= MOST_WRONG_DIGITS) throw new Refusal('link-over')
  throw invalid('#/digits', 'Enter the last three digits of the number of your group that we have')
}
