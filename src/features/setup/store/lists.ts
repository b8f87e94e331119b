import { and, eq, sql } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import type { ListName } from '../../schemes/public.ts'
import { schemeListItems } from '../../schemes/tables.ts'

type Item = typeof schemeListItems.$inferSelect

/** The items of a list in their order, held so that one change follows another. */
export async function findItemsForUpdate(tx: Tx, list: ListName): Promise<Item[]> {
  return tx
    .select()
    .from(schemeListItems)
    .where(eq(schemeListItems.list, list))
    .orderBy(schemeListItems.position, schemeListItems.id)
    .for('update')
}

/** Adds an item at the end of its list. */
export async function insertItem(
  tx: Tx,
  { schemeId, newId }: Context,
  item: { list: ListName; code: string; label: string; isSensitive: boolean },
): Promise<void> {
  await tx.insert(schemeListItems).values({
    schemeId,
    id: newId(),
    ...item,
    position: sql`(select coalesce(max(position) + 1, 0) from scheme_list_items where list = ${item.list})`,
  })
}

export async function updateItem(
  tx: Tx,
  { list, code }: { list: ListName; code: string },
  changes: Pick<Item, 'label' | 'isSensitive' | 'retiredOn'>,
): Promise<void> {
  await tx
    .update(schemeListItems)
    .set(changes)
    .where(and(eq(schemeListItems.list, list), eq(schemeListItems.code, code)))
}
