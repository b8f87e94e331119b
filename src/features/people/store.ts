import { and, sql as dsql, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { z } from 'zod'
import type { Actor, Context, Db, Tx } from '../../platform/context.ts'
import { databaseFault } from '../../platform/idempotency.ts'
import { invalid } from '../../platform/problems.ts'
import type { PersonBody } from './contract.ts'
import { PersonFacts } from './facts.ts'
import type { ConsentAnswer, ConsentPurpose } from './kinds.ts'
import { nameKey, surnameKey } from './names.ts'
import { strictestRelated, strictestSafeContact } from './strictest.ts'
import { careRelationships, consents, people } from './tables.ts'
import { mayReadRecord, mayReadRecordRaw } from './visibility.ts'

export type Person = typeof people.$inferSelect
/** A person as their record shows them. */
export type PersonRecord = z.infer<typeof PersonBody>

/** Reads a whole record and records the look, in one statement. */
export async function readPersonRecord(
  context: Context,
  personId: string,
  auditId: string,
): Promise<PersonRecord | undefined> {
  const { sql, schemeId, actor, now } = context
  const mayVisit =
    actor.role === 'team-lead'
      ? sql`true`
      : actor.role === 'advisor'
        ? sql`visits_person(scheme_id, id, ${actor.membershipId})`
        : sql`false`
  const [row] = await sql<(PersonRecord & Merged)[]>`
    with seen as (
      select * from people where scheme_id = ${schemeId} and id = ${personId}
        and ${mayReadRecordRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select scheme_id, ${auditId}, ${now()}, ${actor.membershipId}, 'person.read', 'person', id, id from seen
    )
    select id, coalesce(nhs_number, claimed_nhs_number) as "nhsNumber", no_nhs_number_because as "noNhsNumberBecause",
      claimed_nhs_number is not null as "identityToConfirm", given_name as "givenName", family_name as "familyName",
      preferred_name as "preferredName", born_on as "bornOn", phones, email, safe_contacts_of(scheme_id, id) as "safeContacts", facts,
      case when postcode is null or (is_address_hidden(scheme_id, id) and not ${mayVisit}) then null
        else jsonb_build_object('lines', address_lines, 'postcode', postcode) end as address,
      is_address_hidden(scheme_id, id) as "addressHidden",
      coalesce((select jsonb_agg(distinct case split_part(key, ':', 1) when 'tel' then 'phone' when 'mail' then 'email' else 'address' end)
        from unnest(contact_keys) as key where exists (select from people as other where other.scheme_id = seen.scheme_id and other.id <> seen.id
          and other.merged_into is null and seen.merged_into is null and other.contact_keys @> array[key])), '[]') as "sharedWithOthers",
      (select jsonb_build_object('id', organisations.id, 'name', organisations.name)
        from person_registrations join organisations on organisations.scheme_id = person_registrations.scheme_id and organisations.id = practice_id
        where person_registrations.scheme_id = seen.scheme_id and person_id = seen.id and until_on is null) as practice,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'name', name, 'relationship', relationship, 'phone', phone, 'livesWith', lives_with,
          'mayBeTold', may_be_told, 'agreedOn', agreed_on, 'agreedHow', agreed_how, 'isUnsafe', is_unsafe, 'hasCallerWord', caller_word is not null, 'version', version) order by id)
        from related_people where scheme_id = seen.scheme_id and person_id in (select id from records_of(seen.scheme_id, seen.id)) and ended_at is null), '[]') as "relatedOfAll",
      coalesce((select jsonb_agg(to_jsonb(latest)) from (
        select distinct on (purpose, recipient_id) consents.id, purpose, answer, how, decision, answered_on as on, asked_by as "askedBy", recipient_id as "recipientId",
          recorded_at as "recordedAt", memberships.name as "recordedBy"
        from consents join memberships on memberships.scheme_id = consents.scheme_id and memberships.id = recorded_by_id
        where consents.scheme_id = seen.scheme_id and person_id in (select id from records_of(seen.scheme_id, seen.id)) and corrected_at is null order by purpose, recipient_id, consents.id desc) latest), '[]') as consents,
      merged_into as "mergedInto",
      coalesce((select jsonb_agg(duplicate_id) from person_merges
        where scheme_id = seen.scheme_id and survivor_id = seen.id and undone_at is null), '[]') as "mergedIds",
      version
    from seen`
  if (row === undefined) return undefined
  return {
    ...row,
    facts: PersonFacts.parse(row.facts),
    safeContact: strictestSafeContact(row.safeContacts),
    relatedPeople: row.relatedOfAll.map((related) => strictestRelated(related, row.relatedOfAll)),
  }
}

/** What is asked of all records of the human, before it is one word. */
type Merged = {
  safeContacts: NonNullable<PersonRecord['safeContact']>[]
  relatedOfAll: PersonRecord['relatedPeople']
}

/** To read, not to write back: an address that any record of the human hides is hidden. */
const ofHuman = {
  ...getTableColumns(people),
  addressHidden: dsql<boolean>`is_address_hidden(${people.schemeId}, ${people.id})`,
}

/** Locked against changes, not against rows that point to the person: a group's yes in the same moment would wait in a circle. */
export async function findPersonForUpdate(tx: Tx, actor: Actor, personId: string): Promise<Person | undefined> {
  const [row] = await tx
    .select()
    .from(people)
    .where(and(mayReadRecord(actor, people), eq(people.id, personId)))
    .for('no key update')
  return row
}

export async function findPerson(db: Db | Tx, actor: Actor, personId: string): Promise<Person | undefined> {
  const [row] = await db
    .select(ofHuman)
    .from(people)
    .where(and(mayReadRecord(actor, people), eq(people.id, personId)))
  return row
}

/** Unscoped, for those who hold a referral of the person: its writer sends it also when the record is not theirs to read. */
export async function findPersonUnscoped(tx: Tx, personId: string): Promise<Person> {
  const [row] = await tx.select(ofHuman).from(people).where(eq(people.id, personId))
  if (row === undefined) throw new Error('A referral without its person')
  return row
}

/**
 * Who holds an NHS number, whoever may see them. Unscoped, because the service settles whose a number is also when it was
 * never sent the other person; once the records are one, it may see both.
 */
export async function findHolderForUpdateUnscoped(tx: Tx, nhsNumber: string): Promise<Person | undefined> {
  const [row] = await tx
    .select()
    .from(people)
    .where(and(eq(people.nhsNumber, nhsNumber), isNull(people.mergedInto)))
    .for('update')
  return row
}

export type Match = { id: string; isVisible: boolean; hasNumber: boolean; isSame: boolean }

/** People with these details in the whole scheme; unscoped, because the answer is blind for those the actor may not see. */
export async function findMatchesUnscoped(
  sql: Sql,
  actor: Actor,
  schemeId: string,
  facts: { nhsNumber?: string | undefined; givenName: string; familyName: string; bornOn: string },
): Promise<Match[]> {
  return sql<Match[]>`
    select id, ${mayReadRecordRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })} as "isVisible",
      coalesce(nhs_number = ${facts.nhsNumber ?? null}, false) as "hasNumber",
      born_on = ${facts.bornOn}::date and near_surname(surname_key, ${surnameKey(facts.familyName)}) as "isSame"
    from people
    where scheme_id = ${schemeId} and merged_into is null
      and (nhs_number = ${facts.nhsNumber ?? null} or (name_key = ${nameKey(facts.givenName, facts.familyName)} and born_on = ${facts.bornOn}::date))
    limit 20`
}

export type FoundPerson = {
  id: string
  nhsNumber: string | null
  givenName: string
  familyName: string
  bornOn: string
  postcode: string | null
  surnameKey: string
}
type Search = {
  nhsNumber?: string | undefined
  familyName?: string | undefined
  givenName?: string | undefined
  bornOn?: string | undefined
  after: string[] | undefined
  limit: number
}

/** People the actor may see, by number or by the beginning of the surname; the look is recorded with those shown. */
export async function searchPeople(context: Context, search: Search, auditId: string): Promise<FoundPerson[]> {
  const { sql, schemeId, actor, now } = context
  const { nhsNumber = null, familyName, givenName, bornOn = null, after, limit } = search
  const [key, id] = after ?? []
  const rows = await sql<FoundPerson[]>`
    with found as (
      select id, coalesce(nhs_number, claimed_nhs_number) as "nhsNumber", given_name as "givenName", family_name as "familyName",
        born_on as "bornOn", case when not is_address_hidden(scheme_id, id) then postcode end as postcode, surname_key as "surnameKey"
      from people
      where scheme_id = ${schemeId} and merged_into is null
        and ${mayReadRecordRaw(sql, actor, { schemeId: 'people.scheme_id', id: 'people.id' })}
        ${nhsNumber === null ? sql`` : sql`and (nhs_number = ${nhsNumber} or claimed_nhs_number = ${nhsNumber})`}
        ${familyName === undefined ? sql`` : sql`and surname_key like ${`${surnameKey(familyName)}%`}`}
        ${givenName === undefined ? sql`` : sql`and name_key like ${`% ${surnameKey(givenName)}%`}`}
        ${bornOn === null ? sql`` : sql`and born_on = ${bornOn}::date`}
        ${key === undefined || id === undefined ? sql`` : sql`and (surname_key, id) > (${key}, ${id}::uuid)`}
      order by surname_key, id limit ${limit + 1}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${auditId}, ${now()}, ${actor.membershipId}, 'people.searched', 'person', jsonb_build_object('personIds', coalesce(jsonb_agg(id), '[]')) from found
    )
    select * from found order by "surnameKey", id`
  return [...rows]
}

export async function updatePerson(tx: Tx, person: Person, changes: Partial<Person>): Promise<void> {
  const names = {
    givenName: changes.givenName ?? person.givenName,
    familyName: changes.familyName ?? person.familyName,
  }
  try {
    await tx
      .update(people)
      .set({
        ...changes,
        surnameKey: surnameKey(names.familyName),
        nameKey: nameKey(names.givenName, names.familyName),
        version: person.version + 1,
      })
      .where(and(eq(people.id, person.id), eq(people.version, person.version)))
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'people_nhs_number_key') throw error
    throw invalid('#/nhsNumber', 'Check the NHS number: it belongs to someone with other details')
  }
}

