import { and, asc, desc, eq, gte, isNull, lte } from 'drizzle-orm'
import type { Context, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { files } from '../files/tables.ts'
import { sharingAgreements } from './tables.ts'

export type Agreement = typeof sharingAgreements.$inferSelect

export async function insertAgreement(
  tx: Tx,
  { schemeId }: Context,
  row: Omit<typeof sharingAgreements.$inferInsert, 'schemeId'>,
): Promise<Agreement> {
  const [agreement] = await tx
    .insert(sharingAgreements)
    .values({ schemeId, ...row })
    .returning()
  if (agreement === undefined) throw new Error('An insert returned no row')
  return agreement
}

/** The latest first, ended ones too. An organisation has a handful in its life. */
export async function listAgreementRows(tx: Tx, organisationId: string): Promise<Agreement[]> {
  return tx
    .select()
    .from(sharingAgreements)
    .where(eq(sharingAgreements.organisationId, organisationId))
    .orderBy(desc(sharingAgreements.id))
    .limit(50)
}

export async function findAgreementForUpdate(tx: Tx, agreementId: string): Promise<Agreement | undefined> {
  const [row] = await tx.select().from(sharingAgreements).where(eq(sharingAgreements.id, agreementId)).for('update')
  return row
}

export async function endAgreementRow(
  tx: Tx,
  { actor, now }: Context,
  agreementId: string,
  reason: string,
): Promise<Agreement> {
  const [row] = await tx
    .update(sharingAgreements)
    .set({ endedAt: now(), endedById: actor.membershipId, endedBecause: reason })
    .where(eq(sharingAgreements.id, agreementId))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** Whether the paper was put beside this organisation and is there. */
export async function hasPaper(tx: Tx, paper: { fileId: string; organisationId: string }): Promise<boolean> {
  const rows = await tx
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        eq(files.id, paper.fileId),
        eq(files.subjectKind, 'sharing-agreement'),
        eq(files.subjectId, paper.organisationId),
        isNull(files.removedAt),
      ),
    )
  return rows.length > 0
}

/** Whether an organisation has signed something that is in force on a day. */
export async function hasAgreementOn(tx: Tx, organisationId: string, on: string): Promise<boolean> {
  const rows = await tx
    .select({ id: sharingAgreements.id })
    .from(sharingAgreements)
    .where(
      and(
        eq(sharingAgreements.organisationId, organisationId),
        isNull(sharingAgreements.endedAt),
        lte(sharingAgreements.fromOn, on),
        gte(sharingAgreements.toOn, on),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** Agreements that end between two days. */
export async function findEnding(tx: Tx, { from, to }: { from: string; to: string }): Promise<Agreement[]> {
  return tx
    .select()
    .from(sharingAgreements)
    .where(and(isNull(sharingAgreements.endedAt), gte(sharingAgreements.toOn, from), lte(sharingAgreements.toOn, to)))
    .orderBy(asc(sharingAgreements.toOn), asc(sharingAgreements.id))
}

/** Where an administrator works, who gets papers signed. */
export async function findAdministratorsOrganisation(tx: Tx): Promise<string | undefined> {
  const [row] = await tx
    .select({ organisationId: memberships.organisationId })
    .from(memberships)
    .where(and(eq(memberships.role, 'administrator'), isNull(memberships.endedAt)))
    .orderBy(asc(memberships.id))
    .limit(1)
  return row?.organisationId
}
