import { and, asc, desc, eq, getTableColumns, gte, lte, type SQL, sql } from 'drizzle-orm'
import type { Actor, Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { activities } from '../../activities/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import type { Payer, Terms } from '../rules.ts'
import { fundingAgreements, fundingCommitments } from '../tables.ts'

export type FundingAgreement = typeof fundingAgreements.$inferSelect
/** With the names that a reader knows it by, and how much of it has begun. */
export type FundingAgreementView = FundingAgreement & {
  providerName: string
  activityName: string | null
  placesUsed: number
  penceUsed: number
}

/** The scheme's side keeps all of them; a group reads its own. */
function visibleTo(actor: Actor): SQL | undefined {
  switch (actor.role) {
    case 'team-lead':
    case 'administrator':
    case 'commissioner':
      return undefined
    case 'provider':
      return eq(fundingAgreements.providerId, actor.organisationId)
    case 'referrer':
    case 'advisor':
    case 'safeguarding-lead':
    case 'privacy-officer':
      return sql`false`
  }
}

const usedOf = (what: SQL): SQL<number> =>
  sql<number>`(select ${what}::integer from ${fundingCommitments} as used where used.scheme_id = ${fundingAgreements.schemeId}
    and used.agreement_id = ${fundingAgreements.id} and used.status = 'used')`

const views = (db: Db | Tx) =>
  db
    .select({
      ...getTableColumns(fundingAgreements),
      providerName: organisations.name,
      activityName: activities.name,
      placesUsed: usedOf(sql`count(*)`),
      penceUsed: usedOf(sql`coalesce(sum(used.amount_pence), 0)`),
    })
    .from(fundingAgreements)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, fundingAgreements.schemeId), eq(organisations.id, fundingAgreements.providerId)),
    )
    .leftJoin(
      activities,
      and(eq(activities.schemeId, fundingAgreements.schemeId), eq(activities.id, fundingAgreements.activityId)),
    )

export async function findAgreementView(
  db: Db | Tx,
  actor: Actor,
  fundingAgreementId: string,
): Promise<FundingAgreementView | undefined> {
  const [row] = await views(db).where(and(visibleTo(actor), eq(fundingAgreements.id, fundingAgreementId)))
  return row
}

export type FundingFilter = {
  providerId: string | undefined
  /** In force or to come, by their last day. */
  endsFrom: string | undefined
  after: string[] | undefined
  limit: number
}

/** Those that end last stand first; one row more than asked for, to know whether there is a next page. */
export async function listAgreementViews(
  db: Db | Tx,
  actor: Actor,
  { providerId, endsFrom, after, limit }: FundingFilter,
): Promise<FundingAgreementView[]> {
  const [endsOn, id] = after ?? []
  return views(db)
    .where(
      and(
        visibleTo(actor),
        providerId === undefined ? undefined : eq(fundingAgreements.providerId, providerId),
        endsFrom === undefined ? undefined : gte(fundingAgreements.endsOn, endsFrom),
        endsOn === undefined || id === undefined
          ? undefined
          : sql`(${fundingAgreements.endsOn}, ${fundingAgreements.id}) < (${endsOn}::date, ${id}::uuid)`,
      ),
    )
    .orderBy(desc(fundingAgreements.endsOn), desc(fundingAgreements.id))
    .limit(limit + 1)
}

export async function insertFundingAgreement(
  tx: Tx,
  { schemeId }: Context,
  row: Omit<typeof fundingAgreements.$inferInsert, 'schemeId'>,
): Promise<void> {
  await tx.insert(fundingAgreements).values({ schemeId, ...row })
}

export async function findFundingAgreementForUpdate(
  tx: Tx,
  actor: Actor,
  fundingAgreementId: string,
): Promise<FundingAgreement | undefined> {
  const [row] = await tx
    .select()
    .from(fundingAgreements)
    .where(and(visibleTo(actor), eq(fundingAgreements.id, fundingAgreementId)))
    .for('update')
  return row
}

/** The caller holds the row's lock. */
export async function updateFundingAgreement(
  tx: Tx,
  agreement: FundingAgreement,
  changes: Partial<FundingAgreement>,
): Promise<void> {
  await tx
    .update(fundingAgreements)
    .set({ ...changes, version: agreement.version + 1 })
    .where(eq(fundingAgreements.id, agreement.id))
}

/** Unscoped: what may pay for a place of a group on a day, whoever it is that moves the place on. */
export async function listTermsUnscoped(tx: Tx, of: { providerId: string; on: string }): Promise<Terms[]> {
  return tx
    .select()
    .from(fundingAgreements)
    .where(
      and(
        eq(fundingAgreements.providerId, of.providerId),
        eq(fundingAgreements.panelDecision, 'approved'),
        lte(fundingAgreements.startsOn, of.on),
        gte(fundingAgreements.endsOn, of.on),
      ),
    )
    .orderBy(asc(fundingAgreements.id))
}

/**
 * Takes the money for a place, or says that there is none left: one statement, so that a block is never sold twice. Whoever
 * waits for the row is asked again by what the row then says.
 */
export async function takeFunds(tx: Tx, { agreementId, amountPence }: Payer): Promise<boolean> {
  const rows = await tx
    .update(fundingAgreements)
    .set({
      placesCommitted: sql`${fundingAgreements.placesCommitted} + 1`,
      penceCommitted: sql`${fundingAgreements.penceCommitted} + ${amountPence}`,
    })
    .where(
      and(
        eq(fundingAgreements.id, agreementId),
        eq(fundingAgreements.panelDecision, 'approved'),
        sql`(${fundingAgreements.places} is null or ${fundingAgreements.placesCommitted} < ${fundingAgreements.places})`,
        sql`${fundingAgreements.penceCommitted} + ${amountPence} <= ${fundingAgreements.valuePence}`,
      ),
    )
    .returning({ id: fundingAgreements.id })
  return rows.length === 1
}

/** Gives the money for a place back. Who gives several back goes in order of agreement, so that nobody waits in a circle. */
export async function giveFundsBack(tx: Tx, { agreementId, amountPence }: Omit<Payer, 'isSpot'>): Promise<void> {
  await tx
    .update(fundingAgreements)
    .set({
      placesCommitted: sql`${fundingAgreements.placesCommitted} - 1`,
      penceCommitted: sql`${fundingAgreements.penceCommitted} - ${amountPence}`,
    })
    .where(eq(fundingAgreements.id, agreementId))
}

/** Unscoped: approved and not over, for the daily look at what runs out. */
export async function listRunningForUpdateUnscoped(
  tx: Tx,
  { today }: SystemContext,
): Promise<(FundingAgreement & { providerName: string })[]> {
  return tx
    .select({ ...getTableColumns(fundingAgreements), providerName: organisations.name })
    .from(fundingAgreements)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, fundingAgreements.schemeId), eq(organisations.id, fundingAgreements.providerId)),
    )
    .where(and(eq(fundingAgreements.panelDecision, 'approved'), gte(fundingAgreements.endsOn, today())))
    .orderBy(asc(fundingAgreements.id))
    .for('update', { of: fundingAgreements })
}

export async function setWarned(tx: Tx, fundingAgreementId: string, warned: FundingAgreement['warned']): Promise<void> {
  await tx.update(fundingAgreements).set({ warned }).where(eq(fundingAgreements.id, fundingAgreementId))
}
