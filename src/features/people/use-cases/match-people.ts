import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { findMatchesUnscoped } from '../store.ts'

export type MatchAnswer = { known: boolean; checkNhsNumber: boolean; personIds: string[]; sentence: string }
type Details = { nhsNumber?: string | undefined; givenName: string; familyName: string; bornOn: string }

/** Says whether someone with these details is known, without saying who to those who may not see them. */
export async function matchPeople(context: Context, details: Details): Promise<MatchAnswer> {
  const { sql, actor, schemeId, db } = context
  const matches = await findMatchesUnscoped(sql, actor, schemeId, details)
  const others = matches.filter((match) => match.hasNumber && !match.isSame)
  const likely = matches.filter((match) => !match.hasNumber || match.isSame)
  const personIds = likely.filter((match) => match.isVisible).map(({ id }) => id)
  await db.transaction((tx) =>
    recordAudit(tx, context, { action: 'people.matched', subjectKind: 'person', detail: { personIds } }),
  )
  return {
    known: likely.length > 0,
    checkNhsNumber: others.length > 0,
    personIds,
    sentence: toSentence(likely.length > 0, others.length > 0),
  }
}

function toSentence(known: boolean, checkNhsNumber: boolean): string {
  if (checkNhsNumber) return 'Check the NHS number: it belongs to someone with another name or date of birth.'
  return known
    ? 'Someone with these details is known to the scheme.'
    : 'Nobody with these details is known to the scheme.'
}
