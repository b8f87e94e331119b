import { sql } from 'drizzle-orm'
import { check, date, index, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { activities } from '../activities/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { placements } from '../placements/tables.ts'
import { GROUP_LINK_PURPOSES, LINK_ENDS } from './kinds.ts'

/** A link by which a group without an account acts. A new one ends the one before; what the address holds is the sealed id alone. */
export const groupLinks = schemeTable(
  'group_links',
  {
    purpose: text({ enum: GROUP_LINK_PURPOSES }).notNull(),
    activityId: uuid('activity_id').notNull(),
    providerId: uuid('provider_id').notNull(),
    /** Of an offer's link. */
    placementId: uuid('placement_id'),
    /** The Monday of a week's link: one goes by itself in each week. */
    weekOf: date('week_of', { mode: 'string' }),
    /** The membership in whose name the group acts by it. */
    memberId: uuid('member_id').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Null when the system made it. */
    madeById: uuid('made_by_id'),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedBecause: text('ended_because', { enum: LINK_ENDS }),
    wrongDigits: smallint('wrong_digits').notNull().default(0),
  },
  (table) => [
    oneOf('group_links_purpose_check', table.purpose, GROUP_LINK_PURPOSES),
    oneOf('group_links_ended_because_check', table.endedBecause, LINK_ENDS),
    check('group_links_ended', sql`(ended_at is null) = (ended_because is null)`),
    check(
      'group_links_of_one',
      sql`(purpose = 'offer') = (placement_id is not null) and (purpose = 'week') = (week_of is not null)`,
    ),
    uniqueIndex('group_links_week_key')
      .on(table.schemeId, table.activityId)
      .where(sql`purpose = 'week' and ended_at is null`),
    uniqueIndex('group_links_offer_key')
      .on(table.schemeId, table.placementId)
      .where(sql`purpose = 'offer' and ended_at is null`),
    index('group_links_of_activity').on(table.schemeId, table.activityId, table.id),
    within(
      'group_links_activity_fk',
      [table.schemeId, table.activityId, table.providerId],
      [activities.schemeId, activities.id, activities.providerId],
    ),
    within('group_links_provider_fk', [table.schemeId, table.providerId], [organisations.schemeId, organisations.id]),
    within('group_links_placement_fk', [table.schemeId, table.placementId], [placements.schemeId, placements.id]),
    within('group_links_member_fk', [table.schemeId, table.memberId], [memberships.schemeId, memberships.id]),
    within('group_links_made_by_fk', [table.schemeId, table.madeById], [memberships.schemeId, memberships.id]),
  ],
)
