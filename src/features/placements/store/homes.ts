import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { people } from '../../people/tables.ts'

export type Home = { bornOn: string; postcode: string | null }

/** Unscoped: of a person whose referral the caller found for its actor. A hidden address is none here: a distance tells it. */
export async function findHomeUnscoped(tx: Tx, personId: string): Promise<Home> {
  const [row] = await tx
    .select({
      bornOn: people.bornOn,
      postcode: sql<
        string | null
      >`case when not is_address_hidden(${people.schemeId}, ${people.id}) then ${people.postcode} end`,
    })
    .from(people)
    .where(eq(people.id, personId))
  if (row === undefined) throw new Error('A referral without its person')
  return row
}
