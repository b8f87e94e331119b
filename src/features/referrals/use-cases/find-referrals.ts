import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { normaliseNhsNumber, searchPeople, surnameKey } from '../../people/public.ts'
import { parseReference } from '../reference-number.ts'
import { listReferralRows, type ReferralInList } from '../store/list-referrals.ts'
import { withoutSensitiveNeeds } from './list-referrals.ts'

const MOST = 50

/** Finds referrals of my side, whatever became of them, by reference, NHS number or name: whatever somebody on the phone says. */
export async function findReferrals(context: Context, { text }: { text: string }): Promise<ReferralInList[]> {
  const reference = parseReference(text)
  const personIds = reference === undefined ? await findPeople(context, text) : undefined
  if (personIds?.length === 0) return []
  const rows = await listReferralRows(
    context,
    {
      status: 'any',
      stage: undefined,
      overdue: false,
      owner: 'anyone',
      practiceId: undefined,
      personId: undefined,
      ...(personIds === undefined ? {} : { personIds }),
      reference,
      after: undefined,
      limit: MOST,
    },
    context.newId(),
  )
  return (await withoutSensitiveNeeds(context, rows.slice(0, MOST))).map((row) => ({ ...row, coveredFor: null }))
}

/** The last word is the surname, what stands before it the first name; a number is an NHS number. */
async function findPeople(context: Context, text: string): Promise<string[]> {
  const nhsNumber = normaliseNhsNumber(text)
  if (nhsNumber === undefined && /\d{3}/.test(text))
    throw invalid('#/text', 'Check the number: a letter or digit of the reference or NHS number is wrong')
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const familyName = words.at(-1) ?? ''
  if (nhsNumber === undefined && surnameKey(familyName).length < 2)
    throw invalid('#/text', 'Enter at least two letters of the surname')
  const givenName = words.length > 1 ? words[0] : undefined
  const { items } = await searchPeople(
    context,
    nhsNumber === undefined ? { familyName, givenName, limit: MOST } : { nhsNumber, limit: MOST },
  )
  return items.map(({ id }) => id)
}
