import { and, desc, eq, inArray, isNull, lt, type SQL } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Db, Role, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { accounts, invitations } from '../tables.ts'

export type Invitation = typeof invitations.$inferSelect & { organisationName: string }
type Row = typeof invitations.$inferSelect

/** Undefined when the same one is open already. */
export async function insertInvitation(tx: Tx, row: typeof invitations.$inferInsert): Promise<Row | undefined> {
  const [made] = await tx.insert(invitations).values(row).onConflictDoNothing().returning()
  return made
}

export async function findOpenInvitationForUpdate(
  tx: Tx,
  { email, organisationId, role }: { email: string; organisationId: string; role: Role },
): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.email, email),
        eq(invitations.organisationId, organisationId),
        eq(invitations.role, role),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .for('update')
  return row
}

/** Which of these addresses have been asked already and have not answered. */
export async function listOpenInvitationsOf(
  db: Db | Tx,
  emails: readonly string[],
): Promise<{ email: string; organisationId: string; role: Role }[]> {
  return db
    .select({ email: invitations.email, organisationId: invitations.organisationId, role: invitations.role })
    .from(invitations)
    .where(and(inArray(invitations.email, [...emails]), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
}

export async function findInvitationForUpdate(tx: Tx, invitationId: string): Promise<Invitation | undefined> {
  const [row] = await tx
    .select({ invitation: invitations, organisationName: organisations.name })
    .from(invitations)
    .innerJoin(organisations, ofInvitation)
    .where(eq(invitations.id, invitationId))
    .for('update', { of: invitations })
  return row === undefined ? undefined : { ...row.invitation, organisationName: row.organisationName }
}

export async function updateInvitation(tx: Tx, invitationId: string, changes: Partial<Row>): Promise<Row> {
  const [row] = await tx.update(invitations).set(changes).where(eq(invitations.id, invitationId)).returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

const ofInvitation = and(
  eq(organisations.schemeId, invitations.schemeId),
  eq(organisations.id, invitations.organisationId),
)

type Filter = { organisationId: string | undefined; isOpen: boolean; before: string | undefined; limit: number }

/** The newest first: ids are UUIDv7. Row-level security keeps the scheme, the caller the organisation. */
export async function listInvitationRows(db: Db, filter: Filter): Promise<Invitation[]> {
  const conditions: (SQL | undefined)[] = [
    filter.organisationId === undefined ? undefined : eq(invitations.organisationId, filter.organisationId),
    filter.isOpen ? and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt)) : undefined,
    filter.before === undefined ? undefined : lt(invitations.id, filter.before),
  ]
  const rows = await db
    .select({ invitation: invitations, organisationName: organisations.name })
    .from(invitations)
    .innerJoin(organisations, ofInvitation)
    .where(and(...conditions))
    .orderBy(desc(invitations.id))
    .limit(filter.limit + 1)
  return rows.map(({ invitation, organisationName }) => ({ ...invitation, organisationName }))
}

export async function findInvitation(db: Db | Tx, invitationId: string): Promise<Invitation | undefined> {
  const [row] = await db
    .select({ invitation: invitations, organisationName: organisations.name })
    .from(invitations)
    .innerJoin(organisations, ofInvitation)
    .where(eq(invitations.id, invitationId))
  return row === undefined ? undefined : { ...row.invitation, organisationName: row.organisationName }
}

export type InvitationSeen = {
  email: string
  name: string
  role: Role
  organisationName: string
  schemeName: string
  expiresAt: Date
}

/** An invitation that still opens something. Unscoped: whoever follows a link has no session; the link names the scheme. */
export async function findLiveInvitationUnscoped(
  sql: Sql,
  { schemeId, id }: { schemeId: string; id: string },
  at: Date,
): Promise<InvitationSeen | undefined> {
  const [row] = await sql<InvitationSeen[]>`
    select invitations.email, invitations.name, role, organisations.name as "organisationName", schemes.name as "schemeName",
      invitations.expires_at as "expiresAt"
    from invitations
    join organisations on organisations.scheme_id = invitations.scheme_id and organisations.id = organisation_id
    join schemes on schemes.id = invitations.scheme_id
    where invitations.scheme_id = ${schemeId} and invitations.id = ${id} and accepted_at is null and revoked_at is null
      and invitations.expires_at > ${at} and closed_on is null`
  return row
}

/** Locks it: of two who follow one link, the second finds it used. */
export async function findLinkedInvitationForUpdateUnscoped(
  tx: Tx,
  link: { schemeId: string; id: string },
): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.schemeId, link.schemeId), eq(invitations.id, link.id)))
    .for('update')
  return row
}

export async function acceptInvitationUnscoped(
  tx: Tx,
  { schemeId, id }: { schemeId: string; id: string },
  accepted: { at: Date; membershipId: string },
): Promise<void> {
  await tx
    .update(invitations)
    .set({ acceptedAt: accepted.at, membershipId: accepted.membershipId })
    .where(and(eq(invitations.schemeId, schemeId), eq(invitations.id, id)))
}

/** The password may have changed between the check and the lock. */
export async function isPasswordStill(tx: Tx, accountId: string, passwordHash: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(accounts.passwordHash, passwordHash), isNull(accounts.disabledAt)))
    .for('update')
  return row !== undefined
}
