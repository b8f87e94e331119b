import type { Context } from '../../../platform/context.ts'
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
    select people.id from people
    join record_closings as closing on closing.scheme_id = people.scheme_id and closing.person_id = people.id
      and closing.ended_at is null and closing.kind = 'only-named'
    where people.scheme_id = ${schemeId}
      and ${'personId' in key ? sql`people.id = ${key.personId}` : sql`people.nhs_number = ${key.nhsNumber} and merged_into is null`}
      and ${hasRelationRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}
      and not exists (select from record_closing_members as named
        where named.scheme_id = closing.scheme_id and named.closing_id = closing.id and named.membership_id = ${actor.membershipId})`
  return rows.map(({ id }) => id)
}
