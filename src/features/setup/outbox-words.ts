import { sayInstant } from '../../platform/web/words.ts'
import type { OutgoingBody } from '../messages/public.ts'

const CHANNELS: Record<OutgoingBody['channel'], string> = { mail: 'Mail', text: 'Text', letter: 'Letter', call: 'Call' }
const TO: Record<OutgoingBody['recipientKind'], string> = {
  member: 'to a colleague',
  account: 'to an account',
  organisation: 'to an organisation',
  outside: 'to somebody outside',
  person: 'to a person',
}
const STATUS: Record<OutgoingBody['status'], { text: string; colour: string }> = {
  waiting: { text: 'Waits', colour: 'grey' },
  sent: { text: 'Sent', colour: 'blue' },
  delivered: { text: 'Arrived', colour: 'green' },
  failed: { text: 'Did not leave', colour: 'red' },
  bounced: { text: 'Came back', colour: 'red' },
  printed: { text: 'Printed', colour: 'blue' },
  posted: { text: 'Posted', colour: 'green' },
  done: { text: 'Done', colour: 'green' },
  stopped: { text: 'Stopped', colour: 'grey' },
}

/** A code of a mail server stays as it is: whoever looks after mail asks by it. */
function sayFailure(failure: string): string {
  if (failure === 'practice-scheme') return 'Kept: a scheme for training sends nothing'
  return `The server said: ${failure}`
}

export function toOutboxPage(given: {
  items: OutgoingBody[]
  mailboxes: { organisationId: string; organisationName: string; deadAt: Date }[]
  failed: boolean
  next: string | null
  /** A lead rings an organisation; its address the administrator corrects. */
  mayCorrect: boolean
}) {
  const { items, mailboxes, failed, next, mayCorrect } = given
  return {
    title: 'What went out',
    failed,
    rows: items.map((item) => ({
      id: item.id,
      what: `${CHANNELS[item.channel]} ${TO[item.recipientKind]}: ${item.what}`,
      tag: STATUS[item.status],
      at: sayInstant(new Date(item.createdAt)),
      failure: item.failure === null ? undefined : sayFailure(item.failure),
      canSendAgain:
        (item.status === 'failed' || item.status === 'bounced') &&
        item.recipientKind !== 'person' &&
        (item.channel === 'mail' || item.channel === 'text'),
    })),
    mailboxes: mailboxes.map(({ organisationId, organisationName, deadAt }) => ({
      organisationId,
      name: organisationName,
      href: mayCorrect ? `/organisations/${organisationId}` : undefined,
      since: sayInstant(deadAt),
    })),
    more: next === null ? undefined : `/outbox?${failed ? 'show=failed&' : ''}after=${encodeURIComponent(next)}`,
  }
}
