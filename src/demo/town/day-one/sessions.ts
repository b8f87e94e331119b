import { occurrencesBetween } from '../../../features/activities/recurrence.ts'
import { WEEK_LINK_DAYS } from '../../../features/links/kinds.ts'
import { composeNotice } from '../../../features/messages/notices.ts'
import { isLive } from '../../../features/placements/lifecycle.ts'
import { addDays, toDayNumber, weekdayOf } from '../../../platform/clock.ts'
import { providerOf, rowNamed } from '../listed.ts'
import { openTask } from '../tasks.ts'
import { arrived, sendOut } from './outbox.ts'
import type { Scene } from './scene.ts'

/** Next week one session is not held and one is on another day; a group has the link of its week, and an advisor a calendar. */
export function tellSessions(scene: Scene): void {
  change(scene, 'Knit and natter', { why: 'The hall is a polling station that day', daysLater: undefined })
  change(scene, 'Tuesday lunch club', { why: 'The cook is at a wedding', daysLater: 1 })
  sendWeekLink(scene, 'Women’s sewing and tea')
  keepCalendar(scene)
}

const mondayOf = (day: string): string => addDays(day, -weekdayOf(toDayNumber(day)))

function change(scene: Scene, name: string, { why, daysLater }: { why: string; daysLater: number | undefined }): void {
  const { world, at } = scene
  const activity = rowNamed(world, name)
  const monday = addDays(mondayOf(world.today), 7)
  const [session] = occurrencesBetween(activity.schedule, monday, addDays(monday, 6))
  if (session === undefined) throw new Error(`${name} is not held next week`)
  const isMoved = daysLater !== undefined
  const changedAt = at(1, 15 * 60 + 5)
  world.rows.activitySessions.push({
    schemeId: world.schemeId,
    id: world.newId(changedAt),
    activityId: activity.id,
    on: session.on,
    status: isMoved ? 'moved' : 'cancelled',
    movedToOn: isMoved ? addDays(session.on, daysLater) : null,
    startsAt: isMoved ? session.startsAt : null,
    endsAt: isMoved ? session.endsAt : null,
    why,
    taken: 0,
    changedAt,
    changedById: providerOf(world, activity.providerId).member.membershipId,
  })
  if (!isMoved) leaveToTell(scene, activity.id, changedAt)
}

/** Two whom no text and no mail reaches: their advisors ring them. */
const TO_RING = 2

function leaveToTell({ world, episodes }: Scene, activityId: string, at: Date): void {
  const owners = new Map(episodes.map(({ referral, owner }) => [referral.id, owner]))
  const coming = world.rows.placements.filter(
    (placement) => placement.activityId === activityId && placement.status !== 'offered' && isLive(placement.status),
  )
  for (const { id, referralId } of coming.slice(0, TO_RING))
    openTask(world, {
      kind: 'tell-of-session',
      subjectKind: 'placement',
      subjectId: id,
      member: owners.get(referralId),
      dueOn: world.today,
      at,
    })
}

const DAY_MS = 86_400_000

/** The link is in the mail; who opens it needs the last digits of the group's number. */
function sendWeekLink(scene: Scene, name: string): void {
  const { world, ago, at } = scene
  const { id: activityId, providerId } = rowNamed(world, name)
  const madeAt = at(1, 6 * 60 + 40)
  const id = world.newId(madeAt)
  const expiresAt = new Date(madeAt.getTime() + WEEK_LINK_DAYS * DAY_MS)
  world.rows.groupLinks.push({
    schemeId: world.schemeId,
    id,
    purpose: 'week',
    activityId,
    providerId,
    placementId: null,
    weekOf: mondayOf(ago(1)),
    memberId: providerOf(world, providerId).member.membershipId,
    madeAt,
    madeById: null,
    expiresAt,
    endedAt: null,
    wrongDigits: 0,
  })
  sendOut(scene, {
    channel: 'mail',
    recipientKind: 'organisation',
    organisationId: providerId,
    address: world.rows.organisations.find((one) => one.id === providerId)?.email ?? null,
    event: 'week-link',
    ...composeNotice('week-link', { subjectId: id }),
    link: { purpose: 'week', id, path: '/links/week/', expiresAt: expiresAt.toISOString() },
    subjectKind: 'group-link',
    subjectId: id,
    createdAt: madeAt,
    ...arrived(madeAt),
  })
}

function keepCalendar({ world, at }: Scene): void {
  const [advisor] = world.advisors
  if (advisor === undefined) return
  const createdAt = at(20, 9 * 60 + 15)
  world.rows.calendarFeeds.push({
    schemeId: world.schemeId,
    id: world.newId(createdAt),
    membershipId: advisor.membershipId,
    createdAt,
    revokedAt: null,
  })
}
