import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { kindsFor } from '../policy.ts'
import { countRows, findImport, type Import } from '../store.ts'

export type ImportSummary = Import & { counts: Awaited<ReturnType<typeof countRows>> }

/** An import of another's kind is none: an administrator does not learn what is in a caseload. */
export async function findMyImport(context: Context, importId: string, tx?: Tx): Promise<Import> {
  const found = await findImport(tx ?? context.db, kindsFor(context.actor), importId)
  if (found === undefined) throw new Refusal('not-found')
  return found
}

export async function summarise(context: Context, found: Import, tx?: Tx): Promise<ImportSummary> {
  return { ...found, counts: await countRows(tx ?? context.db, found.id) }
}
