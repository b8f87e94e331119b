import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Role, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { tasks } from '../../tasks/tables.ts'
import type { NoticeEvent, NoticeTime, OutgoingEvent } from '../kinds.ts'
import { messages, noticePreferences } from '../tables.ts'

export type Reader = { membershipId: string; hasPhone: boolean; time: NoticeTime | null }

const INBOX: Role[] = ['referrer', 'advisor', 'team-lead', 'provider']

/** Who works at an organisation and reads its inbox and tasks, or one of them; with what they decided about an event. */
export async function findReaders(
  tx: Tx,
  of: { organisationId: string; membershipId: string | null },
  event: OutgoingEvent,
): Promise<Reader[]> {
  const rows = await tx
    .select({ membershipId: memberships.id, phone: memberships.phone, time: noticePreferences.time })
    .from(memberships)
    .leftJoin(
      noticePreferences,
      and(
        eq(noticePreferences.schemeId, memberships.schemeId),
        eq(noticePreferences.membershipId, memberships.id),
        eq(noticePreferences.event, event),
      ),
    )
    .where(
      and(
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
        of.membershipId === null
          ? and(eq(memberships.organisationId, of.organisationId), inArray(memberships.role, INBOX))
          : eq(memberships.id, of.membershipId),
      ),
    )
  return rows.map(({ phone, ...row }) => ({ ...row, hasPhone: phone !== null }))
}

/** Whether an organisation has a mailbox that its people share. */
export async function hasMailbox(tx: Tx, organisationId: string): Promise<boolean> {
  const [row] = await tx
    .select({ email: organisations.email })
    .from(organisations)
    .where(and(eq(organisations.id, organisationId), isNull(organisations.closedOn)))
  return row !== undefined && row.email !== null
}

export async function findTask(tx: Tx, taskId: string): Promise<typeof tasks.$inferSelect | undefined> {
  const [row] = await tx.select().from(tasks).where(eq(tasks.id, taskId))
  return row
}

export async function findMessage(tx: Tx, messageId: string): Promise<typeof messages.$inferSelect | undefined> {
  const [row] = await tx.select().from(messages).where(eq(messages.id, messageId))
  return row
}

export async function listChoices(
  tx: Tx,
  membershipId: string,
): Promise<{ phone: string | null; version: number; choices: { event: OutgoingEvent; time: NoticeTime }[] }> {
  const [member] = await tx
    .select({ phone: memberships.phone, version: memberships.noticesVersion })
    .from(memberships)
    .where(eq(memberships.id, membershipId))
  const choices = await tx
    .select({ event: noticePreferences.event, time: noticePreferences.time })
    .from(noticePreferences)
    .where(eq(noticePreferences.membershipId, membershipId))
  return { phone: member?.phone ?? null, version: member?.version ?? 1, choices }
}

export async function saveChoices(
  tx: Tx,
  { schemeId, newId }: SystemContext,
  membershipId: string,
  choices: readonly { event: NoticeEvent; time: NoticeTime }[],
): Promise<void> {
  if (choices.length === 0) return
  await tx
    .insert(noticePreferences)
    .values(choices.map((choice) => ({ schemeId, id: newId(), membershipId, ...choice })))
    .onConflictDoUpdate({
      target: [noticePreferences.schemeId, noticePreferences.membershipId, noticePreferences.event],
      set: { time: sql`excluded.time` },
    })
}

export type Digest = { membershipId: string; tasks: number; overdue: number; unread: number }

/** What each reader of a daily digest finds when they sign in; who would find nothing is left out. */
export async function countForDigests(tx: Tx, today: string, usual: NoticeTime): Promise<Digest[]> {
  const rows = await tx.execute<Digest>(sql`
    with readers as (
      select memberships.scheme_id, memberships.id, organisation_id,
        coalesce((select time from notice_preferences where scheme_id = memberships.scheme_id and membership_id = memberships.id and event = 'task'), ${usual}) = 'daily' as hears_tasks,
        coalesce((select time from notice_preferences where scheme_id = memberships.scheme_id and membership_id = memberships.id and event = 'message'), ${usual}) = 'daily' as hears_messages
      from memberships where ended_at is null and role in ('referrer', 'advisor', 'team-lead', 'provider')
    ), counted as (
      select readers.id as "membershipId",
        (select count(*)::int from tasks where hears_tasks and tasks.scheme_id = readers.scheme_id and tasks.organisation_id = readers.organisation_id
          and done_at is null and due_on <= ${today}::date and (membership_id = readers.id or membership_id is null)) as tasks,
        (select count(*)::int from tasks where hears_tasks and tasks.scheme_id = readers.scheme_id and tasks.organisation_id = readers.organisation_id
          and done_at is null and due_on < ${today}::date and (membership_id = readers.id or membership_id is null)) as overdue,
        (select count(*)::int from messages where hears_messages and messages.scheme_id = readers.scheme_id and messages.organisation_id = readers.organisation_id
          and read_at is null) as unread
      from readers
    )
    select * from counted where tasks + unread > 0`)
  return [...rows]
}
