import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Actor, Context, Tx } from '../../../platform/context.ts'
import { type ReferralStatus, referralVisibleToRaw, type Stage } from '../../referrals/public.ts'
import type { RiskAnswer } from '../kinds.ts'
import type { WrongRow } from '../risk-rows.ts'
import { riskLines, riskLists } from '../tables.ts'

export type RiskList = typeof riskLists.$inferSelect
export type RiskLine = {
  id: string
  nhsNumber: string
  tier: string
  answer: RiskAnswer | null
  answeredOn: string | null
  /** The newest referral of that person that my organisation may see. */
  referral: {
    id: string
    reference: string
    status: ReferralStatus
    stage: Stage | null
    holdUntil: string | null
  } | null
}

/** The list that my organisation brought, in place of the one before it. */
export async function replaceRiskList(
  tx: Tx,
  context: Context,
  { lines, wrong }: { lines: readonly { nhsNumber: string; tier: string }[]; wrong: readonly WrongRow[] },
): Promise<RiskList> {
  const { schemeId, actor, newId, now } = context
  const brought = { broughtAt: now(), broughtById: actor.membershipId, wrong: [...wrong] }
  const [list] = await tx
    .insert(riskLists)
    .values({ schemeId, id: newId(), organisationId: actor.organisationId, ...brought })
    .onConflictDoUpdate({ target: [riskLists.schemeId, riskLists.organisationId], set: brought })
    .returning()
  if (list === undefined) throw new Error('An insert returned no row')
  const answered = await tx.delete(riskLines).where(eq(riskLines.riskListId, list.id)).returning()
  const before = new Map(answered.map(({ nhsNumber, answer, answeredOn }) => [nhsNumber, { answer, answeredOn }]))
  await tx.insert(riskLines).values(
    lines.map((line) => ({
      schemeId,
      id: newId(),
      riskListId: list.id,
      ...line,
      // What was written down about somebody who stands on the new list, too, is kept.
      ...before.get(line.nhsNumber),
    })),
  )
  return list
}

/** The list of my organisation. */
export async function findRiskList({ db, actor }: Context): Promise<RiskList | undefined> {
  const [row] = await db.select().from(riskLists).where(eq(riskLists.organisationId, actor.organisationId))
  return row
}

/** Its lines, each with whether the person is referred already, and the record of which referrals were shown, in one statement. */
export async function listRiskLines(context: Context, riskListId: string): Promise<RiskLine[]> {
  const { sql, schemeId, actor, newId, now, today } = context
  const ownSide = actor.isAtPractice ? sql`practice_id` : sql`referrer_organisation_id`
  return sql<RiskLine[]>`
    with mine as (
      select distinct on (line.id) line.id as line_id, referrals.id, referrals.reference, referrals.status, referrals.hold_until, referral_stage(referrals, ${today()}::date) as stage
      from risk_lines as line
      join people on people.scheme_id = line.scheme_id and people.nhs_number = line.nhs_number
      join referrals on referrals.scheme_id = people.scheme_id and referrals.person_id = people.id
      where line.scheme_id = ${schemeId} and line.risk_list_id = ${riskListId} and ${ownSide} = ${actor.organisationId}
        and ${referralVisibleToRaw(sql, actor)} and referrals.status not in ('draft', 'entered-in-error')
      order by line.id, referrals.id desc
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, detail)
      select ${schemeId}, ${newId()}, ${now()}, ${actor.membershipId}, 'risk-list.read', 'risk-list', ${riskListId}, jsonb_build_object('referralIds', coalesce(jsonb_agg(id), '[]')) from mine
    )
    select line.id, line.nhs_number as "nhsNumber", line.tier, line.answer, line.answered_on as "answeredOn",
      case when mine.id is not null then jsonb_build_object('id', mine.id, 'reference', mine.reference, 'status', mine.status, 'stage', mine.stage, 'holdUntil', mine.hold_until) end as referral
    from risk_lines as line left join mine on mine.line_id = line.id
    where line.scheme_id = ${schemeId} and line.risk_list_id = ${riskListId}
    order by line.id`
}

/** Writes what came of asking somebody; false when the line is none of my organisation's. */
export async function answerRiskLine(
  tx: Tx,
  actor: Actor,
  { lineId, answer, answeredOn }: { lineId: string; answer: RiskAnswer | null; answeredOn: string | null },
): Promise<boolean> {
  const mine = tx.select({ id: riskLists.id }).from(riskLists).where(eq(riskLists.organisationId, actor.organisationId))
  const rows = await tx
    .update(riskLines)
    .set({ answer, answeredOn })
    .where(and(eq(riskLines.id, lineId), inArray(riskLines.riskListId, mine)))
    .returning({ id: riskLines.id })
  return rows.length > 0
}

/** Deletes my organisation's list; undefined when there is none. */
export async function deleteRiskList(tx: Tx, actor: Actor): Promise<string | undefined> {
  const [list] = await tx
    .select({ id: riskLists.id })
    .from(riskLists)
    .where(eq(riskLists.organisationId, actor.organisationId))
    .for('update')
  if (list === undefined) return undefined
  await tx.delete(riskLines).where(eq(riskLines.riskListId, list.id))
  await tx.delete(riskLists).where(eq(riskLists.id, list.id))
  return list.id
}

/** Deletes every list that was brought before a moment, and gives their ids. */
export async function deleteRiskListsBefore(tx: Tx, before: Date): Promise<string[]> {
  const old = await tx.select({ id: riskLists.id }).from(riskLists).where(lt(riskLists.broughtAt, before)).for('update')
  const ids = old.map(({ id }) => id)
  if (ids.length === 0) return []
  await tx.delete(riskLines).where(inArray(riskLines.riskListId, ids))
  await tx.delete(riskLists).where(inArray(riskLists.id, ids))
  return ids
}
