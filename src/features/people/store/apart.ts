import { inArray, sql } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { postcodeDistrict } from '../../../platform/postcode.ts'
import { people } from '../tables.ts'

/** What tells two people of one name apart. */
export type Apart = { bornYear: number; postcodeDistrict: string | null }

/** Unscoped: of people whom the caller has found for its actor. A hidden address gives no district. */
export async function listApartUnscoped(tx: Tx, personIds: readonly (string | null)[]): Promise<Map<string, Apart>> {
  const ids = [...new Set(personIds.filter((id) => id !== null))]
  const rows = await tx
    .select({
      id: people.id,
      bornOn: people.bornOn,
      postcode: sql<string | null>`case when not is_address_hidden(scheme_id, id) then postcode end`,
    })
    .from(people)
    .where(inArray(people.id, ids))
  return new Map(
    rows.map(({ id, bornOn, postcode }) => [
      id,
      {
        bornYear: Number(bornOn.slice(0, 4)),
        postcodeDistrict: postcode === null ? null : postcodeDistrict(postcode),
      },
    ]),
  )
}
