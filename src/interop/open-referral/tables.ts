import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { memberships } from '../../features/accounts/tables.ts'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import type { ReadListing, ReadOrganisation } from './from-service.ts'
import { RUN_FAILURES, RUN_KINDS, RUN_STATUSES, type RunFailure } from './kinds.ts'

/** Another area's directory, read each night. */
export const directoryFeeds = schemeTable(
  'directory_feeds',
  {
    name: text().notNull(),
    /** The address of the feed, to which `/services` is added. */
    url: text().notNull(),
    licence: text().notNull(),
    /** Whom it is from, as its listings say. */
    source: text().notNull(),
    /** A code of `activity-category`, for what says none that we know. */
    category: text().notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** The latest change that was brought; what changed since is asked for next. */
    modifiedAfter: instant('modified_after'),
    addedAt: instant('added_at').notNull(),
    addedById: uuid('added_by_id').notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    unique('directory_feeds_url_key').on(table.schemeId, table.url),
    check(
      'directory_feeds_lengths',
      sql`length(name) between 1 and 100 and length(url) <= 500 and length(licence) between 1 and 200 and length(source) between 1 and 200`,
    ),
    within('directory_feeds_by_fk', [table.schemeId, table.addedById], [memberships.schemeId, memberships.id]),
  ],
)

/** One reading of a feed, and what came of it. */
export const directoryFeedRuns = schemeTable(
  'directory_feed_runs',
  {
    feedId: uuid('feed_id').notNull(),
    kind: text({ enum: RUN_KINDS }).notNull(),
    status: text({ enum: RUN_STATUSES }).notNull(),
    startedAt: instant('started_at').notNull(),
    /** When somebody worked on it last: one that stands still is given up. */
    workedAt: instant('worked_at').notNull(),
    finishedAt: instant('finished_at'),
    modifiedAfter: instant('modified_after'),
    latestModified: instant('latest_modified'),
    nextPage: integer('next_page').notNull().default(1),
    /** What is gone is taken away even when it is more than half. */
    acceptsLoss: boolean('accepts_loss').notNull().default(false),
    read: integer().notNull().default(0),
    faulty: integer().notNull().default(0),
    added: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    retired: integer().notNull().default(0),
    failure: text({ enum: Object.keys(RUN_FAILURES) as [RunFailure, ...RunFailure[]] }),
  },
  (table) => [
    oneOf('directory_feed_runs_kind_check', table.kind, RUN_KINDS),
    oneOf('directory_feed_runs_status_check', table.status, RUN_STATUSES),
    check('directory_feed_runs_failed_check', sql`(status = 'failed') = (failure is not null)`),
    uniqueIndex('directory_feed_runs_open_key')
      .on(table.schemeId, table.feedId)
      .where(sql`status in ('reading', 'looking', 'bringing')`),
    index('directory_feed_runs_of_feed').on(table.schemeId, table.feedId, table.id),
    within('directory_feed_runs_feed_fk', [table.schemeId, table.feedId], [directoryFeeds.schemeId, directoryFeeds.id]),
  ],
)

/** A service of a feed that could not be brought, and why. */
export const directoryFeedFaults = schemeTable(
  'directory_feed_faults',
  {
    runId: uuid('run_id').notNull(),
    externalId: text('external_id'),
    name: text(),
    fault: text().notNull(),
  },
  (table) => [
    index('directory_feed_faults_of_run').on(table.schemeId, table.runId, table.id),
    check(
      'directory_feed_faults_lengths',
      sql`length(external_id) <= 100 and length(name) <= 200 and length(fault) <= 300`,
    ),
    within(
      'directory_feed_faults_run_fk',
      [table.schemeId, table.runId],
      [directoryFeedRuns.schemeId, directoryFeedRuns.id],
    ),
  ],
)

/** What was read of a feed and waits until all of it was: then it is brought in one transaction, and these rows go. */
export const directoryFeedRows = schemeTable(
  'directory_feed_rows',
  {
    runId: uuid('run_id').notNull(),
    externalId: text('external_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    organisation: jsonb().$type<ReadOrganisation>(),
    /** Null when the feed still has it and there is nothing new to bring. */
    listing: jsonb().$type<ReadListing>(),
    /** The feed says that it has ended. */
    isGone: boolean('is_gone').notNull().default(false),
  },
  (table) => [
    unique('directory_feed_rows_key').on(table.schemeId, table.runId, table.activityId),
    within(
      'directory_feed_rows_run_fk',
      [table.schemeId, table.runId],
      [directoryFeedRuns.schemeId, directoryFeedRuns.id],
    ),
  ],
)