export async function insertConsent(tx: Tx, row: typeof consents.$inferInsert): Promise<void> {
  await tx.insert(consents).values(row)
}

/**
 * The answer that counts now, over all records of that human: the latest about this recipient; when they were never asked
 * about it, the latest general one.
 */
export async function findConsent(
  db: Db | Tx,
  about: { personId: string; purpose: ConsentPurpose; recipientId?: string },
): Promise<ConsentAnswer | undefined> {
  const { personId, purpose, recipientId = null } = about
  const [row] = await db
    .select({
      answer: dsql<ConsentAnswer | null>`consent_of(${people.schemeId}, ${people.id}, ${purpose}, ${recipientId}::uuid)`,
    })
    .from(people)
    .where(eq(people.id, personId))
  return row?.answer ?? undefined
}

type Relation = Pick<
  typeof careRelationships.$inferInsert,
  'personId' | 'kind' | 'scope' | 'organisationId' | 'subjectId'
>

/** Opens access for an organisation; an open relation about the same subject stays as it is. */
export async function openCareRelationship(
  tx: Tx,
  context: Pick<Context, 'schemeId' | 'newId' | 'now'>,
  relation: Relation,
): Promise<void> {
  await tx
    .insert(careRelationships)
    .values({ schemeId: context.schemeId, id: context.newId(), fromAt: context.now(), ...relation })
    .onConflictDoNothing()
}

/** Ends access at once: the next read by that organisation finds nothing through this relation. */
export async function endCareRelationships(
  tx: Tx,
  context: Pick<Context, 'now'>,
  about: { subjectId: string; organisationId?: string },
): Promise<void> {
  await tx
    .update(careRelationships)
    .set({ untilAt: context.now() })
    .where(
      and(
        eq(careRelationships.subjectId, about.subjectId),
        isNull(careRelationships.untilAt),
        about.organisationId === undefined ? undefined : eq(careRelationships.organisationId, about.organisationId),
      ),
    )
}
