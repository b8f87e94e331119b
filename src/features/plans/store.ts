import { and, asc, desc, eq, inArray, isNull, lt, max } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor, Context, Db, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { type Referral, referralVisibleTo } from '../referrals/public.ts'
import { referrals } from '../referrals/tables.ts'
import type { PlanContent } from './content.ts'
import { planAgreements, planGoals, planObjections, planVersions } from './tables.ts'

export type PlanVersion = typeof planVersions.$inferSelect
export type Agreement = typeof planAgreements.$inferSelect
export type Objection = typeof planObjections.$inferSelect

const ofItsVersion = and(
  eq(planVersions.schemeId, planAgreements.schemeId),
  eq(planVersions.referralId, planAgreements.referralId),
  eq(planVersions.version, planAgreements.version),
)

/** The latest version, or the one asked for. What was taken out is no version any more. */
export async function findVersion(
  db: Db | Tx,
  referralId: string,
  version?: number | undefined,
): Promise<PlanVersion | undefined> {
  const [row] = await db
    .select()
    .from(planVersions)
    .where(
      and(
        eq(planVersions.referralId, referralId),
        isNull(planVersions.correctedAt),
        version === undefined ? undefined : eq(planVersions.version, version),
      ),
    )
    .orderBy(desc(planVersions.version))
    .limit(1)
  return row
}

/** Adds a version and keeps the goals in step with it. The caller holds the referral's lock. */
export async function insertVersion(
  tx: Tx,
  context: Context,
  referral: Referral,
  { version, content, before }: { version: number; content: PlanContent; before: PlanContent | undefined },
): Promise<void> {
  const { schemeId, actor, newId, now } = context
  const owner = { schemeId, referralId: referral.id, personId: referral.personId }
  await tx
    .insert(planVersions)
    .values({ ...owner, id: newId(), version, content, writtenAt: now(), writtenById: actor.membershipId })

  const kept = new Map(before?.goals.map((goal) => [goal.id, goal]))
  for (const { id, words, need } of content.goals) {
    const known = kept.get(id)
    kept.delete(id)
    if (known === undefined) await tx.insert(planGoals).values({ ...owner, id, words, need, firstVersion: version })
    else if (known.words !== words || known.need !== need)
      await tx.update(planGoals).set({ words, need }).where(eq(planGoals.id, id))
  }
  if (kept.size > 0)
    await tx
      .update(planGoals)
      .set({ removedInVersion: version })
      .where(inArray(planGoals.id, [...kept.keys()]))
}

export type OpenGoal = { id: string; words: string; need: string | null }

/** The goals of the current plan, by id, for whoever says what came of them. */
export async function listOpenGoals(tx: Tx, referralId: string): Promise<OpenGoal[]> {
  return tx
    .select({ id: planGoals.id, words: planGoals.words, need: planGoals.need })
    .from(planGoals)
    .where(and(eq(planGoals.referralId, referralId), isNull(planGoals.removedInVersion)))
    .orderBy(asc(planGoals.id))
}

export async function insertAgreement(tx: Tx, row: typeof planAgreements.$inferInsert): Promise<void> {
  await tx.insert(planAgreements).values(row)
}

/** The latest version that the person agreed to. */
export async function findAgreedVersion(db: Db | Tx, referralId: string): Promise<number | undefined> {
  const [row] = await db
    .select({ version: max(planAgreements.version) })
    .from(planAgreements)
    .innerJoin(planVersions, ofItsVersion)
    .where(and(eq(planAgreements.referralId, referralId), isNull(planVersions.correctedAt)))
  return row?.version ?? undefined
}

export type AgreementRecord = Pick<Agreement, 'version' | 'how' | 'decision' | 'agreedOn' | 'recordedAt'> & {
  recordedBy: string
}

export async function findAgreement(
  db: Db | Tx,
  referralId: string,
  version: number,
): Promise<AgreementRecord | undefined> {
  const [row] = await db
    .select({
      version: planAgreements.version,
      how: planAgreements.how,
      decision: planAgreements.decision,
      agreedOn: planAgreements.agreedOn,
      recordedAt: planAgreements.recordedAt,
      recordedBy: memberships.name,
    })
    .from(planAgreements)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, planAgreements.schemeId), eq(memberships.id, planAgreements.recordedById)),
    )
    .where(and(eq(planAgreements.referralId, referralId), eq(planAgreements.version, version)))
  return row
}

