import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { WORKS_WITH_PEOPLE } from '../kinds.ts'

export type Taker = { membershipId: string; name: string; organisationName: string }

/** More than anybody reads through; the leads and the advisors stand first. */
const MOST = 300

/** Those whom a concern may be handed to: whoever works here now, in a role that works with people. */
export async function findTakers(tx: Tx): Promise<Taker[]> {
  return tx
    .select({ membershipId: memberships.id, name: memberships.name, organisationName: organisations.name })
    .from(memberships)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(
      and(
        inArray(memberships.role, [...WORKS_WITH_PEOPLE]),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
    .orderBy(
      sql`array_position(array['safeguarding-lead', 'team-lead', 'advisor', 'referrer', 'provider'], ${memberships.role}::text)`,
      asc(memberships.name),
      asc(memberships.id),
    )
    .limit(MOST)
}
