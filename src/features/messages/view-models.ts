import type { z } from 'zod'
import { sayInstant } from '../../platform/web/words.ts'
import { toRecordCopy } from './compose.ts'
import type { MessageBody } from './contract.ts'

type Message = z.infer<typeof MessageBody>

const URGENT_FIRST = (message: Message): number => {
  if (message.urgency === 'same-day' && message.acknowledgedAt === null) return 0
  return message.asks && message.filedAt === null ? 1 : 2
}

/** The inbox: what must be answered today, what asks for something, and the rest in one line each. */
export function toInboxPage({
  items,
  next,
  shown,
}: {
  items: Message[]
  next: string | null
  shown: 'unfiled' | 'all'
}) {
  const rows = items.map(toMessageRow)
  return {
    title: 'Inbox',
    shown,
    today: rows.filter(({ rank }) => rank === 0),
    asking: rows.filter(({ rank }) => rank === 1),
    rest: rows.filter(({ rank }) => rank === 2),
    toFile: rows.filter(({ rank, isFiled }) => rank === 2 && !isFiled).map(({ id }) => id),
    more: next === null ? undefined : `/inbox?show=${shown}&after=${encodeURIComponent(next)}`,
  }
}

export function toMessageRow(message: Message) {
  const isSameDay = message.urgency === 'same-day'
  return {
    id: message.id,
    rank: URGENT_FIRST(message),
    href: `/inbox/${message.id}`,
    title: message.title,
    body: message.body,
    copy: toRecordCopy(message),
    letter: `/inbox/${message.id}/letter.pdf`,
    snomedCode: message.snomedCode,
    sent: sayInstant(new Date(message.sentAt)),
    isUnread: message.readAt === null,
    isFiled: message.filedAt !== null,
    isToAcknowledge: isSameDay && message.acknowledgedAt === null,
    acknowledgeBy: message.acknowledgeBy === null ? undefined : sayInstant(new Date(message.acknowledgeBy)),
    acknowledged:
      message.acknowledgedAt === null
        ? undefined
        : `Answered ${sayInstant(new Date(message.acknowledgedAt))}: ${message.whatWillBeDone}`,
    referral: message.subjectKind === 'referral' ? `/referrals/${message.subjectId}` : undefined,
  }
}
