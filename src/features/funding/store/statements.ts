import { and, desc, eq, getTableColumns, gte, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Actor, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { activities } from '../../activities/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import type { StatementStatus } from '../lifecycle.ts'
import type { StatedPlace } from '../rules.ts'
import { fundingAgreements, fundingCommitments, fundingStatements } from '../tables.ts'

export type Statement = typeof fundingStatements.$inferSelect
export type StatementView = Statement & { providerName: string }

function visibleTo(actor: Actor): SQL | undefined {
  switch (actor.role) {
    case 'team-lead':
    case 'administrator':
    case 'commissioner':
      return undefined
    case 'provider':
      return eq(fundingStatements.providerId, actor.organisationId)
    case 'referrer':
    case 'advisor':
    case 'safeguarding-lead':
    case 'privacy-officer':
      return sql`false`
  }
}

const views = (db: Db | Tx) =>
  db
    .select({ ...getTableColumns(fundingStatements), providerName: organisations.name })
    .from(fundingStatements)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, fundingStatements.schemeId), eq(organisations.id, fundingStatements.providerId)),
    )

export type StatementFilter = {
  month: string | undefined
  status: StatementStatus | undefined
  after: string[] | undefined
  limit: number
}

/** The latest month first. */
export async function listStatementViews(
  db: Db | Tx,
  actor: Actor,
  { month, status, after, limit }: StatementFilter,
): Promise<StatementView[]> {
  const [pastMonth, id] = after ?? []
  return views(db)
    .where(
      and(
        visibleTo(actor),
        month === undefined ? undefined : eq(fundingStatements.month, month),
        status === undefined ? undefined : eq(fundingStatements.status, status),
        pastMonth === undefined || id === undefined
          ? undefined
          : sql`(${fundingStatements.month}, ${fundingStatements.id}) < (${pastMonth}, ${id}::uuid)`,
      ),
    )
    .orderBy(desc(fundingStatements.month), desc(fundingStatements.id))
    .limit(limit + 1)
}

export async function findStatementView(
  db: Db | Tx,
  actor: Actor,
  statementId: string,
): Promise<StatementView | undefined> {
  const [row] = await views(db).where(and(visibleTo(actor), eq(fundingStatements.id, statementId)))
  return row
}

/** Unscoped: a link names the statement, and whoever holds it is the group. */
export async function findStatementUnscoped(db: Db | Tx, statementId: string): Promise<StatementView | undefined> {
  const [row] = await views(db).where(eq(fundingStatements.id, statementId))
  return row
}

/** Unscoped for a link; whoever is signed in reads it by `findStatementView` first. */
export async function findStatementForUpdateUnscoped(tx: Tx, statementId: string): Promise<StatementView | undefined> {
  const [row] = await views(tx).where(eq(fundingStatements.id, statementId)).for('update', { of: fundingStatements })
  return row
}

export async function updateStatement(tx: Tx, statementId: string, changes: Partial<Statement>): Promise<void> {
  await tx.update(fundingStatements).set(changes).where(eq(fundingStatements.id, statementId))
}

/** Writes it unless the group has one of that month; then nothing is to be said. */
export async function insertStatement(
  tx: Tx,
  { schemeId }: SystemContext,
  row: Omit<typeof fundingStatements.$inferInsert, 'schemeId'>,
): Promise<boolean> {
  const rows = await tx
    .insert(fundingStatements)
    .values({ schemeId, ...row })
    .onConflictDoNothing({
      target: [fundingStatements.schemeId, fundingStatements.providerId, fundingStatements.month],
    })
    .returning({ id: fundingStatements.id })
  return rows.length === 1
}

type ToState = StatedPlace & { commitmentId: string; providerId: string }

/**
 * Unscoped: what groups did that somebody pays for: places that began by the last day of the month and stand on no
 * statement yet, and those that were finished in it.
 */
export async function listToStateUnscoped(tx: Tx, { from, to }: { from: string; to: string }): Promise<ToState[]> {
  const isStarted = sql<boolean>`(${fundingCommitments.statementId} is null and ${fundingCommitments.startedOn} <= ${to}::date)`
  const isCompleted = sql<boolean>`coalesce(${fundingCommitments.completedOn} between ${from}::date and ${to}::date, false)`
  return tx
    .select({
      commitmentId: fundingCommitments.id,
      providerId: fundingCommitments.providerId,
      agreementId: fundingAgreements.id,
      kind: fundingAgreements.kind,
      activityId: fundingCommitments.activityId,
      activityName: activities.name,
      amountPence: fundingCommitments.amountPence,
      isStarted,
      isCompleted,
    })
    .from(fundingCommitments)
    .innerJoin(
      fundingAgreements,
      and(
        eq(fundingAgreements.schemeId, fundingCommitments.schemeId),
        eq(fundingAgreements.id, fundingCommitments.agreementId),
      ),
    )
    .innerJoin(
      activities,
      and(eq(activities.schemeId, fundingCommitments.schemeId), eq(activities.id, fundingCommitments.activityId)),
    )
    .where(
      and(
        eq(fundingCommitments.status, 'used'),
        lte(fundingCommitments.startedOn, to),
        sql`(${isStarted} or ${isCompleted})`,
      ),
    )
    .orderBy(fundingCommitments.providerId, fundingCommitments.id)
    .for('update', { of: fundingCommitments })
}

/** Unscoped: groups with an agreement that was in force on some day of the month. */
export async function listFundedUnscoped(tx: Tx, { from, to }: { from: string; to: string }): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ providerId: fundingAgreements.providerId })
    .from(fundingAgreements)
    .where(
      and(
        eq(fundingAgreements.panelDecision, 'approved'),
        lte(fundingAgreements.startsOn, to),
        gte(fundingAgreements.endsOn, from),
      ),
    )
  return rows.map(({ providerId }) => providerId)
}

export async function putOnStatement(
  tx: Tx,
  { statementId, commitmentIds }: { statementId: string; commitmentIds: readonly string[] },
): Promise<void> {
  await tx
    .update(fundingCommitments)
    .set({ statementId })
    .where(and(inArray(fundingCommitments.id, [...commitmentIds]), isNull(fundingCommitments.statementId)))
}

/** Whom a statement is sent to: those who work at the group, and its mailbox when it has one. */
export async function findAddressees(
  tx: Tx,
  providerId: string,
): Promise<{ membershipIds: string[]; hasMailbox: boolean }> {
  const [group] = await tx
    .select({ email: organisations.email, closedOn: organisations.closedOn })
    .from(organisations)
    .where(eq(organisations.id, providerId))
  const members = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, providerId),
        eq(memberships.role, 'provider'),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
    .orderBy(memberships.id)
  return {
    membershipIds: members.map(({ id }) => id),
    hasMailbox: group !== undefined && group.email !== null && group.closedOn === null,
  }
}

/** Who keeps agreements with groups at the service: they are mailed when one runs out. */
export async function listLeadsUnscoped(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.role, 'team-lead'), isNull(memberships.endedAt), isNull(memberships.disabledAt)))
    .orderBy(memberships.id)
  return rows.map(({ id }) => id)
}
