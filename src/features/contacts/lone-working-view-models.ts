import { sayInstant, sayTime } from '../../platform/web/words.ts'
import type { WorkerFound } from './kinds.ts'

type Delivery = 'not-yet' | 'waiting' | 'sent' | 'failed'

export type ListedAlarm = {
  id: string
  workerId: string
  workerLabel: string
  openedAt: Date
  troubleAt: Date | null
  takenAt: Date | null
  takenById: string | null
  takenBy: string | undefined
  tellings: readonly { name: string; at: Date; delivery: Delivery }[]
}

const DELIVERY_WORDS: Record<Delivery, string> = {
  'not-yet': 'nothing has been sent yet',
  waiting: 'a message is on its way',
  sent: 'a message was sent',
  failed: 'the message did not leave: ring them',
}

const FOUND_WORDS: Record<Exclude<WorkerFound, 'checked-out'>, string> = {
  safe: 'Safe',
  hurt: 'Hurt, and somebody is with them',
  'emergency-services-sent': 'Not found yet: the emergency services are on their way',
}

/** Who is not back, and first of all whether anybody would notice. */
export function toAlarmsPage(given: {
  watching: boolean
  lastRunAt: Date | null
  alarms: readonly ListedAlarm[]
  inside: readonly {
    referralId: string
    contactId: string
    workerLabel: string
    checkedInAt: Date
    plannedEnd: Date | null
  }[]
  reader: string
  done: string | undefined
}) {
  const { watching, lastRunAt, alarms, inside, reader, done } = given
  return {
    title: 'Who is not back',
    said: done === 'ended' ? 'What was found is written down. It has ended.' : undefined,
    unwatched: watching
      ? undefined
      : `Nobody is being told automatically. ${lastRunAt === null ? 'It has not run lately' : `It last ran at ${sayInstant(lastRunAt)}`}. Ring everybody who is out on a visit now, and tell whoever looks after the system.`,
    inside: inside.map(({ referralId, contactId, workerLabel, checkedInAt, plannedEnd }) => ({
      who: workerLabel,
      since: sayTime(checkedInAt),
      until: plannedEnd === null ? undefined : sayTime(plannedEnd),
      href: `/referrals/${referralId}/contacts/${contactId}`,
    })),
    rows: alarms.map((alarm) => toRow(alarm, reader)),
  }
}

export function toAlarmPage(alarm: ListedAlarm, reader: string) {
  const row = toRow(alarm, reader)
  return {
    ...row,
    title: row.isMine ? 'You are not back' : `${alarm.workerLabel} is not back`,
    found: Object.entries(FOUND_WORDS).map(([value, text]) => ({ value, text })),
  }
}

function toRow(alarm: ListedAlarm, reader: string) {
  const isTaken = alarm.takenAt !== null
  const isMine = alarm.workerId === reader
  const byReader = alarm.takenById === reader
  return {
    id: alarm.id,
    href: `/lone-working/${alarm.id}`,
    who: alarm.workerLabel,
    isMine,
    isTrouble: alarm.troubleAt !== null,
    since: sayInstant(alarm.troubleAt ?? alarm.openedAt),
    has:
      alarm.takenAt === null
        ? undefined
        : `${byReader ? 'You have' : `${alarm.takenBy ?? 'A colleague'} has`} it, since ${sayInstant(alarm.takenAt)}.`,
    canTake: !isTaken && !isMine,
    told: alarm.tellings.map(({ name, at, delivery }) => `${name}, ${sayInstant(at)}: ${DELIVERY_WORDS[delivery]}`),
  }
}
