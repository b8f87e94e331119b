import type { Context } from '../../../platform/context.ts'
import { idempotencyExpression } from '../../../platform/transaction.ts'
import { mayReadRecordRaw } from '../visibility.ts'
import { type NewPerson, personExpressions } from './register-person.ts'

/** `personId` is null when the person was known and is not the actor's to see. */
export type AddedPerson = { personId: string | null; wasKnown: boolean; identityToConfirm: boolean }

export async function insertPerson(context: Context, person: NewPerson): Promise<AddedPerson | undefined> {
  const { sql, schemeId, actor, newId } = context
  const [row] = await sql<{ body: AddedPerson }[]>`
    with ${personExpressions(sql, person)},
    care as (
      insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
      select ${schemeId}, ${newId()}, id, 'registration', 'record', ${actor.organisationId}, ${person.registrationId}, ${person.at}
      from person where is_new and ${actor.organisationId !== person.practiceId}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select ${schemeId}, ${newId()}, ${person.at}, ${actor.membershipId}, 'person.added', 'person', id, id from person
    ), answer as (
      select jsonb_build_object('wasKnown', not is_new, 'identityToConfirm', in_doubt, 'personId', case when is_new or exists (
        select from people where scheme_id = ${schemeId} and people.id = person.id
          and ${mayReadRecordRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}) then person.id end) as body
      from person
    )${idempotencyExpression(context)}
    select body from answer`
  return row?.body
}
