import type { SystemContext } from '../../../platform/context.ts'
import { forgetCells } from '../store.ts'

export const FORGET_ROWS = 'forget-import-rows'
const KEPT_DAYS = 30
const MS_PER_DAY = 86_400_000

/** What stood in the cells of a file has served its purpose after a month; what became of each row stays. */
export async function forgetRows(context: SystemContext): Promise<void> {
  await forgetCells(context, new Date(context.now().getTime() - KEPT_DAYS * MS_PER_DAY))
}
