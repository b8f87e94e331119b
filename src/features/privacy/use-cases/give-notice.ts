import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPersonForUpdate } from '../../people/public.ts'
import type { NoticeWay } from '../kinds.ts'
import { findNotice, findNoticeOn, type Given, insertGiven } from '../store/notices.ts'

type Input = { personId: string; noticeId?: string | undefined; how: NoticeWay; on: string }

/** Writes down which version a person was given, how and on which day: the one that held then, unless another is named. */
export async function giveNotice(context: Context, { personId, noticeId, how, on }: Input): Promise<Given> {
  const { actor, newId, now, today } = context
  return inTransaction(context, async (tx) => {
    if ((await findPersonForUpdate(tx, actor, personId)) === undefined) throw new Refusal('not-found')
    if (on > today()) throw invalid('#/on', 'Enter the day on which it was given: it cannot be in the future')
    const notice = noticeId === undefined ? await findNoticeOn(tx, on) : await findNotice(tx, noticeId)
    if (notice === undefined)
      throw noticeId === undefined
        ? invalid('#/on', 'No privacy notice held on that day')
        : invalid('#/noticeId', 'Choose a version of this scheme')
    if (notice.holdsFrom > on) throw invalid('#/noticeId', `This version holds from ${notice.holdsFrom}`)
    const given = { id: newId(), noticeId: notice.id, how, recordedAt: now() }
    await insertGiven(tx, context, { ...given, personId, givenOn: on })
    await recordAudit(tx, context, {
      action: 'privacy-notice.given',
      subjectKind: 'privacy-notice',
      subjectId: notice.id,
      personId,
      detail: { version: notice.version, how },
    })
    return { ...given, version: notice.version, on, recordedBy: actor.name }
  })
}
