import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { lookAt } from '../../../platform/audit/look.ts'
import type { Context } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import type { PlanRecord } from '../contract.ts'
import { listObjections } from '../store.ts'
import { planAgreements, planVersions } from '../tables.ts'

export type PlanSeen = {
  record: PlanRecord
  referral: { personId: string; advisorServiceId: string; referrerOrganisationId: string }
}

const [writer, agreed, recorder] = [
  alias(memberships, 'writer'),
  alias(planAgreements, 'agreed'),
  alias(memberships, 'recorder'),
]

/** A version of the plan of a referral that the actor may see, the latest unless another is asked for, and the record of the look. */
export async function findPlanSeen(
  context: Context,
  { referralId, version }: { referralId: string; version?: number | undefined },
  action: 'plan.read' | 'plan.printed',
): Promise<PlanSeen | undefined> {
  const { db, actor } = context
  const { advisorServiceId, referrerOrganisationId } = referrals
  const { how, decision, agreedOn, recordedAt } = agreed
  const isRight = and(eq(planVersions.referralId, referralId), isNull(planVersions.correctedAt))
  const seen = db.$with('seen').as(
    db
      .select({ ...getTableColumns(planVersions), advisorServiceId, referrerOrganisationId })
      .from(planVersions)
      .innerJoin(
        referrals,
        and(eq(referrals.schemeId, planVersions.schemeId), eq(referrals.id, planVersions.referralId)),
      )
      .where(
        and(referralVisibleTo(actor), isRight, version === undefined ? undefined : eq(planVersions.version, version)),
      )
      .orderBy(desc(planVersions.version))
      .limit(1),
  )
  const look = lookAt(context, {
    action,
    subjectKind: 'referral',
    subjectId: sql`referral_id`,
    personId: sql`person_id`,
    detail: sql`jsonb_build_object('version', version)`,
    from: sql`seen`,
  })
  const [row] = await db
    .with(seen, look)
    .select({
      plan: {
        schemeId: seen.schemeId,
        id: seen.id,
        referralId: seen.referralId,
        personId: seen.personId,
        version: seen.version,
        content: seen.content,
        writtenAt: seen.writtenAt,
        writtenById: seen.writtenById,
        correctedAt: seen.correctedAt,
      },
      referral: {
        personId: seen.personId,
        advisorServiceId: seen.advisorServiceId,
        referrerOrganisationId: seen.referrerOrganisationId,
      },
      writtenBy: writer.name,
      agreement: { version: agreed.version, how, decision, agreedOn, recordedAt },
      recordedBy: recorder.name,
      agreedVersion: sql<number | null>`(
        select max(agreement.version) from plan_agreements as agreement
        join plan_versions as plan on plan.scheme_id = agreement.scheme_id and plan.referral_id = agreement.referral_id and plan.version = agreement.version
        where agreement.referral_id = ${referralId} and plan.corrected_at is null)`,
      hasObjections: sql<boolean>`exists (select from plan_objections where referral_id = ${referralId})`,
    })
    .from(seen)
    .innerJoin(writer, and(eq(writer.schemeId, seen.schemeId), eq(writer.id, seen.writtenById)))
    .leftJoin(
      agreed,
      and(eq(agreed.schemeId, seen.schemeId), eq(agreed.referralId, seen.referralId), eq(agreed.version, seen.version)),
    )
    .leftJoin(recorder, and(eq(recorder.schemeId, agreed.schemeId), eq(recorder.id, agreed.recordedById)))
  if (row === undefined) return undefined
  const { plan, referral, writtenBy, agreement, recordedBy, agreedVersion, hasObjections } = row
  const objections = hasObjections ? await listObjections(db, referralId) : []
  return {
    referral,
    record: {
      plan,
      writtenBy,
      agreedVersion: agreedVersion ?? undefined,
      agreement: agreement === null || recordedBy === null ? undefined : { ...agreement, recordedBy },
      objections,
    },
  }
}
