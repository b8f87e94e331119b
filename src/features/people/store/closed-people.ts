import { notClosedToRaw } from '../../../platform/closed-records.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { surnameKey } from '../names.ts'
import { hasRelationRaw } from '../visibility.ts'

/**
 * Records that the actor would read and that are closed to all but named staff: that they are there is all that leaves here, so
 * that somebody who must can open them with a reason. From who is named as not reading it, that is kept too.
 */
export async function findClosedIds(
  { sql, schemeId, actor }: Context,
  key: { personId: string } | { nhsNumber: string },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct people.id from people
    cross join lateral records_of(people.scheme_id, people.id) as same
    join record_closings as closing on closing.scheme_id = people.scheme_id and closing.person_id = same.id
      and closing.ended_at is null and closing.kind = 'only-named'
    where people.scheme_id = ${schemeId}
      and ${'personId' in key ? sql`people.id = ${key.personId}` : sql`people.nhs_number = ${key.nhsNumber} and merged_into is null`}
      and ${hasRelationRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}
      and not exists (select from record_closing_members as named
        where named.scheme_id = closing.scheme_id and named.closing_id = closing.id and named.membership_id = ${actor.membershipId})`
  return rows.map(({ id }) => id)
}

type Given = { nhsNumber?: string | undefined; bornOn: string; familyName: string }

/**
 * Why a statement that refers somebody wrote nothing: their record is closed to whoever asks. Unscoped, and in words that
 * would fit any other reason: what stands in the way is the service's to say, by voice.
 */
export async function refuseTheClosedUnscoped(
  { sql, schemeId, actor }: Pick<Context, 'sql' | 'schemeId' | 'actor'>,
  about: { personId: string } | { given: Given },
): Promise<void> {
  const isThem =
    'personId' in about
      ? sql`people.id = ${about.personId}`
      : sql`people.nhs_number = ${about.given.nhsNumber ?? null} and merged_into is null
          and born_on = ${about.given.bornOn}::date and near_surname(surname_key, ${surnameKey(about.given.familyName)})`
  const closed = await sql`
    select from people where people.scheme_id = ${schemeId} and ${isThem}
      and not ${notClosedToRaw(sql, actor, { schemeId: 'people.scheme_id', personId: 'people.id' })}`
  if (closed.length > 0)
    throw new Refusal(
      'not-possible',
      'This referral cannot be sent this way. Keep what you wrote and ring the advisor service: they write it down with you',
    )
}
