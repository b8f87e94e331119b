import { sql } from 'drizzle-orm'
import { check, date, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { consents, people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { DESTRUCTION_ANSWERS } from './kinds.ts'

/** Somebody who received something of a person who took their consent back, and what they say when asked to destroy it. */
export const destructionRequests = schemeTable(
  'destruction_requests',
  {
    personId: uuid('person_id').notNull(),
    consentId: uuid('consent_id').notNull(),
    organisationId: uuid('organisation_id'),
    /** The referral of somebody outside who was answered: they have no organisation here. */
    referralId: uuid('referral_id'),
    openedAt: instant('opened_at').notNull(),
    answer: text({ enum: DESTRUCTION_ANSWERS }),
    note: text(),
    answeredOn: date('answered_on', { mode: 'string' }),
    recordedAt: instant('recorded_at'),
    recordedById: uuid('recorded_by_id'),
  },
  (table) => [
    uniqueIndex('destruction_requests_open_key')
      .on(table.schemeId, table.personId, table.organisationId)
      .where(sql`recorded_at is null and organisation_id is not null`),
    uniqueIndex('destruction_requests_open_outside_key')
      .on(table.schemeId, table.referralId)
      .where(sql`recorded_at is null and referral_id is not null`),
    index('destruction_requests_of').on(table.schemeId, table.personId, table.id),
    oneOf('destruction_requests_answer_check', table.answer, DESTRUCTION_ANSWERS),
    check('destruction_requests_of_whom_check', sql`num_nonnulls(organisation_id, referral_id) = 1`),
    check(
      'destruction_requests_answered_check',
      sql`num_nonnulls(answer, answered_on, recorded_at, recorded_by_id) in (0, 4)`,
    ),
    check('destruction_requests_note_length', sql`length(note) between 1 and 1000`),
    within('destruction_requests_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('destruction_requests_consent_fk', [table.schemeId, table.consentId], [consents.schemeId, consents.id]),
    within(
      'destruction_requests_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('destruction_requests_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'destruction_requests_recorded_by_fk',
      [table.schemeId, table.recordedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)
