import { type SQL, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import type { SensitiveWord } from '../heard.ts'

/**
 * Every name of the scheme that stays out of what somebody else may read, as one column of a statement: of sensitive needs and
 * categories, and of the activities in such a category. It reads a table of a later feature, since an advisor may type the name of an
 * activity into any text, by whichever feature that is sent.
 */
export const sensitiveWordsOf = (schemeId: string): SQL<SensitiveWord[]> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('word', word, 'is', names_what)), '[]') from (
    select activities.name as word, 'activity' as names_what from activities
      join scheme_list_items as item on item.scheme_id = activities.scheme_id and item.list = 'activity-category' and item.code = activities.category
      where activities.scheme_id = ${schemeId}::uuid and item.is_sensitive
    union all
    select label, 'need' from scheme_list_items
      where scheme_id = ${schemeId}::uuid and is_sensitive and list in ('need', 'activity-category')) as names)`

/** The same by itself. Unscoped: what must not be read is not read by who is asking. */
export async function listSensitiveWordsUnscoped(
  tx: Tx,
  { schemeId }: Pick<SystemContext, 'schemeId'>,
): Promise<SensitiveWord[]> {
  const [row] = await tx.execute<{ words: SensitiveWord[] }>(sql`select ${sensitiveWordsOf(schemeId)} as words`)
  return row?.words ?? []
}
