import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import type { JobContext } from '../../../platform/jobs/worker.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findWorkingMember, inviteMember } from '../../accounts/public.ts'
import { addOrganisation } from '../../organisations/public.ts'
import { type RowFault, type RowState, RUN_IMPORT } from '../kinds.ts'
import { ROWS_AT_ONCE } from '../pace.ts'
import { importsOf } from '../policy.ts'
import {
  changeImport,
  findImport,
  type Import,
  type ImportRow,
  listOpenOrganisations,
  listRows,
  lockImport,
  saveRow,
} from '../store.ts'
import { bringActivityRow } from './bring-activity-row.ts'
import { bringCaseloadRow } from './bring-caseload-row.ts'
import { checkAccounts } from './check-accounts.ts'
import { checkActivities } from './check-activities.ts'
import { checkCaseload } from './check-caseload.ts'
import { checkOrganisations } from './check-organisations.ts'

const WAITING: readonly RowState[] = ['ok', 'warning']

/**
 * Writes a part of the good rows through the use-cases that everybody uses, each in its own transaction, in the name of
 * whoever asked for the run, and leaves a job for the next part. What was cut off is gone on with: a row that is there
 * already is not made twice. Nothing is written for somebody who may not bring it any more.
 */
export async function writeRows(
  system: JobContext,
  { importId, membershipId }: { importId: string; membershipId: string },
): Promise<void> {
  const member = await findWorkingMember(system.db, membershipId)
  const found = member === undefined ? undefined : await findImport(system.db, importsOf(member), importId)
  if (member === undefined || found === undefined) {
    await system.db.transaction((tx) => changeImport(tx, importId, { status: 'tried' }))
    system.log.warn({ importId }, 'import stopped: whoever asked for it may not bring it any more')
    return
  }
  if (found.status !== 'running') return
  const actor = { ...member, sessionId: system.jobId, askedAt: system.now() }
  const context: Context = { ...system, actor, reportSql: readsNoReport }
  const rows = await listRows(context.db, importId, { states: WAITING, limit: ROWS_AT_ONCE })
  await bring(context, found, rows)
  await inTransaction(context, async (tx) => {
    if ((await lockImport(tx, importId)).status !== 'running') return
    const [left] = await listRows(tx, importId, { states: WAITING, limit: 1 })
    const isDone = left === undefined
    const at = context.now()
    await changeImport(tx, importId, { workedAt: at, ...(isDone ? { status: 'done', finishedAt: at } : {}) })
    if (!isDone) await addJob(tx, context, { name: RUN_IMPORT, data: { importId, membershipId } })
    await recordAudit(tx, context, {
      action: 'import.rows-written',
      subjectKind: 'import',
      subjectId: importId,
      detail: { rows: rows.length },
    })
  })
}

const readsNoReport = async () => {
  throw new Error('An import reads no report')
}

async function bring(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  switch (found.kind) {
    case 'organisations':
      return bringOrganisations(context, found, rows)
    case 'accounts':
      return bringAccounts(context, found, rows)
    case 'activities':
      return bringActivities(context, found, rows)
    case 'caseload':
      return bringCaseload(context, found, rows)
  }
}

async function bringCaseload(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  // A row that was written and cut off before it was ticked off is taken up, not judged anew.
  for (const { ready, result } of await checkCaseload(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else
      await write(context, result.id, 'familyName', () =>
        bringCaseloadRow(context, { importId: found.id, rowId: result.id, ready, faults: result.faults }),
      )
  }
}

async function bringAccounts(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  for (const { ready, result } of await checkAccounts(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else
      await write(context, result.id, 'email', async () => ({
        id: (await inviteMember(context, ready)).id,
        version: 1,
      }))
  }
}

async function bringActivities(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  for (const { ready, result } of await checkActivities(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else await orReject(context, result.id, 'name', () => bringActivityRow(context, result.id, ready))
  }
}

async function bringOrganisations(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  for (const { ready, result } of await checkOrganisations(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else
      await write(context, result.id, 'name', async () => {
        const codes = await listOpenOrganisations(context.db)
        const servesPracticeIds = codes.flatMap(({ id, odsCode }) =>
          odsCode !== null && ready.serves.includes(odsCode) ? [id] : [],
        )
        const made = await addOrganisation(context, { ...ready.organisation, servesPracticeIds })
        return { id: made.id, version: 1 }
      })
  }
}

async function write(
  context: Context,
  rowId: string,
  field: string,
  useCase: () => Promise<{ id: string; version: number; faults?: RowFault[] }>,
): Promise<void> {
  await orReject(context, rowId, field, async () => {
    const { id, version, ...said } = await useCase()
    await save(context, rowId, { state: 'imported', subjectId: id, subjectVersion: version, ...said })
  })
}

/** A refusal is what the row is rejected with; a fault stops the run, and the row waits for the next. */
async function orReject(context: Context, rowId: string, field: string, useCase: () => Promise<void>): Promise<void> {
  try {
    await useCase()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await save(context, rowId, { state: 'error', faults: [{ field, level: 'error', message: error.message }] })
  }
}

const save = (context: Context, rowId: string, changes: Partial<ImportRow>): Promise<void> =>
  inTransaction(context, (tx) => saveRow(tx, rowId, changes))
