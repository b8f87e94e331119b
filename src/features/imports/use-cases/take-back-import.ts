import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findInvitation, revokeInvitation } from '../../accounts/public.ts'
import { enterReferralInError } from '../../closing/public.ts'
import { ROWS_AT_ONCE, standsStill } from '../pace.ts'
import { changeImport, listRows, saveRow, wasWorkedOn } from '../store.ts'
import { findMyImport, type Progress, toProgress } from './find-my-import.ts'

/**
 * Takes a whole import back, a hundred at a time: each episode is entered in error, each invitation withdrawn. What somebody
 * has worked on, or accepted, stays as it is and is listed as worked on.
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
  for (const { id, subjectId, subjectVersion } of rows) {
    if (subjectId === null || subjectVersion === null) throw new Error('A row was brought and made nothing')
    const subject = { subjectId, subjectVersion }
    const isBack =
      found.kind === 'caseload'
        ? await takeBackEpisode(plainContext, subject)
        : await takeBackInvitation(plainContext, subject)
    await inTransaction(plainContext, (tx) => saveRow(tx, id, { state: isBack ? 'taken-back' : 'worked-on' }))
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
