import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { HEARD_LEVELS } from '../messages/public.ts'
import { organisations } from '../organisations/tables.ts'
import { schemes } from '../schemes/tables.ts'
import type { DecisionRecord } from './decisions.ts'
import {
  CARE_KINDS,
  CARE_SCOPES,
  CONSENT_ANSWERS,
  CONSENT_PURPOSES,
  CONSENT_WAYS,
  type EndedReferral,
  MAY_BE_TOLD,
  NO_NHS_NUMBER_REASONS,
  RELATED_KINDS,
} from './kinds.ts'
import type { TextKey } from './reach-texts.ts'

export const people = schemeTable(
  'people',
  {
    nhsNumber: text('nhs_number'),
    noNhsNumberBecause: text('no_nhs_number_because', { enum: NO_NHS_NUMBER_REASONS }),
    /** A number that belongs to somebody with other details: kept to be checked, never used to match. */
    claimedNhsNumber: text('claimed_nhs_number'),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    preferredName: text('preferred_name'),
    surnameKey: text('surname_key').notNull(),
    nameKey: text('name_key').notNull(),
    bornOn: date('born_on', { mode: 'string' }).notNull(),
    addressLines: text('address_lines').array(),
    postcode: text(),
    /** Only the lead and whoever visits see the address; it is in no list, search, message or print without the person's word. */
    addressHidden: boolean('address_hidden').notNull().default(false),
    /** Numbers, mailbox and door in one form, to find who shares them. */
    contactKeys: text('contact_keys').array().notNull().default([]),
    /** What stood there before: whoever must not hear may still answer their old telephone. */
    formerContactKeys: text('former_contact_keys').array().notNull().default([]),
    phones: jsonb().notNull().default([]),
    email: text(),
    safeContact: jsonb('safe_contact'),
    facts: jsonb().notNull().default({}),
    /** The record that this one turned out to be the same person as. Nothing is moved, so it can be undone. */
    mergedInto: uuid('merged_into'),
    /** Set while a death stands; `deaths` says who told us, and whether it was taken back. */
    diedOn: date('died_on', { mode: 'string' }),
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('people_nhs_number_key')
      .on(table.schemeId, table.nhsNumber)
      .where(sql`merged_into is null and nhs_number is not null`),
    index('people_by_merged_into').on(table.schemeId, table.mergedInto).where(sql`merged_into is not null`),
    index('people_by_contact_keys').using('gin', table.contactKeys),
    index('people_by_surname').on(table.schemeId, table.surnameKey.op('text_pattern_ops'), table.bornOn),
    index('people_by_name').on(table.schemeId, table.nameKey, table.bornOn),
    check('people_nhs_number_check', sql`nhs_number ~ '^[0-9]{10}$'`),
    check(
      'people_number_or_reason',
      sql`nhs_number is not null or no_nhs_number_because is not null or claimed_nhs_number is not null`,
    ),
    oneOf('people_no_nhs_number_because_check', table.noNhsNumberBecause, NO_NHS_NUMBER_REASONS),
    within('people_scheme_fk', [table.schemeId], [schemes.id]),
    within('people_merged_into_fk', [table.schemeId, table.mergedInto], [table.schemeId, table.id]),
  ],
)

/** With which practice somebody is registered, from day to day. */
export const personRegistrations = schemeTable(
  'person_registrations',
  {
    personId: uuid('person_id').notNull(),
    practiceId: uuid('practice_id').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }),
  },
  (table) => [
    uniqueIndex('person_registrations_current_key').on(table.schemeId, table.personId).where(sql`until_on is null`),
    within('person_registrations_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'person_registrations_practice_fk',
      [table.schemeId, table.practiceId],
      [organisations.schemeId, organisations.id],
    ),
  ],
)

