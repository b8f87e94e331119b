import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { RUN_IMPORT } from '../kinds.ts'
import { standsStill } from '../pace.ts'
import { changeImport, lockImport } from '../store.ts'
import { findMyImport, type Progress, toProgress } from './find-my-import.ts'

/** Asks for the good rows to be written. A job does it, a part at a time; asked again, a run that stands still goes on. */
export async function runImport(context: Context, input: { importId: string }): Promise<Progress> {
  const { importId } = input
  const { actor, now } = context
  await findMyImport(context, importId)
  return inTransaction(context, async (tx) => {
    const found = await lockImport(tx, importId)
    if (found.status !== 'tried' && found.status !== 'running')
      throw new Refusal('step-not-open', found.status === 'uploaded' ? 'Do a dry run first' : 'The import is finished')
    if (found.status === 'running' && !standsStill(found, now())) return toProgress(context, found, tx)
    const changes = { status: 'running', workedAt: now() } as const
    await changeImport(tx, importId, changes)
    await addJob(tx, context, { name: RUN_IMPORT, data: { importId, membershipId: actor.membershipId } })
    await recordAudit(tx, context, { action: 'import.run', subjectKind: 'import', subjectId: importId })
    return toProgress(context, { ...found, ...changes }, tx)
  })
}