export async function findWriterName(db: Db | Tx, { writtenById }: PlanVersion): Promise<string> {
  const [row] = await db.select({ name: memberships.name }).from(memberships).where(eq(memberships.id, writtenById))
  if (row === undefined) throw new Error('A plan without its writer')
  return row.name
}

export type VersionRow = { version: number; writtenAt: Date; writtenBy: string; agreedOn: string | null }

/** The latest version first. */
export async function listVersions(
  db: Db | Tx,
  referralId: string,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<VersionRow[]> {
  return db
    .select({
      version: planVersions.version,
      writtenAt: planVersions.writtenAt,
      writtenBy: memberships.name,
      agreedOn: planAgreements.agreedOn,
    })
    .from(planVersions)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, planVersions.schemeId), eq(memberships.id, planVersions.writtenById)),
    )
    .leftJoin(
      planAgreements,
      and(
        eq(planAgreements.schemeId, planVersions.schemeId),
        eq(planAgreements.referralId, planVersions.referralId),
        eq(planAgreements.version, planVersions.version),
      ),
    )
    .where(
      and(
        eq(planVersions.referralId, referralId),
        isNull(planVersions.correctedAt),
        before === undefined ? undefined : lt(planVersions.version, before),
      ),
    )
    .orderBy(desc(planVersions.version))
    .limit(limit + 1)
}

export type ObjectionRecord = Objection & {
  raisedBy: { name: string; organisation: string }
  answeredBy: string | null
}

export async function insertObjection(tx: Tx, row: typeof planObjections.$inferInsert): Promise<ObjectionRecord> {
  await tx.insert(planObjections).values(row)
  return getObjection(tx, row.id)
}

export async function getObjection(tx: Tx, objectionId: string): Promise<ObjectionRecord> {
  const [record] = await selectObjections(tx).where(eq(planObjections.id, objectionId))
  if (record === undefined) throw new Error('An objection that was just read is gone')
  return toObjectionRecord(record)
}

/** All that was ever objected to, the oldest first. */
export async function listObjections(db: Db | Tx, referralId: string): Promise<ObjectionRecord[]> {
  const rows = await selectObjections(db)
    .where(eq(planObjections.referralId, referralId))
    .orderBy(asc(planObjections.id))
  return rows.map(toObjectionRecord)
}

/** The episode of an objection, when the actor may see it: its row is locked before the objection's. */
export async function findReferralIdOf(tx: Tx, actor: Actor, objectionId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ referralId: planObjections.referralId })
    .from(planObjections)
    .innerJoin(
      referrals,
      and(eq(referrals.schemeId, planObjections.schemeId), eq(referrals.id, planObjections.referralId)),
    )
    .innerJoin(planVersions, toItsVersion)
    .where(and(referralVisibleTo(actor), eq(planObjections.id, objectionId)))
  return row?.referralId
}

export async function changeObjection(
  tx: Tx,
  objectionId: string,
  changes: Partial<Objection>,
): Promise<ObjectionRecord> {
  await tx.update(planObjections).set(changes).where(eq(planObjections.id, objectionId))
  return getObjection(tx, objectionId)
}

/** An objection goes with the version it was made to. */
const toItsVersion = and(
  eq(planVersions.schemeId, planObjections.schemeId),
  eq(planVersions.referralId, planObjections.referralId),
  eq(planVersions.version, planObjections.version),
  isNull(planVersions.correctedAt),
)

const raiser = alias(memberships, 'raiser')
const answerer = alias(memberships, 'answerer')

const selectObjections = (db: Db | Tx) =>
  db
    .select({
      objection: planObjections,
      raisedByName: raiser.name,
      raisedByOrganisation: organisations.name,
      answeredBy: answerer.name,
    })
    .from(planObjections)
    .innerJoin(planVersions, toItsVersion)
    .innerJoin(raiser, and(eq(raiser.schemeId, planObjections.schemeId), eq(raiser.id, planObjections.raisedById)))
    .innerJoin(
      organisations,
      and(
        eq(organisations.schemeId, planObjections.schemeId),
        eq(organisations.id, planObjections.raisedByOrganisationId),
      ),
    )
    .leftJoin(
      answerer,
      and(eq(answerer.schemeId, planObjections.schemeId), eq(answerer.id, planObjections.answeredById)),
    )

const toObjectionRecord = ({
  objection,
  raisedByName,
  raisedByOrganisation,
  answeredBy,
}: {
  objection: Objection
  raisedByName: string
  raisedByOrganisation: string
  answeredBy: string | null
}): ObjectionRecord => ({
  ...objection,
  raisedBy: { name: raisedByName, organisation: raisedByOrganisation },
  answeredBy,
})
