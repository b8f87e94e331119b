import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../../platform/context.ts'
import { isLead, worksWithPeople } from './kinds.ts'
import { concernReaders, concerns } from './tables.ts'

/**
 * Who reads what a concern says: whoever raised it, those it was brought to, team leads and the safeguarding lead. Nobody
 * else, whatever they may see of the person: they read at most "speak to the lead". Whoever stands in for one of those it
 * was brought to reads it too, for as long as they stand in. An administrator, a commissioner and a privacy officer read what
 * they raised, and nothing else.
 */
export const visibleTo = (actor: Actor, standsFor: readonly string[]): SQL | undefined =>
  isLead(actor)
    ? undefined
    : or(
        eq(concerns.raisedById, actor.membershipId),
        worksWithPeople(actor)
          ? sql`exists (select from ${concernReaders} where ${and(
              eq(concernReaders.schemeId, concerns.schemeId),
              eq(concernReaders.concernId, concerns.id),
              inArray(concernReaders.membershipId, [actor.membershipId, ...standsFor]),
            )})`
          : undefined,
      )
