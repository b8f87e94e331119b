import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, jsonb, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { INSTRUMENT_CODES, MODES, RESPONDENTS } from './instruments/instrument.ts'
import { NOT_FINISHED_REASONS } from './kinds.ts'
import { MEASUREMENT_STATUSES } from './lifecycle.ts'

/** One asking of one instrument: the answers themselves, and everything that may colour them. */
export const measurements = schemeTable(
  'measurements',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    instrument: text({ enum: INSTRUMENT_CODES }).notNull(),
    instrumentVersion: smallint('instrument_version').notNull(),
    status: text({ enum: MEASUREMENT_STATUSES }).notNull(),
    mode: text({ enum: MODES }).notNull(),
    respondent: text({ enum: RESPONDENTS }).notNull(),
    language: text().notNull(),
    askedOn: date('asked_on', { mode: 'string' }).notNull(),
    askedById: uuid('asked_by_id').notNull(),
    /** People answer more kindly to the advisor who helped them: kept, so that it can be reported. */
    askedByOwner: boolean('asked_by_owner').notNull(),
    answers: jsonb().$type<Record<string, number>>().notNull(),
    notFinishedBecause: text('not_finished_because', { enum: NOT_FINISHED_REASONS }),
    recordedAt: instant('recorded_at').notNull(),
    finishedAt: instant('finished_at'),
    /** Which version of our arithmetic made the scores. */
    scoringVersion: smallint('scoring_version'),
    enteredInErrorAt: instant('entered_in_error_at'),
    enteredInErrorById: uuid('entered_in_error_by_id'),
    enteredInErrorNote: text('entered_in_error_note'),
    /** When the lead took it out of this record, because it was somebody else's: then no list shows it. */
    correctedAt: instant('corrected_at'),
    version: integer().notNull().default(1),
  },
  (table) => [
    oneOf('measurements_instrument_check', table.instrument, INSTRUMENT_CODES),
    oneOf('measurements_status_check', table.status, MEASUREMENT_STATUSES),
    oneOf('measurements_mode_check', table.mode, MODES),
    oneOf('measurements_respondent_check', table.respondent, RESPONDENTS),
    oneOf('measurements_not_finished_check', table.notFinishedBecause, NOT_FINISHED_REASONS),
    check('measurements_finished_check', sql`status <> 'finished' or finished_at is not null`),
    check('measurements_unfinished_check', sql`status <> 'unfinished' or finished_at is null`),
    check('measurements_scored_check', sql`(finished_at is null) = (scoring_version is null)`),
    check('measurements_error_check', sql`(status = 'entered-in-error') = (entered_in_error_at is not null)`),
    index('measurements_of_referral').on(table.schemeId, table.referralId, table.askedOn, table.id),
    index('measurements_of_person').on(table.schemeId, table.personId, table.id),
    within('measurements_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('measurements_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('measurements_asked_by_fk', [table.schemeId, table.askedById], [memberships.schemeId, memberships.id]),
    within(
      'measurements_entered_in_error_by_fk',
      [table.schemeId, table.enteredInErrorById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** The scores of a finished measurement, one row each, so that a report adds and compares them in SQL. */
export const measurementScores = schemeTable(
  'measurement_scores',
  {
    measurementId: uuid('measurement_id').notNull(),
    scoreId: text('score_id').notNull(),
    value: smallint().notNull(),
    /** Null when the instrument has no band for the value. */
    band: text(),
  },
  (table) => [
    unique('measurement_scores_key').on(table.schemeId, table.measurementId, table.scoreId),
    within(
      'measurement_scores_measurement_fk',
      [table.schemeId, table.measurementId],
      [measurements.schemeId, measurements.id],
    ),
  ],
)

/**
 * A first score of which an earlier record had the number and not the answers. It stands apart from measurements, so that no
 * pair and no report can take it for one.
 */
export const importedScores = schemeTable(
  'imported_scores',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    instrument: text({ enum: INSTRUMENT_CODES }).notNull(),
    scoreId: text('score_id').notNull(),
    value: smallint().notNull(),
    askedOn: date('asked_on', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
    enteredInErrorAt: instant('entered_in_error_at'),
    enteredInErrorById: uuid('entered_in_error_by_id'),
    enteredInErrorNote: text('entered_in_error_note'),
  },
  (table) => [
    oneOf('imported_scores_instrument_check', table.instrument, INSTRUMENT_CODES),
    check('imported_scores_error_check', sql`(entered_in_error_at is null) = (entered_in_error_by_id is null)`),
    unique('imported_scores_key').on(table.schemeId, table.referralId, table.instrument, table.scoreId),
    within('imported_scores_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('imported_scores_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'imported_scores_recorded_by_fk',
      [table.schemeId, table.recordedById],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'imported_scores_entered_in_error_by_fk',
      [table.schemeId, table.enteredInErrorById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)
