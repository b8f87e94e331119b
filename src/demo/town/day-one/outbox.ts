import type { OutgoingEvent } from '../../../features/messages/kinds.ts'
import { composeDigest, composeNotice, composeNoticeText } from '../../../features/messages/notices.ts'
import { wordToOutside } from '../../../features/referrals/outside.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Rows } from '../rows.ts'
import { openTask } from '../tasks.ts'
import type { Member } from '../world.ts'
import type { Scene } from './scene.ts'

type Row = Rows['outgoingMessages'][number]
type Said = Pick<
  Row,
  'channel' | 'recipientKind' | 'event' | 'subject' | 'body' | 'subjectKind' | 'subjectId' | 'createdAt'
>

/** One row of what left the building, or waits to. */
export function sendOut({ world }: Scene, said: Said & Partial<Row>): Row {
  const row: Row = {
    schemeId: world.schemeId,
    id: world.newId(said.createdAt),
    ...NOTHING_KNOWN,
    ...said,
  }
  world.rows.outgoingMessages.push(row)
  return row
}

export const arrived = (at: Date) => {
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000)
  return { status: 'delivered' as const, attempts: 1, sentAt: later(4), deliveredAt: later(31) }
}

const NOTHING_KNOWN = {
  membershipId: null,
  accountId: null,
  organisationId: null,
  personId: null,
  recipientName: null,
  address: null,
  link: null,
  status: 'waiting',
  createdById: null,
  notBefore: null,
  jobId: null,
  attempts: 0,
  sentAt: null,
  deliveredAt: null,
  failedAt: null,
  failure: null,
  printedAt: null,
  postedOn: null,
  doneAt: null,
  stoppedAt: null,
  purpose: null,
  gate: null,
  outcome: null,
} as const

const DAYS_SHOWN = 4

/** The mails and texts of the last days: to shared mailboxes, to colleagues, to those outside; one mailbox sends mail back. */
export function tellOutbox(scene: Scene): void {
  const { world, ago } = scene
  const { rows, practices } = world
  const since = ago(DAYS_SHOWN)
  const broken = practices[4]
  const addresses = new Map(rows.organisations.map(({ id, email }) => [id, email ?? null]))

  for (const { id, organisationId, urgency, sentAt, sentById } of [...rows.messages]) {
    if (todayInEngland(sentAt) < since) continue
    const event: OutgoingEvent = urgency === 'same-day' ? 'message-same-day' : 'message'
    const isBack = organisationId === broken?.id
    const mail = sendOut(scene, {
      channel: 'mail',
      recipientKind: 'organisation',
      organisationId,
      address: addresses.get(organisationId) ?? null,
      event,
      ...composeNotice(event, { subjectId: id }),
      subjectKind: 'message',
      subjectId: id,
      createdAt: sentAt,
      ...arrived(sentAt),
    })
    if (!isBack) continue
    const failedAt = new Date(sentAt.getTime() + 95_000)
    Object.assign(mail, { status: 'bounced', deliveredAt: null, failedAt, failure: 'smtp-550' })
    if (rows.deadMailboxes.every((dead) => dead.organisationId !== organisationId))
      rows.deadMailboxes.push({
        schemeId: world.schemeId,
        id: world.newId(failedAt),
        organisationId,
        address: addresses.get(organisationId) ?? '',
        deadAt: failedAt,
        failure: 'smtp-550',
      })
    const sender = [world.lead, ...world.advisors].find(({ membershipId }) => membershipId === sentById)
    openTask(world, {
      kind: 'message-not-delivered',
      subjectKind: 'organisation',
      subjectId: organisationId,
      member: sender,
      dueOn: todayInEngland(failedAt),
      at: failedAt,
    })
  }

  for (const { toId, concernId, at } of [...rows.concernEntries])
    if (toId != null && todayInEngland(at) >= since)
      notice(scene, 'concern', { membershipId: toId, subjectKind: 'concern', subjectId: concernId, at })
  for (const { toId, alarmId, at } of [...rows.loneWorkingTellings])
    notice(scene, 'lone-worker', { membershipId: toId, subjectKind: 'lone-working-alarm', subjectId: alarmId, at })
  for (const member of [world.lead, ...world.advisors]) digest(scene, member)
  tellOutside(scene)
}

type About = { membershipId: string; subjectKind: string; subjectId: string; at: Date }

/** A mail, and for what cannot wait a text to the telephone that its reader gave. */
function notice(scene: Scene, event: OutgoingEvent, { membershipId, at, ...about }: About): void {
  const member = scene.world.rows.memberships.find(({ id }) => id === membershipId)
  const account = scene.world.rows.accounts.find(({ id }) => id === member?.accountId)
  const to = { recipientKind: 'member' as const, membershipId, event, ...about, createdAt: at }
  sendOut(scene, {
    ...to,
    channel: 'mail',
    address: account?.email ?? null,
    ...composeNotice(event, about),
    ...arrived(at),
  })
  if (member?.phone == null) return
  const { subject } = composeNotice(event, about)
  sendOut(scene, {
    ...to,
    channel: 'text',
    address: member.phone,
    subject,
    body: composeNoticeText(event, about),
    ...arrived(at),
  })
}

function digest(scene: Scene, { membershipId }: Member): void {
  const { world, at } = scene
  const own = world.rows.tasks.filter((task) => task.membershipId === membershipId && task.doneAt === null)
  if (own.length === 0) return
  const createdAt = at(1, 7 * 60)
  const member = world.rows.memberships.find(({ id }) => id === membershipId)
  const account = world.rows.accounts.find(({ id }) => id === member?.accountId)
  sendOut(scene, {
    channel: 'mail',
    recipientKind: 'member',
    membershipId,
    address: account?.email ?? null,
    event: 'digest',
    ...composeDigest({ tasks: own.length, overdue: own.filter(({ dueOn }) => dueOn < world.today).length, unread: 0 }),
    subjectKind: 'membership',
    subjectId: membershipId,
    createdAt,
    ...arrived(createdAt),
  })
}

const OUTSIDE_DAYS = 25

/** Whoever asked from outside hears that it was answered, and no more. */
function tellOutside(scene: Scene): void {
  const { world, episodes, ago } = scene
  for (const { referral } of episodes) {
    const { outsideReferrer: outside, acceptedAt, submittedAt } = referral
    if (outside === null || acceptedAt === null || submittedAt === null) continue
    if (todayInEngland(acceptedAt) < ago(OUTSIDE_DAYS)) continue
    const isMail = outside.answer.by === 'mail'
    sendOut(scene, {
      channel: isMail ? 'mail' : 'call',
      recipientKind: 'outside',
      recipientName: outside.name,
      address: typeof outside.answer.to === 'string' ? outside.answer.to : outside.answer.to.join('\n'),
      event: 'outside-answer',
      ...wordToOutside({
        news: 'accepted',
        reference: referral.reference,
        askedOn: todayInEngland(submittedAt),
        serviceName: world.service.name,
        more: undefined,
      }),
      subjectKind: 'referral',
      subjectId: referral.id,
      createdAt: acceptedAt,
      ...(isMail
        ? arrived(acceptedAt)
        : todayInEngland(acceptedAt) < ago(3)
          ? { status: 'done', doneAt: acceptedAt, outcome: 'spoke-to-person' }
          : {}),
    })
  }
}
