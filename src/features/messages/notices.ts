import { sayDay } from '../../platform/clock.ts'
import type { TaskKind } from '../tasks/public.ts'
import { LINK_PLACE, OUTGOING_EVENTS, type OutgoingEvent } from './kinds.ts'

/** Stands in a text for the address of the service, which is put in when it is sent. */
export const SITE_PLACE = '{site}'

/** What it is about, and the last day for an answer where there is one. */
type About = { subjectId: string; answerBy?: string | undefined }

/**
 * What a colleague or a shared mailbox is told: that there is something, under which reference, and to sign in. It is made
 * of the event and a day alone, so that no name of a person, condition or activity can come into it.
 */
export function composeNotice(event: OutgoingEvent, about: About): { subject: string; body: string } {
  const reference = toNoticeReference(about.subjectId)
  const { label, urgent } = OUTGOING_EVENTS[event]
  const byLink = BY_LINK[event]
  if (byLink !== undefined)
    return {
      subject: `${label} (${reference})`,
      body: [`${label}.`, byLink(sayLastDay(about)), WHOSE_MACHINE].join('\n\n'),
    }
  return {
    subject: `${urgent ? 'Today: ' : ''}${label} (${reference})`,
    body: [
      `${label}.`,
      WHAT_TO_DO[event] ?? 'Sign in to read it.',
      `Reference ${reference}`,
      `Sign in: ${SITE_PLACE}`,
      WHOSE_MACHINE,
    ].join('\n\n'),
  }
}

const sayLastDay = ({ answerBy }: About): string => (answerBy === undefined ? '' : ` by ${sayDay(answerBy)}`)

const WHOSE_MACHINE = 'This mail was sent by a machine. Nobody reads an answer to it.'

/** For a group that has no account: what the link is for. It asks for three digits, so that a machine that opens it does nothing. */
const BY_LINK: Partial<Record<OutgoingEvent, (lastDay: string) => string>> = {
  'week-link': () =>
    `Who comes, who came, not this week, full, somebody to worry about, or ring me. Open this, and have the last three digits of your group's number ready:\n${LINK_PLACE}`,
  'offer-link': (lastDay) =>
    `Somebody would like to come. Say yes or no here${lastDay}, and have the last three digits of your group's number ready:\n${LINK_PLACE}`,
}
const BY_LINK_SHORT: Partial<Record<OutgoingEvent, (lastDay: string) => string>> = {
  'week-link': () => `Your week: who comes, who came, not this week, ring me: ${LINK_PLACE} Or answer FULL or CALL`,
  'offer-link': (lastDay) =>
    `Somebody would like to come. Say yes or no${lastDay}: ${LINK_PLACE} Or answer YES, NO or CALL`,
}

/** The same for a phone: short, because others may read over a shoulder. */
export function composeNoticeText(event: OutgoingEvent, about: About): string {
  const byLink = BY_LINK_SHORT[event]
  if (byLink !== undefined) return byLink(sayLastDay(about))
  return `${OUTGOING_EVENTS[event].label}. Sign in: ${SITE_PLACE} (${toNoticeReference(about.subjectId)})`
}

const WHAT_TO_DO: Partial<Record<OutgoingEvent, string>> = {
  'lone-worker': 'Sign in and say that you have it, then ring the worker. In danger, ring 999.',
  concern: 'Sign in and say that you have it. In danger, ring 999.',
  'message-same-day': 'Sign in, read it, and say what will be done. Otherwise you are rung.',
  'test-message': 'It arrived. There is nothing to do.',
  statement: `Open this to read it, and say whether it is right:\n${LINK_PLACE}`,
  'visit-link': `Open this to check in and out:\n${LINK_PLACE}`,
}

/** The end of an id: enough to tell two notices apart, and it says nothing about anybody. */
export const toNoticeReference = (id: string): string => id.slice(-8).toUpperCase()

/** How a task announces itself. `null`: it shows on the list only, because a mail about mail that fails could go on for ever. */
const EVENT_OF_TASK: Partial<Record<TaskKind, OutgoingEvent | null>> = {
  'lone-worker-not-back': 'lone-worker',
  'answer-concern': 'concern',
  'no-reply': 'task-today',
  'ring-practice': 'task-today',
  'tell-group-of-death': 'task-today',
  'death-taken-back': 'task-today',
  'review-opened-record': 'task-today',
  'review-looking': 'task-today',
  'hand-over-work': 'task-today',
  'message-not-delivered': null,
}

/** Undefined when it is not announced. */
export const eventOfTask = (kind: TaskKind): OutgoingEvent | undefined => {
  const event = EVENT_OF_TASK[kind]
  return event === undefined ? 'task' : (event ?? undefined)
}

/** What rings in a pocket, beside the mail. */
export const isAlsoTexted = (event: OutgoingEvent): boolean => event === 'lone-worker' || event === 'concern'

/** Counts and nothing else: who it is about is read after signing in. */
export function composeDigest(counts: { tasks: number; overdue: number; unread: number }): {
  subject: string
  body: string
} {
  const lines = [
    counts.tasks > 0 ? `To do: ${counts.tasks}, of which overdue: ${counts.overdue}` : '',
    counts.unread > 0 ? `Messages that nobody has read: ${counts.unread}` : '',
  ].filter((line) => line !== '')
  return { subject: OUTGOING_EVENTS.digest.label, body: [...lines, `Sign in: ${SITE_PLACE}`].join('\n\n') }
}
