import type { PendingQuery, Row, Sql } from 'postgres'
import { contactKeys } from '../contact-keys.ts'
import type { NewPersonBody } from '../contract.ts'
import { nameKey, surnameKey } from '../names.ts'

export type NewPerson = NewPersonBody & {
  /** Used when the person is new. */
  personId: string
  practiceId: string
  registrationId: string
  careId: string
  schemeId: string
  at: Date
  on: string
}

/**
 * Common table expressions that find a person or make one, for a statement that goes on to use `person (id, is_new, in_doubt)`.
 * The same NHS number with the same date of birth and a near surname is the same person. The same number with other facts
 * is never attached: a record of its own keeps the number as claimed, and `in_doubt` says so.
 *
 * Two statements at once for the same new person can see neither: `person` is then empty, and the caller repeats the statement once.
 * It is empty, too, when the practice is none or closed, or the person has died; nothing is written then.
 */
export function personExpressions(sql: Sql, person: NewPerson): PendingQuery<Row[]> {
  const { nhsNumber = null, address, schemeId } = person
  return sql`
    ${practiceExpression(sql, person)}, holder as (
      select id, born_on = ${person.bornOn}::date and near_surname(surname_key, ${surnameKey(person.familyName)}) as is_same, died_on_of(scheme_id, id) as died_on
      from people where scheme_id = ${schemeId} and nhs_number = ${nhsNumber}::text and merged_into is null
    ), created as (
      insert into people (scheme_id, id, nhs_number, claimed_nhs_number, no_nhs_number_because, given_name, family_name, preferred_name,
        surname_key, name_key, born_on, address_lines, postcode, phones, email, safe_contact, facts, contact_keys, created_at)
      select ${schemeId}, ${person.personId},
        case when not exists (select from holder) then ${nhsNumber}::text end,
        case when exists (select from holder) then ${nhsNumber}::text end,
        ${person.noNhsNumberBecause ?? null}, ${person.givenName}, ${person.familyName}, ${person.preferredName ?? null},
        ${surnameKey(person.familyName)}, ${nameKey(person.givenName, person.familyName)}, ${person.bornOn}::date,
        ${address?.lines ?? null}::text[], ${address?.postcode ?? null}, ${sql.json(person.phones)}, ${person.email ?? null},
        ${person.safeContact == null ? null : sql.json(person.safeContact as never)}, ${sql.json(person.facts)}, ${contactKeys(person)}::text[], ${person.at}
      from practice where not exists (select from holder where is_same)
      on conflict (scheme_id, nhs_number) where merged_into is null and nhs_number is not null do nothing
      returning id
    ), person as (
      select holder.id, false as is_new, false as in_doubt from holder, practice where is_same and died_on is null
      union all
      select id, true, exists (select from holder) from created
    ), registration as (
      insert into person_registrations (scheme_id, id, person_id, practice_id, from_on)
      select ${schemeId}, ${person.registrationId}, id, ${person.practiceId}, ${person.on}::date from person where is_new
    ), registered_care as (
      insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
      select ${schemeId}, ${person.careId}, id, 'registration', 'record', ${person.practiceId}, ${person.registrationId}, ${person.at} from person where is_new
    )`
}

/**
 * `practice` has one row when the place is an open practice of the scheme, and none otherwise. What begins with it writes
 * everything or nothing, and needs no round trip to ask first.
 */
export const practiceExpression = (
  sql: Sql,
  { schemeId, practiceId }: { schemeId: string; practiceId: string },
): PendingQuery<Row[]> => sql`
    practice as (
      select from organisations where scheme_id = ${schemeId} and id = ${practiceId} and 'practice' = any(kinds) and closed_on is null
    )`
