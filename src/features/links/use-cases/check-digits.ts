import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { areDigitsOf } from '../digits.ts'
import { MOST_WRONG_DIGITS } from '../kinds.ts'
import { countWrongDigits, type FoundLink, findLinkForUpdate } from '../store/links.ts'

/**
 * Refuses whoever does not know the end of the group's number. The link is locked before its digits are compared, so that a thousand
 * guesses at once are tried one after another. What was wrong is counted in a transaction of its own, which stands although the act is
 * refused; after the last try the link is over.
 */
export async function checkDigits(
  context: Context,
  { link: { id: linkId }, phones }: FoundLink,
  { digits }: { digits: string },
): Promise<void> {
  const { schemeId, newId, now } = context
  const found = await inTransaction(context, async (tx): Promise<'right' | 'wrong' | 'over'> => {
    const link = await findLinkForUpdate(tx, linkId)
    if (link === undefined || link.endedAt !== null || link.wrongDigits >= MOST_WRONG_DIGITS) return 'over'
    if (areDigitsOf(phones, digits)) return 'right'
    await recordAudit(
      tx,
      { schemeId, newId, now },
      { action: 'group-link.wrong-digits', subjectKind: 'group-link', subjectId: linkId },
    )
    const wrong = link.wrongDigits + 1
    const isLast = wrong >= MOST_WRONG_DIGITS
    await countWrongDigits(tx, context, { linkId, wrong, isLast })
    return isLast ? 'over' : 'wrong'
  })
  if (found === 'over') throw new Refusal('link-over')
  if (found === 'wrong')
    throw invalid('#/digits', 'Enter the last three digits of the number of your group that we have')
}
