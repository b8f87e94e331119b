import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { insertSuggestion } from '../store/suggestions.ts'
import { findActivity } from '../store.ts'

type Suggested = { activityId?: string | undefined; words: string; contact?: string | undefined }
/** Working days until somebody reads it. */
const DAYS_TO_READ = 5

/** Somebody who works here says what is wrong or missing. */
export const suggestChange = (context: Context, input: Suggested): Promise<{ suggestionId: string }> =>
  suggest(context, input)

/** Anybody says it, on the public page. */
export const suggestChangeUnnamed = (context: SystemContext, input: Suggested): Promise<{ suggestionId: string }> =>
  suggest(context, input)

async function suggest(context: Context | SystemContext, input: Suggested): Promise<{ suggestionId: string }> {
  const { activityId, words, contact } = input
  const { settings } = await getScheme(context)
  const write = async (tx: Parameters<Parameters<typeof context.db.transaction>[0]>[0]) => {
    const activity = activityId === undefined ? undefined : await findActivity(tx, activityId)
    if (activityId !== undefined && activity === undefined) throw new Refusal('not-found')
    const suggestionId = context.newId()
    const saidById = 'actor' in context ? context.actor.membershipId : null
    await insertSuggestion(tx, context, {
      id: suggestionId,
      activityId,
      words,
      contact,
      saidById,
      saidAt: context.now(),
    })
    await recordAudit(tx, context, {
      action: 'directory.change-suggested',
      subjectKind: 'suggestion',
      subjectId: suggestionId,
    })
    await openTask(tx, context, {
      kind: 'read-suggestion',
      subjectKind: 'suggestion',
      subjectId: suggestionId,
      organisationId: settings.advisorServiceId,
      dueOn: addWorkingDays(context.today(), DAYS_TO_READ),
    })
    return { suggestionId }
  }
  return 'actor' in context ? inTransaction(context, write) : context.db.transaction(write)
}
