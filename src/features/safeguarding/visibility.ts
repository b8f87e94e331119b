import { eq, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../../platform/context.ts'
import { isLead } from './kinds.ts'
import { concerns } from './tables.ts'

/** Whom a concern is known to: the leads' all, the others' that they raised or that were brought to them. */
export const visibleTo = (actor: Actor): SQL | undefined =>
  isLead(actor)
    ? undefined
    : or(
        eq(concerns.raisedById, actor.membershipId),
        sql`exists (select from concern_readers as reader where reader.scheme_id = ${concerns.schemeId}
          and reader.concern_id = ${concerns.id} and reader.membership_id = ${actor.membershipId})`,
      )
