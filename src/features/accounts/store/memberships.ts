import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Role, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { memberships } from '../tables.ts'

/** Somebody who works for the scheme, as a colleague reads it. */
export type Colleague = { id: string; name: string; role: Role; organisationId: string; organisationName: string }

type Filter = { role: Role | undefined; after: string[] | undefined; limit: number }

/** In order of name, one row more than asked for. Colleagues are no secret in a scheme; row-level security keeps the scheme. */
export async function listColleagueRows(db: Db, { role, after, limit }: Filter): Promise<Colleague[]> {
  const [name, id] = after ?? []
  return db
    .select({
      id: memberships.id,
      name: memberships.name,
      role: memberships.role,
      organisationId: memberships.organisationId,
      organisationName: organisations.name,
    })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(
      and(
        isNull(memberships.endedAt),
        role === undefined ? undefined : eq(memberships.role, role),
        name !== undefined && id !== undefined
          ? sql`(${memberships.name}, ${memberships.id}) > (${name}, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(memberships.name), asc(memberships.id))
    .limit(limit + 1)
}

/** The membership itself, also when it has ended: old records name it. */
export async function findMembership(db: Db | Tx, membershipId: string) {
  const [row] = await db.select().from(memberships).where(eq(memberships.id, membershipId))
  return row
}

/** Who still works for an organisation. */
export async function listMembersOf(
  db: Db | Tx,
  organisationId: string,
): Promise<{ membershipId: string; name: string; role: Role }[]> {
  return db
    .select({ membershipId: memberships.id, name: memberships.name, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.organisationId, organisationId), isNull(memberships.endedAt)))
    .orderBy(asc(memberships.name), asc(memberships.id))
}

/** Ends memberships of one organisation: a session for one of them ends with it. */
export async function endMembershipsOf(
  tx: Tx,
  { organisationId, membershipIds, at }: { organisationId: string; membershipIds: readonly string[]; at: Date },
): Promise<void> {
  await tx
    .update(memberships)
    .set({ endedAt: at })
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        inArray(memberships.id, [...membershipIds]),
        isNull(memberships.endedAt),
      ),
    )
}
