import { and, eq, getTableColumns } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Actor, Context, Db, Tx } from '../../platform/context.ts'
import { memberships } from '../accounts/tables.ts'
import { type ReferralStatus, referralVisibleToRaw, type Stage } from '../referrals/public.ts'
import type { DecisionOwner } from './kinds.ts'
import { meetingDecisions, meetingNames, meetings } from './tables.ts'

export type Meeting = typeof meetings.$inferSelect
export type Decision = typeof meetingDecisions.$inferSelect & {
  memberName: string | null
  decidedByName: string | null
}

export type AgendaRow = {
  id: string
  personId: string
  reference: string
  status: ReferralStatus
  stage: Stage | null
  givenName: string
  familyName: string
  bornOn: string
  ownerName: string | null
  dueOn: string | null
  holdUntil: string | null
  urgency: string
  hasVisitRisk: boolean
  submittedOn: string | null
  planAgreedOn: string | null
  /** Left out of this meeting: named at its end, so that it can be brought back. */
  isLeftOut: boolean
  lastDecision: {
    what: string
    owner: DecisionOwner
    memberId: string | null
    memberName: string | null
    dueOn: string
    isOpen: boolean
  } | null
}

const MOST = 150

/** The referrals that the meeting of my organisation goes through, and the record of who was shown, in one statement. */
export async function listAgenda(
  context: Context,
  { since, month }: { since: string; month: string },
): Promise<AgendaRow[]> {
  const { sql, schemeId, actor, newId, now, today } = context
  const ownSide = actor.isAtPractice ? sql`practice_id` : sql`referrer_organisation_id`
  return sql<AgendaRow[]>`
    with named as (
      select referral_id, is_added from meeting_names as name join meetings as meeting on meeting.scheme_id = name.scheme_id and meeting.id = name.meeting_id
      where name.scheme_id = ${schemeId} and meeting.organisation_id = ${actor.organisationId} and meeting.month = ${month}
    ), page as (
      select referrals.*, referral_stage(referrals, ${today()}::date) as stage from referrals
      where scheme_id = ${schemeId} and ${ownSide} = ${actor.organisationId} and ${referralVisibleToRaw(sql, actor)}
        and (status in ('submitted', 'returned', 'accepted') or (status = 'closed' and ended_at >= ${since}::date)
          or id in (select referral_id from named where is_added))
      order by due_on, id limit ${MOST}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${newId()}, ${now()}, ${actor.membershipId}, 'meeting.read', 'meeting', jsonb_build_object('referralIds', coalesce(jsonb_agg(id), '[]')) from page
    )
    select page.id, page.person_id as "personId", reference, page.status, page.stage, given_name as "givenName",
      family_name as "familyName", born_on as "bornOn", owner.name as "ownerName", due_on as "dueOn", hold_until as "holdUntil", urgency,
      coalesce(home_visit_risk = 'known', false) as "hasVisitRisk", (submitted_at at time zone 'Europe/London')::date as "submittedOn",
      (plan_agreed_at at time zone 'Europe/London')::date as "planAgreedOn",
      exists (select from named where referral_id = page.id and not is_added) as "isLeftOut",
      (select jsonb_build_object('what', decision.what, 'owner', decision.owner, 'memberId', decision.member_id, 'memberName', member.name, 'dueOn', decision.due_on, 'isOpen', exists (
          select from tasks where tasks.scheme_id = page.scheme_id and kind = 'meeting-decision' and subject_id = page.id and done_at is null))
        from meeting_decisions as decision join meetings as meeting on meeting.scheme_id = decision.scheme_id and meeting.id = decision.meeting_id
        left join memberships as member on member.scheme_id = decision.scheme_id and member.id = decision.member_id
        where decision.scheme_id = page.scheme_id and decision.referral_id = page.id and meeting.organisation_id = ${actor.organisationId}
          and meeting.month < ${month} and meeting.closed_at is not null
        order by meeting.month desc limit 1) as "lastDecision"
    from page
    join people on people.scheme_id = page.scheme_id and people.id = page.person_id
    left join memberships as owner on owner.scheme_id = page.scheme_id and owner.id = page.owner_id
    order by due_on, page.id`
}

/** A meeting is its organisation's own. */
const ofMonth = (actor: Actor, month: string) =>
  and(eq(meetings.organisationId, actor.organisationId), eq(meetings.month, month))

export async function findMeeting(db: Db | Tx, actor: Actor, month: string): Promise<Meeting | undefined> {
  const [row] = await db.select().from(meetings).where(ofMonth(actor, month))
  return row
}

/** The meeting of a month, locked; begun when it is not yet. */
export async function openMeetingForUpdate(
  tx: Tx,
  { schemeId, actor, newId }: Context,
  month: string,
): Promise<Meeting | undefined> {
  const { organisationId } = actor
  await tx.insert(meetings).values({ schemeId, id: newId(), organisationId, month }).onConflictDoNothing()
  const [row] = await tx.select().from(meetings).where(ofMonth(actor, month)).for('update')
  return row
}

export async function changeMeeting(tx: Tx, meetingId: string, set: Partial<Meeting>): Promise<void> {
  await tx.update(meetings).set(set).where(eq(meetings.id, meetingId))
}

export async function listDecisions(db: Db | Tx, meetingId: string): Promise<Decision[]> {
  const [member, decider] = [alias(memberships, 'member'), alias(memberships, 'decider')]
  const { schemeId, memberId, decidedById } = meetingDecisions
  return db
    .select({ ...getTableColumns(meetingDecisions), memberName: member.name, decidedByName: decider.name })
    .from(meetingDecisions)
    .leftJoin(member, and(eq(member.schemeId, schemeId), eq(member.id, memberId)))
    .leftJoin(decider, and(eq(decider.schemeId, schemeId), eq(decider.id, decidedById)))
    .where(eq(meetingDecisions.meetingId, meetingId))
    .orderBy(meetingDecisions.id)
}

export async function putDecision(tx: Tx, row: typeof meetingDecisions.$inferInsert): Promise<void> {
  const { what, owner, memberId, dueOn, decidedById, decidedAt } = row
  await tx
    .insert(meetingDecisions)
    .values(row)
    .onConflictDoUpdate({
      target: [meetingDecisions.schemeId, meetingDecisions.meetingId, meetingDecisions.referralId],
      set: { what, owner, memberId, dueOn, decidedById, decidedAt },
    })
}

export async function dropDecision(tx: Tx, about: { meetingId: string; referralId: string }): Promise<void> {
  await tx
    .delete(meetingDecisions)
    .where(and(eq(meetingDecisions.meetingId, about.meetingId), eq(meetingDecisions.referralId, about.referralId)))
}

/** What was said of it last counts. */
export async function putName(tx: Tx, row: typeof meetingNames.$inferInsert): Promise<void> {
  const { isAdded, byId, at } = row
  await tx
    .insert(meetingNames)
    .values(row)
    .onConflictDoUpdate({
      target: [meetingNames.schemeId, meetingNames.meetingId, meetingNames.referralId],
      set: { isAdded, byId, at },
    })
}
