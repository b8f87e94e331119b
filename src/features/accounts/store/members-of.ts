import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db, Role, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { labelOf } from '../labels.ts'
import { memberships } from '../tables.ts'
import { namesakesOfMember } from './namesakes.ts'

/** Who still works for an organisation. */
export async function listMembersOf(
  db: Db | Tx,
  organisationId: string,
): Promise<{ membershipId: string; name: string; label: string; role: Role }[]> {
  const rows = await db
    .select({
      membershipId: memberships.id,
      name: memberships.name,
      role: memberships.role,
      namesakes: namesakesOfMember,
    })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(and(eq(memberships.organisationId, organisationId), isNull(memberships.endedAt)))
    .orderBy(asc(memberships.name), asc(memberships.id))
  return rows.map(({ namesakes, ...row }) => ({
    ...row,
    label: labelOf({ id: row.membershipId, name: row.name }, namesakes),
  }))
}
