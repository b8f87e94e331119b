import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { OPEN_STATUSES } from '../lifecycle.ts'
import { referralEvents, referrals } from '../tables.ts'

type Move = { fromId: string; toId: string; practiceId?: string }

const BATCH = 500

/**
 * Open work and drafts of one organisation become another's, each with an event that names both; what has ended still
 * names the old one. With a practice, only what is about its people. Gives how many.
 */
export async function moveOpenReferrals(tx: Tx, context: Context, { fromId, toId, practiceId }: Move): Promise<number> {
  const { schemeId, newId, now, actor } = context
  const instead = (column: string) =>
    sql`case when ${sql.identifier(column)} = ${fromId}::uuid then ${toId}::uuid else ${sql.identifier(column)} end`
  const moved = await tx
    .update(referrals)
    .set({
      practiceId: instead('practice_id'),
      referrerOrganisationId: instead('referrer_organisation_id'),
      ownerOrganisationId: instead('owner_organisation_id'),
      ownerId: sql`case when owner_organisation_id = ${fromId}::uuid then null else owner_id end`,
      version: sql`${referrals.version} + 1`,
    })
    .where(
      and(
        inArray(referrals.status, ['draft', ...OPEN_STATUSES]),
        or(eq(referrals.practiceId, fromId), eq(referrals.referrerOrganisationId, fromId)),
        practiceId === undefined ? undefined : eq(referrals.practiceId, practiceId),
      ),
    )
    .returning({ id: referrals.id, status: referrals.status })
  const events = moved
    .filter(({ status }) => status !== 'draft')
    .map(({ id, status }) => ({
      schemeId,
      id: newId(),
      referralId: id,
      step: 'amend' as const,
      fromStatus: status,
      toStatus: status,
      byId: actor.membershipId,
      at: now(),
      changes: { organisationId: { from: fromId, to: toId } },
    }))
  for (let at = 0; at < events.length; at += BATCH) await tx.insert(referralEvents).values(events.slice(at, at + BATCH))
  return moved.length
}

/** The referrals, open and ended, that a team made of a practice's people. Unscoped: ids alone, to end what it sees. */
export async function listReferralIdsOfTeamUnscoped(
  tx: Tx,
  { teamId, practiceId }: { teamId: string; practiceId: string },
): Promise<string[]> {
  const rows = await tx
    .select({ id: referrals.id })
    .from(referrals)
    .where(and(eq(referrals.referrerOrganisationId, teamId), eq(referrals.practiceId, practiceId)))
  return rows.map(({ id }) => id)
}

/** Advisors who knew the old practice know the new one. Gives how many. */
export async function moveAlignments(
  tx: Tx,
  { fromId, toId, on }: { fromId: string; toId: string; on: string },
): Promise<number> {
  const rows = await tx.execute(sql`
    with ended as (
      update advisor_alignments set until_on = greatest(from_on, ${on}::date) where practice_id = ${fromId} and until_on is null
      returning scheme_id, membership_id, until_on
    ), moved as (
      insert into advisor_alignments (scheme_id, id, membership_id, practice_id, from_on)
      select scheme_id, gen_random_uuid(), membership_id, ${toId}, until_on from ended on conflict do nothing
    )
    select 1 from ended`)
  return rows.length
}
