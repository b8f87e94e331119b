import type { Actor, Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { bringsNothing, importsOf, type Mine } from '../policy.ts'
import { countRows, findImport, type Import } from '../store.ts'

export type ImportSummary = Import & { counts: Awaited<ReturnType<typeof countRows>> }
export type Progress = ImportSummary & { left: number }

/** Which imports are theirs; somebody who brings nothing is refused. */
export function requireBringer(actor: Actor): Mine {
  const mine = importsOf(actor)
  if (bringsNothing(mine))
    throw new Refusal('not-allowed', 'An administrator, the lead of the service or a manager brings what exists')
  return mine
}

/** An import of another's kind is none: an administrator does not learn what is in a caseload. */
export async function findMyImport(context: Context, importId: string, tx?: Tx): Promise<Import> {
  const found = await findImport(tx ?? context.db, importsOf(context.actor), importId)
  if (found === undefined) throw new Refusal('not-found')
  return found
}

export async function summarise(context: Context, found: Import, tx?: Tx): Promise<ImportSummary> {
  return { ...found, counts: await countRows(tx ?? context.db, found.id) }
}

/** How far it is: what waits to be written, or to be taken back. */
export async function toProgress(context: Context, found: Import, tx?: Tx): Promise<Progress> {
  const summary = await summarise(context, found, tx)
  const { ok = 0, warning = 0, imported = 0 } = summary.counts
  switch (found.status) {
    case 'uploaded':
    case 'done':
    case 'taken-back':
      return { ...summary, left: 0 }
    case 'tried':
    case 'running':
      return { ...summary, left: ok + warning }
    case 'taking-back':
      return { ...summary, left: imported }
  }
}
