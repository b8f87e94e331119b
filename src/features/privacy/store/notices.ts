import { and, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import type { NoticeWay } from '../kinds.ts'
import { privacyNotices, privacyNoticesGiven } from '../tables.ts'

export type Notice = {
  id: string
  version: number
  text: string
  holdsFrom: string
  publishedAt: Date
  publishedBy: string
}

const columns = {
  id: privacyNotices.id,
  version: privacyNotices.version,
  text: privacyNotices.text,
  holdsFrom: privacyNotices.holdsFrom,
  publishedAt: privacyNotices.publishedAt,
  publishedBy: memberships.name,
}
const selectNotices = (db: Db | Tx) =>
  db
    .select(columns)
    .from(privacyNotices)
    .innerJoin(memberships, eq(memberships.id, privacyNotices.publishedById))
    .$dynamic()

/** The latest first. A scheme has a handful in its life. */
export const listNotices = async (db: Db | Tx): Promise<Notice[]> =>
  selectNotices(db).orderBy(desc(privacyNotices.version)).limit(50)

export async function findNotice(db: Db | Tx, noticeId: string): Promise<Notice | undefined> {
  const [notice] = await selectNotices(db).where(eq(privacyNotices.id, noticeId))
  return notice
}

/** What holds on a day: of two from the same day the later version. */
export async function findNoticeOn(db: Db | Tx, on: string): Promise<Notice | undefined> {
  const [notice] = await selectNotices(db)
    .where(lte(privacyNotices.holdsFrom, on))
    .orderBy(desc(privacyNotices.version))
    .limit(1)
  return notice
}

/** False when somebody published another in the same moment. */
export async function insertNotice(
  tx: Tx,
  { schemeId, actor }: Context,
  notice: Pick<Notice, 'id' | 'version' | 'text' | 'holdsFrom' | 'publishedAt'>,
): Promise<boolean> {
  const rows = await tx
    .insert(privacyNotices)
    .values({ schemeId, ...notice, publishedById: actor.membershipId })
    .onConflictDoNothing()
    .returning({ id: privacyNotices.id })
  return rows.length > 0
}

export type Given = {
  id: string
  noticeId: string
  version: number
  on: string
  how: NoticeWay
  recordedAt: Date
  recordedBy: string
}

export async function insertGiven(
  tx: Tx,
  { schemeId, actor }: Context,
  given: { id: string; personId: string; noticeId: string; givenOn: string; how: NoticeWay; recordedAt: Date },
): Promise<void> {
  await tx.insert(privacyNoticesGiven).values({ schemeId, ...given, recordedById: actor.membershipId })
}

/** What was given to the records of one person, which the caller has found; the latest first. */
export async function listGiven(tx: Tx, personIds: readonly string[]): Promise<Given[]> {
  return tx
    .select({
      id: privacyNoticesGiven.id,
      noticeId: privacyNoticesGiven.noticeId,
      version: privacyNotices.version,
      on: privacyNoticesGiven.givenOn,
      how: privacyNoticesGiven.how,
      recordedAt: privacyNoticesGiven.recordedAt,
      recordedBy: memberships.name,
    })
    .from(privacyNoticesGiven)
    .innerJoin(
      privacyNotices,
      and(
        eq(privacyNotices.schemeId, privacyNoticesGiven.schemeId),
        eq(privacyNotices.id, privacyNoticesGiven.noticeId),
      ),
    )
    .innerJoin(memberships, eq(memberships.id, privacyNoticesGiven.recordedById))
    .where(inArray(privacyNoticesGiven.personId, [...personIds]))
    .orderBy(desc(privacyNoticesGiven.givenOn), desc(privacyNoticesGiven.id))
    .limit(100)
}

/**
 * How many people who are cared for now were not given a version, on any record of theirs. Unscoped: of the whole scheme, a
 * number and nobody's name.
 */
export async function countNotGivenUnscoped(
  sql: Sql,
  { schemeId, noticeId }: { schemeId: string; noticeId: string },
): Promise<number> {
  const [row] = await sql<{ people: number }[]>`
    select count(*)::integer as people from people
    where scheme_id = ${schemeId} and merged_into is null and died_on is null
      and exists (select from care_relationships as care where care.scheme_id = people.scheme_id and care.person_id = people.id and care.until_at is null)
      and not exists (select from privacy_notices_given as given join people as record on record.scheme_id = given.scheme_id and record.id = given.person_id
        where given.scheme_id = people.scheme_id and given.notice_id = ${noticeId} and people.id in (record.id, record.merged_into))`
  if (row === undefined) throw new Error('An aggregate gave no row')
  return row.people
}
