import type { Context } from '../../../platform/context.ts'
import { mayReadRecordRaw } from '../../people/public.ts'

/** Whether anything is open about a person, on whichever of their records, and the record of the look, in one statement. */
export async function findOpenConcernMark(
  context: Context,
  personId: string,
): Promise<{ isOpen: boolean } | undefined> {
  const { sql, schemeId, actor, newId, now } = context
  const [row] = await sql<{ isOpen: boolean }[]>`
    with seen as (
      select scheme_id, id from people where scheme_id = ${schemeId} and id = ${personId}
        and ${mayReadRecordRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select scheme_id, ${newId()}, ${now()}, ${actor.membershipId}, 'concern.mark-read', 'person', id, id from seen
    )
    select exists (
      select from concerns where concerns.scheme_id = seen.scheme_id and concerns.status <> 'closed'
        and concerns.person_id in (select same.id from records_of(seen.scheme_id, seen.id) as same)) as "isOpen"
    from seen`
  return row
}