/** Who may see a person, how much, since when and until when: the one place that says so. */
export const careRelationships = schemeTable(
  'care_relationships',
  {
    personId: uuid('person_id').notNull(),
    kind: text({ enum: CARE_KINDS }).notNull(),
    scope: text({ enum: CARE_SCOPES }).notNull(),
    organisationId: uuid('organisation_id').notNull(),
    /** The registration, referral, placement or merge that made the relation. */
    subjectId: uuid('subject_id').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
  },
  (table) => [
    uniqueIndex('care_relationships_open_key')
      .on(table.schemeId, table.personId, table.organisationId, table.subjectId)
      .where(sql`until_at is null`),
    oneOf('care_relationships_kind_check', table.kind, CARE_KINDS),
    oneOf('care_relationships_scope_check', table.scope, CARE_SCOPES),
    within('care_relationships_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'care_relationships_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
  ],
)

/** Append-only: the latest answer for a purpose and a recipient counts. */
export const consents = schemeTable(
  'consents',
  {
    personId: uuid('person_id').notNull(),
    purpose: text({ enum: CONSENT_PURPOSES }).notNull(),
    /** Null: whoever needs it for the purpose. */
    recipientId: uuid('recipient_id'),
    answer: text({ enum: CONSENT_ANSWERS }).notNull(),
    how: text({ enum: CONSENT_WAYS }).notNull(),
    /** Who decided and on what ground, when it was not the person. */
    decision: jsonb().$type<DecisionRecord>(),
    answeredOn: date('answered_on', { mode: 'string' }).notNull(),
    /** Who asked the person, when it was somebody else than who recorded the answer. */
    askedBy: text('asked_by'),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
    /** When the lead took it out, because it was somebody else's answer; `corrections` keeps what it said. */
    correctedAt: instant('corrected_at'),
  },
  (table) => [
    index('consents_latest').on(table.schemeId, table.personId, table.purpose, table.recipientId, table.id),
    oneOf('consents_purpose_check', table.purpose, CONSENT_PURPOSES),
    oneOf('consents_answer_check', table.answer, CONSENT_ANSWERS),
    oneOf('consents_how_check', table.how, CONSENT_WAYS),
    check('consents_asked_by_length', sql`length(asked_by) between 1 and 200`),
    within('consents_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('consents_recipient_fk', [table.schemeId, table.recipientId], [organisations.schemeId, organisations.id]),
    within('consents_recorded_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
  ],
)

/** How much an organisation hears of a person, by the person's word. Append-only: the latest version counts. */
export const disclosures = schemeTable(
  'disclosures',
  {
    personId: uuid('person_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    version: integer().notNull(),
    level: text({ enum: HEARD_LEVELS }).notNull(),
    /** Every message to this organisation is kept out of the person's online record. */
    notForOnlineViewing: boolean('not_for_online_viewing').notNull(),
    how: text({ enum: CONSENT_WAYS }).notNull(),
    /** Who decided and on what ground, when it was not the person. */
    decision: jsonb().$type<DecisionRecord>(),
    saidOn: date('said_on', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
  },
  (table) => [
    unique('disclosures_version_key').on(table.schemeId, table.personId, table.organisationId, table.version),
    oneOf('disclosures_level_check', table.level, HEARD_LEVELS),
    oneOf('disclosures_how_check', table.how, CONSENT_WAYS),
    check('disclosures_version_check', sql`version >= 1`),
    within('disclosures_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'disclosures_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('disclosures_recorded_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
  ],
)

export const relatedPeople = schemeTable(
  'related_people',
  {
    personId: uuid('person_id').notNull(),
    kind: text({ enum: RELATED_KINDS }).notNull(),
    name: text().notNull(),
    relationship: text(),
    phone: text(),
    livesWith: boolean('lives_with'),
    /** Must not hear: nothing goes to a number or address that they use. */
    isUnsafe: boolean('is_unsafe').notNull().default(false),
    /** Keys of telephones that they had: a number that is changed is not safe by that. */
    formerKeys: text('former_keys').array().notNull().default([]),
    /** When the related person is a person of the scheme too; the link shows neither one's record to the other. */
    relatedPersonId: uuid('related_person_id'),
    mayBeTold: text('may_be_told', { enum: MAY_BE_TOLD }).notNull().default('nothing'),
    /** When and how the person agreed to it: since then it may be told. */
    agreedOn: date('agreed_on', { mode: 'string' }),
    agreedHow: text('agreed_how', { enum: CONSENT_WAYS }),
    /** What a caller is asked for. Read only by whoever answers a call, and each time it is recorded. */
    callerWord: text('caller_word'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    version: integer().notNull().default(1),
  },
  (table) => [
    index('related_people_of').on(table.schemeId, table.personId),
    oneOf('related_people_kind_check', table.kind, RELATED_KINDS),
    oneOf('related_people_may_be_told_check', table.mayBeTold, MAY_BE_TOLD),
    oneOf('related_people_agreed_how_check', table.agreedHow, CONSENT_WAYS),
    check(
      'related_people_agreed_check',
      sql`num_nonnulls(agreed_on, agreed_how) = case may_be_told when 'nothing' then 0 else 2 end`,
    ),
    check('related_people_word_length', sql`length(caller_word) between 3 and 50`),
    within('related_people_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('related_people_related_fk', [table.schemeId, table.relatedPersonId], [people.schemeId, people.id]),
  ],
)

/** Calls by somebody else about a person. What a caller told one organisation is that organisation's. */
export const callsFromOthers = schemeTable(
  'calls_from_others',
  {
    personId: uuid('person_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    relatedPersonId: uuid('related_person_id'),
    callerName: text('caller_name').notNull(),
    about: text().notNull(),
    whatWasSaid: text('what_was_said').notNull(),
    inConfidence: boolean('in_confidence').notNull(),
    at: instant('at').notNull(),
    byId: uuid('by_id').notNull(),
  },
  (table) => [
    index('calls_from_others_of').on(table.schemeId, table.personId, table.organisationId, table.id),
    check(
      'calls_from_others_lengths',
      sql`length(caller_name) <= 100 and length(about) <= 1000 and length(what_was_said) <= 1000`,
    ),
    within('calls_from_others_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'calls_from_others_related_fk',
      [table.schemeId, table.relatedPersonId],
      [relatedPeople.schemeId, relatedPeople.id],
    ),
    within(
      'calls_from_others_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('calls_from_others_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)

export const personMerges = schemeTable(
  'person_merges',
  {
    survivorId: uuid('survivor_id').notNull(),
    duplicateId: uuid('duplicate_id').notNull(),
    reason: text().notNull(),
    mergedAt: instant('merged_at').notNull(),
    mergedById: uuid('merged_by_id').notNull(),
    undoneAt: instant('undone_at'),
    undoneById: uuid('undone_by_id'),
  },
  (table) => [
    uniqueIndex('person_merges_open_key').on(table.schemeId, table.duplicateId).where(sql`undone_at is null`),
    index('person_merges_of').on(table.schemeId, table.survivorId),
    within('person_merges_survivor_fk', [table.schemeId, table.survivorId], [people.schemeId, people.id]),
    within('person_merges_duplicate_fk', [table.schemeId, table.duplicateId], [people.schemeId, people.id]),
  ],
)

/** That somebody died, told by whom; taken back when it was somebody else, and kept either way. */
export const deaths = schemeTable(
  'deaths',
  {
    personId: uuid('person_id').notNull(),
    diedOn: date('died_on', { mode: 'string' }).notNull(),
    toldBy: text('told_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
    /** The referrals that were open and ended with it, as they stood. */
    ended: jsonb().$type<EndedReferral[]>().notNull(),
    undoneAt: instant('undone_at'),
    undoneById: uuid('undone_by_id'),
    undoneBecause: text('undone_because'),
  },
  (table) => [
    uniqueIndex('deaths_open_key').on(table.schemeId, table.personId).where(sql`undone_at is null`),
    check('deaths_told_by_length', sql`length(told_by) between 1 and 200`),
    check('deaths_undone_check', sql`num_nonnulls(undone_at, undone_by_id, undone_because) in (0, 3)`),
    within('deaths_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('deaths_recorded_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
    within('deaths_undone_by_fk', [table.schemeId, table.undoneById], [memberships.schemeId, memberships.id]),
  ],
)

/** What a scheme says to people in its own words, each version a row; without words it is the default again. */
export const schemeTexts = schemeTable(
  'scheme_texts',
  {
    key: text().$type<TextKey>().notNull(),
    version: integer().notNull(),
    subject: text(),
    body: text(),
    changedAt: instant('changed_at').notNull(),
    changedById: uuid('changed_by_id').notNull(),
  },
  (table) => [
    unique('scheme_texts_version_key').on(table.schemeId, table.key, table.version),
    check('scheme_texts_words_check', sql`num_nonnulls(subject, body) in (0, 2)`),
    check('scheme_texts_lengths', sql`length(key) <= 60 and length(subject) <= 100 and length(body) <= 5000`),
    within('scheme_texts_changed_by_fk', [table.schemeId, table.changedById], [memberships.schemeId, memberships.id]),
  ],
)
