/** Mail and text are sent, a letter is printed and posted, a call is done. */
export const OUTGOING_STATUSES = [
  'waiting',
  'sent',
  'delivered',
  'failed',
  'bounced',
  'printed',
  'posted',
  'done',
  'stopped',
] as const
export type OutgoingStatus = (typeof OUTGOING_STATUSES)[number]

/** `send` means that a server took it; only a report says that it arrived. A report may come before we have written that it was sent. */
export const OUTGOING_STEPS = {
  send: { from: ['waiting'], to: 'sent' },
  deliver: { from: ['waiting', 'sent'], to: 'delivered' },
  fail: { from: ['waiting', 'sent'], to: 'failed' },
  bounce: { from: ['waiting', 'sent', 'delivered'], to: 'bounced' },
  print: { from: ['waiting', 'printed'], to: 'printed' },
  post: { from: ['waiting', 'printed'], to: 'posted' },
  do: { from: ['waiting'], to: 'done' },
  stop: { from: ['waiting', 'printed'], to: 'stopped' },
  'send-again': { from: ['failed', 'bounced'], to: 'waiting' },
} as const satisfies Record<string, { from: readonly OutgoingStatus[]; to: OutgoingStatus }>
export type OutgoingStep = keyof typeof OUTGOING_STEPS

/** Where a step leads from here; undefined where it is not open. */
export function takeOutgoingStep(status: OutgoingStatus, step: OutgoingStep): OutgoingStatus | undefined {
  const from: readonly OutgoingStatus[] = OUTGOING_STEPS[step].from
  return from.includes(status) ? OUTGOING_STEPS[step].to : undefined
}
