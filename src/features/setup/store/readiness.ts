import { sql as dsql, eq } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import type { Confirmation, TestWay } from '../kinds.ts'
import type { SchemeCounts } from '../readiness.ts'
import { schemeConfirmations } from '../tables.ts'

type Row = SchemeCounts & { mailTested: Date | null; textTested: Date | null }

/** In one statement. A test counts once a server took it. */
export async function countForReadiness(
  sql: Sql,
  { schemeId, today }: { schemeId: string; today: string },
): Promise<SchemeCounts & { tested: Record<TestWay, Date | null> }> {
  const tested = (channel: TestWay) => sql`(select max(coalesce(delivered_at, sent_at)) from outgoing_messages
    where scheme_id = ${schemeId} and event = 'test-message' and channel = ${channel} and status in ('sent', 'delivered'))`
  const [row] = await sql<Row[]>`
    select (select count(*)::integer from organisations where scheme_id = ${schemeId} and 'practice' = any(kinds) and closed_on is null) as practices,
      count(*) filter (where role = 'advisor')::integer as advisors,
      count(*) filter (where role = 'team-lead')::integer as "teamLeads",
      count(*) filter (where role = 'safeguarding-lead')::integer as "safeguardingLeads",
      count(*) filter (where role = 'privacy-officer')::integer as "privacyOfficers",
      (select count(*)::integer from bank_holidays where "on" between ${today}::date and ${today}::date + 365) as "bankHolidaysAhead",
      (select count(distinct provider_id)::integer from activities where scheme_id = ${schemeId} and status = 'open' and not exists (
        select from sharing_agreements as signed where signed.scheme_id = activities.scheme_id and signed.organisation_id = provider_id
          and ended_at is null and ${today}::date between from_on and to_on)) as "groupsWithoutAgreement",
      exists (select from privacy_notices where scheme_id = ${schemeId} and holds_from <= ${today}::date) as "hasNotice",
      ${tested('mail')} as "mailTested", ${tested('text')} as "textTested"
    from memberships where scheme_id = ${schemeId} and ended_at is null and disabled_at is null`
  if (row === undefined) throw new Error('An aggregate gave no row')
  const { mailTested, textTested, ...counts } = row
  return { ...counts, tested: { mail: mailTested, text: textTested } }
}

/** Of the scheme of the connection. Gives false when it was live already. */
export async function markLive(tx: Tx, at: Date): Promise<boolean> {
  const [row] = await tx.execute<{ isNew: boolean }>(dsql`select go_live(${at.toISOString()}::timestamptz) as "isNew"`)
  return row?.isNew === true
}

export type Confirmed = { what: Confirmation; at: Date; by: string }

export async function listConfirmed(db: Db | Tx): Promise<Confirmed[]> {
  return db
    .select({ what: schemeConfirmations.what, at: schemeConfirmations.confirmedAt, by: memberships.name })
    .from(schemeConfirmations)
    .innerJoin(memberships, eq(memberships.id, schemeConfirmations.confirmedById))
    .orderBy(schemeConfirmations.what)
}

export async function saveConfirmation(
  tx: Tx,
  { schemeId, actor, newId }: Context,
  { what, at }: { what: Confirmation; at: Date },
): Promise<void> {
  const set = { confirmedAt: at, confirmedById: actor.membershipId }
  await tx
    .insert(schemeConfirmations)
    .values({ schemeId, id: newId(), what, ...set })
    .onConflictDoUpdate({ target: [schemeConfirmations.schemeId, schemeConfirmations.what], set })
}
