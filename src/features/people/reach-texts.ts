import type { ContactChannel } from './kinds.ts'
import type { ReachPurpose } from './may-contact.ts'

type Facts = { name: string; serviceName: string; servicePhone: string | null }
type Words = { subject: string; body: string }

/** What a letter says when nobody wrote another: the default for England, in plain words. */
const LETTERS: Record<ReachPurpose, Words> = {
  'first-contact': {
    subject: 'Your referral to us',
    body: 'You were referred to us, and we would like to talk with you about what matters to you. Please ring us when it suits you. It is your choice whether to take part.',
  },
  appointment: {
    subject: 'Your appointment',
    body: 'We have agreed to meet. If the time no longer suits you, please ring us.',
  },
  reminder: { subject: 'A reminder', body: 'We are to meet soon. If the time no longer suits you, please ring us.' },
  'still-wanted': {
    subject: 'Would you still like our help?',
    body: 'You have waited, and we are sorry. Please ring us to say whether you would still like our help. If you would not, you need do nothing more.',
  },
  'could-not-reach': {
    subject: 'We tried to reach you',
    body: 'We tried to reach you and could not. Please ring us when it suits you, and tell us which way and time are best.',
  },
  plan: {
    subject: 'Your plan',
    body: 'Here is a note of what we agreed together. Please ring us if something is not right.',
  },
  closing: {
    subject: 'Our work together has ended',
    body: 'Our work together has ended for now. You can be referred again whenever you wish, or ring us.',
  },
  answer: { subject: 'An answer to your question', body: 'You asked us something. Please ring us and we will answer.' },
  survey: {
    subject: 'How was it?',
    body: 'We would like to know how it was for you. Please ring us; you need not if you would rather not.',
  },
}

/** Words each way. A text and a mail are read by whoever holds the telephone: they say only whom to ring. */
export function textsFor(
  purpose: ReachPurpose,
  { name, serviceName, servicePhone }: Facts,
  words: Words | undefined,
): Record<ContactChannel, Words> {
  const { subject, body } = words ?? LETTERS[purpose]
  const ring =
    servicePhone === null
      ? `Please get in touch with ${serviceName}.`
      : `Please ring ${serviceName} on ${servicePhone}.`
  const plain = { subject: `From ${serviceName}`, body: ring }
  return {
    phone: { subject, body },
    text: plain,
    email: plain,
    letter: { subject, body: `Dear ${name},\n\n${body}\n\n${ring}` },
  }
}
