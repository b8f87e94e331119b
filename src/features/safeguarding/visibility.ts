import { eq, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../../platform/context.ts'
import { isLead } from './kinds.ts'
import { concerns } from './tables.ts'

/**
 * Who reads what a concern says: whoever raised it, those it was brought to, team leads and the safeguarding lead. Nobody
 * else, whatever they may see of the person: they read at most "speak to the lead".
 */
export const visibleTo = (actor: Actor): SQL | undefined =>
  isLead(actor)
    ? undefined
    : or(
        eq(concerns.raisedById, actor.membershipId),
        sql`exists (select from concern_readers as reader where reader.scheme_id = ${concerns.schemeId}
          and reader.concern_id = ${concerns.id} and reader.membership_id = ${actor.membershipId})`,
      )
