import { desc, eq } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import type { Change } from '../changes.ts'
import { settingsDrafts } from '../tables.ts'
import type { Met } from '../touches.ts'

export type DraftRow = typeof settingsDrafts.$inferSelect
export type Draft = DraftRow & { createdBy: string }

const KEPT_IN_SIGHT = 50

/** The latest first. Settings change a few times a year. */
export async function listDrafts(db: Db): Promise<Draft[]> {
  const rows = await selectDrafts(db).orderBy(desc(settingsDrafts.id)).limit(KEPT_IN_SIGHT)
  return rows.map(({ draft, createdBy }) => ({ ...draft, createdBy }))
}

export async function findDraft(db: Db | Tx, draftId: string): Promise<Draft | undefined> {
  const [row] = await selectDrafts(db).where(eq(settingsDrafts.id, draftId))
  return row === undefined ? undefined : { ...row.draft, createdBy: row.createdBy }
}

const selectDrafts = (db: Db | Tx) =>
  db
    .select({ draft: settingsDrafts, createdBy: memberships.name })
    .from(settingsDrafts)
    .innerJoin(memberships, eq(memberships.id, settingsDrafts.createdById))

/** Locks it until the transaction ends. The settings are locked before. */
export async function findDraftForUpdate(tx: Tx, draftId: string): Promise<DraftRow | undefined> {
  const [row] = await tx.select().from(settingsDrafts).where(eq(settingsDrafts.id, draftId)).for('update')
  return row
}

/** The one that waits for its day. */
export async function findWaitingForUpdate(tx: Tx): Promise<DraftRow | undefined> {
  const [row] = await tx.select().from(settingsDrafts).where(eq(settingsDrafts.status, 'scheduled')).for('update')
  return row
}

export async function insertDraft(
  tx: Tx,
  { schemeId, actor, newId, now }: Context,
  changes: Change[],
): Promise<string> {
  const id = newId()
  await tx.insert(settingsDrafts).values({ schemeId, id, changes, createdAt: now(), createdById: actor.membershipId })
  return id
}

export async function updateDraft(
  tx: Tx,
  { id, version }: DraftRow,
  changes: Partial<Pick<DraftRow, 'status' | 'holdsFrom' | 'scheduledAt' | 'scheduledById' | 'settledAt'>>,
): Promise<void> {
  await tx
    .update(settingsDrafts)
    .set({ ...changes, version: version + 1 })
    .where(eq(settingsDrafts.id, id))
}

/** Unscoped: of the whole scheme, in one statement. */
export async function countMetUnscoped(
  sql: Sql,
  { schemeId, today }: Pick<SystemContext, 'schemeId'> & { today: string },
): Promise<Met> {
  const [row] = await sql<Met[]>`
    select coalesce((select jsonb_object_agg(next_step, open) from (
        select next_step, count(*)::integer as open from referrals
        where scheme_id = ${schemeId} and status in ('submitted', 'returned', 'accepted') group by next_step) steps), '{}') as "openSteps",
      coalesce((select jsonb_object_agg(kind, open) from (
        select kind, count(*)::integer as open from tasks where scheme_id = ${schemeId} and done_at is null group by kind) kinds), '{}') as "openTasks",
      (select count(*)::integer from referrals where scheme_id = ${schemeId} and status = 'draft') as forms,
      (select count(distinct provider_id)::integer from activities where scheme_id = ${schemeId} and status = 'open' and not exists (
        select from sharing_agreements as signed where signed.scheme_id = activities.scheme_id and signed.organisation_id = provider_id
          and ended_at is null and ${today}::date between from_on and to_on)) as "groupsWithoutAgreement",
      (select count(distinct person_id)::integer from referrals where scheme_id = ${schemeId} and status in ('submitted', 'returned', 'accepted') and not exists (
        select from disclosures where disclosures.scheme_id = referrals.scheme_id and disclosures.person_id = referrals.person_id
          and disclosures.organisation_id = referrals.referrer_organisation_id)) as "peopleUnsaid"`
  if (row === undefined) throw new Error('An aggregate gave no row')
  return row
}
