import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { insertNotice, listNotices, type Notice } from '../store/notices.ts'

/**
 * The next version of what people are told. The first may hold already; a later one never changes
 * what was said yesterday, and takes the place of one whose day has not come.
 */
export async function publishNotice(
  context: Context,
  { text, holdsFrom }: { text: string; holdsFrom: string },
): Promise<Notice> {
  const { actor, newId, now, today } = context
  refuseFarDays({ '#/holdsFrom': holdsFrom }, today())
  return inTransaction(context, async (tx) => {
    const [latest] = await listNotices(tx)
    if (latest !== undefined && holdsFrom < today()) throw invalid('#/holdsFrom', 'Enter today or a day to come')
    const notice = { id: newId(), version: (latest?.version ?? 0) + 1, text, holdsFrom, publishedAt: now() }
    if (!(await insertNotice(tx, context, notice))) throw new Refusal('changed-by-someone-else')
    await recordAudit(tx, context, {
      action: 'privacy-notice.published',
      subjectKind: 'privacy-notice',
      subjectId: notice.id,
      detail: { version: notice.version, holdsFrom },
    })
    return { ...notice, publishedBy: actor.name }
  })
}
