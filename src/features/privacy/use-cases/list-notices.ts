import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import {
  countNotGivenUnscoped,
  findNotice,
  findNoticeOn,
  listNotices as listAll,
  type Notice,
} from '../store/notices.ts'

/** Every version, and which of them holds today. */
export async function listNotices({ db, today }: Context): Promise<{ items: Notice[]; inForceId: string | undefined }> {
  return { items: await listAll(db), inForceId: (await findNoticeOn(db, today()))?.id }
}

/** How many of those who are cared for now were not given a version yet. */
export async function countNotGiven(
  { db, sql, schemeId }: Context,
  { noticeId }: { noticeId: string },
): Promise<{ people: number }> {
  if ((await findNotice(db, noticeId)) === undefined) throw new Refusal('not-found')
  return { people: await countNotGivenUnscoped(sql, { schemeId, noticeId }) }
}
