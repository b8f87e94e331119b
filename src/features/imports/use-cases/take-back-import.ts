import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { findInvitation, revokeInvitation } from '../../accounts/public.ts'
import { ActivityPatch, amendActivity, takeBackActivity } from '../../activities/public.ts'
import { enterReferralInError } from '../../closing/public.ts'
import { ROWS_AT_ONCE, standsStill } from '../pace.ts'
import { changeImport, type ImportRow, listRows, saveRow, wasWorkedOn } from '../store.ts'
import { findMyImport, type Progress, toProgress } from './find-my-import.ts'

/**
 * Takes a whole import back, a hundred at a time: each episode is entered in error, each invitation withdrawn, each listing
 * as it was. What somebody has worked on, or accepted, stays as it is and is listed as worked on.
 */
export async function takeBackImport(context: Context, input: { importId: string }): Promise<Progress> {
  const { importId } = input
  const { onceOnly: _, ...plainContext } = context
  const found = await findMyImport(context, importId)
  if (found.kind === 'organisations')
    throw new Refusal(
      'not-possible',
      'Organisations are known to others at once: close those that are wrong one by one',
    )
  if (found.status === 'running' && !standsStill(found, context.now()))
    throw new Refusal('step-not-open', 'It is being written now: take it back when that is done')
  if (found.status !== 'done' && found.status !== 'running' && found.status !== 'taking-back')
    throw new Refusal('step-not-open', 'Nothing of this import was written, or it was taken back already')
  const rows = await listRows(context.db, importId, { states: ['imported'], limit: ROWS_AT_ONCE })
  for (const row of rows)
    if (found.kind === 'activities')
      // Together: taken back and not ticked off, it would look as if somebody had changed it.
      await inTransaction(plainContext, async (tx) =>
        tick(tx, row, await takeBackListing(partOf(plainContext, tx), row)),
      )
    else {
      const isBack = await takeBackRow(plainContext, found.kind, row)
      await inTransaction(plainContext, (tx) => tick(tx, row, isBack))
    }
  return inTransaction(context, async (tx) => {
    const status = rows.length < ROWS_AT_ONCE ? ('taken-back' as const) : ('taking-back' as const)
    await changeImport(tx, importId, { status })
    await recordAudit(tx, context, {
      action: 'import.taken-back',
      subjectKind: 'import',
      subjectId: importId,
      detail: { rows: rows.length },
    })
    return toProgress(context, { ...found, status }, tx)
  })
}

type Subject = { subjectId: string; subjectVersion: number }

const tick = (tx: Tx, { id }: ImportRow, isBack: boolean): Promise<void> =>
  saveRow(tx, id, { state: isBack ? 'taken-back' : 'worked-on' })

function subjectOf({ subjectId, subjectVersion }: ImportRow): Subject {
  if (subjectId === null || subjectVersion === null) throw new Error('A row was brought and made nothing')
  return { subjectId, subjectVersion }
}

const takeBackRow = (context: Context, kind: 'caseload' | 'accounts', row: ImportRow): Promise<boolean> =>
  kind === 'caseload' ? takeBackEpisode(context, subjectOf(row)) : takeBackInvitation(context, subjectOf(row))

/**
 * What was added goes, what was changed says again what it said. False when somebody changed it since, or uses what was added;
 * or when it cannot be as it was, because its places are taken.
 */
async function takeBackListing(context: Context, row: ImportRow): Promise<boolean> {
  const { subjectId: activityId, subjectVersion: version } = subjectOf(row)
  try {
    if (row.before === null) await takeBackActivity(context, { activityId, version })
    else await amendActivity(context, { activityId, version, patch: ActivityPatch.parse(row.before) })
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

/** False when somebody has worked on it since. */
async function takeBackEpisode(context: Context, subject: Subject): Promise<boolean> {
  if (await wasWorkedOn(context.db, subject)) return false
  const note = 'The import that brought it was taken back'
  await enterReferralInError(context, { referralId: subject.subjectId, note })
  return true
}

/** False when it was accepted: who works here already is ended or disabled, one by one. */
async function takeBackInvitation(context: Context, { subjectId }: Subject): Promise<boolean> {
  try {
    await revokeInvitation(context, { invitationId: subjectId })
    return true
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem !== 'already-done') throw error
    return (await findInvitation(context.db, subjectId))?.acceptedAt === null
  }
}
