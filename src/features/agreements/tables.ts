import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, text, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { files } from '../files/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { AGREEMENT_ROLES, ASSURANCES } from './kinds.ts'
import type { Assurance } from './rules.ts'

/** What an organisation signed before it is told names. */
export const sharingAgreements = schemeTable(
  'sharing_agreements',
  {
    organisationId: uuid('organisation_id').notNull(),
    role: text({ enum: AGREEMENT_ROLES }).notNull(),
    assurance: text({ enum: ASSURANCES }).notNull(),
    /** What somebody looked at; null while nobody has. */
    assuredBy: jsonb('assured_by').$type<Pick<Assurance, 'dspt' | 'checklist'>>(),
    signedBy: text('signed_by').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    /** The last day. */
    toOn: date('to_on', { mode: 'string' }).notNull(),
    /** The signed paper. */
    fileId: uuid('file_id'),
    addedAt: instant('added_at').notNull(),
    addedById: uuid('added_by_id').notNull(),
    /** Set when it was ended before its time: at once, without a warning month. */
    endedAt: instant('ended_at'),
    endedById: uuid('ended_by_id'),
    endedBecause: text('ended_because'),
  },
  (table) => [
    index('sharing_agreements_of').on(table.schemeId, table.organisationId, table.toOn).where(sql`ended_at is null`),
    index('sharing_agreements_by_end').on(table.schemeId, table.toOn).where(sql`ended_at is null`),
    oneOf('sharing_agreements_role_check', table.role, AGREEMENT_ROLES),
    oneOf('sharing_agreements_assurance_check', table.assurance, ASSURANCES),
    check('sharing_agreements_days_check', sql`to_on >= from_on`),
    check('sharing_agreements_lengths', sql`length(signed_by) between 1 and 200 and length(ended_because) <= 500`),
    check('sharing_agreements_ended_check', sql`num_nonnulls(ended_at, ended_by_id, ended_because) in (0, 3)`),
    within(
      'sharing_agreements_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('sharing_agreements_file_fk', [table.schemeId, table.fileId], [files.schemeId, files.id]),
    within('sharing_agreements_added_by_fk', [table.schemeId, table.addedById], [memberships.schemeId, memberships.id]),
    within('sharing_agreements_ended_by_fk', [table.schemeId, table.endedById], [memberships.schemeId, memberships.id]),
  ],
)
