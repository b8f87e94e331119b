import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findInvitation, revokeInvitation } from '../../accounts/public.ts'
import { amendActivity, takeBackActivity } from '../../activities/public.ts'
import { enterReferralInError } from '../../closing/public.ts'
import { ROWS_AT_ONCE, standsStill } from '../pace.ts'
import { changeImport, type Import, type ImportRow, listRows, saveRow, wasWorkedOn } from '../store.ts'
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
  for (const row of rows) {
    const isBack = await takeBackRow(plainContext, found, row)
    await inTransaction(plainContext, (tx) => saveRow(tx, row.id, { state: isBack ? 'taken-back' : 'worked-on' }))
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

async function takeBackRow(context: Context, { kind }: Import, row: ImportRow): Promise<boolean> {
  const { subjectId, subjectVersion, before } = row
  if (subjectId === null || subjectVersion === null) throw new Error('A row was brought and made nothing')
  const subject = { subjectId, subjectVersion }
  switch (kind) {
    case 'caseload':
      return takeBackEpisode(context, subject)
    case 'accounts':
      return takeBackInvitation(context, subject)
    case 'activities':
      return takeBackListing(context, subject, before)
    case 'organisations':
      return false
  }
}

/**
 * What was added goes, what was changed says again what it said. False when somebody changed it since, or uses what was added; or
 * when it cannot be as it was, because its places are taken. Cut off before its row was ticked off, it stays as worked on.
 */
async function takeBackListing(
  context: Context,
  { subjectId: activityId, subjectVersion: version }: Subject,
  before: ImportRow['before'],
): Promise<boolean> {
  try {
    if (before === null) await takeBackActivity(context, { activityId, version })
    else await amendActivity(context, { activityId, version, patch: before })
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
