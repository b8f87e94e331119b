import { z } from 'zod'
import { sayDay } from '../../platform/clock.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import type { ReferralSource } from './kinds.ts'
import type { AnyReferralStep } from './lifecycle.ts'

/*
 * Somebody outside the scheme who asks for a person to be referred: a ward, another professional, family. They have no
 * account. The service writes it down for them, and answers them without details: what is told to somebody who was never
 * agreed with is that it was answered, no more.
 */

/** Who takes these has to say for whom. */
export const OUTSIDE_SOURCES: readonly ReferralSource[] = ['hospital', 'other-professional', 'self-or-family']

const words = (most: number) => z.string().trim().min(1).max(most)

export const OutsideReferrer = z
  .strictObject({
    name: words(200),
    role: words(100).optional(),
    organisation: words(200).optional(),
    answer: z
      .discriminatedUnion('by', [
        z.strictObject({
          by: z.literal('mail'),
          to: z.email('Enter an email address, like name@example.org').max(254),
        }),
        z.strictObject({
          by: z.literal('phone'),
          to: z
            .string()
            .trim()
            .regex(/^\+?[0-9 ()-]{7,20}$/, 'Enter a phone number with digits and spaces only'),
        }),
        z.strictObject({
          by: z.literal('letter'),
          to: z
            .array(words(100))
            .min(2)
            .max(6)
            .refine(
              (lines) => normalisePostcode(lines.at(-1) ?? '') !== undefined,
              'End the address with the postcode',
            ),
        }),
      ])
      .describe('How they are answered, and where'),
    mayKnowMore: z
      .boolean()
      .default(false)
      .describe('The person agreed that they hear how it goes; otherwise they hear only that it was answered'),
  })
  .meta({ id: 'OutsideReferrer' })
export type OutsideReferrer = z.infer<typeof OutsideReferrer>

/** What somebody outside hears of, and what it is called to them. */
export const OUTSIDE_NEWS = {
  accepted: 'We have taken it on.',
  declined: 'We could not take it on.',
  withdrawn: 'It was withdrawn.',
  closed: 'Our work on it has ended.',
  reopened: 'We have taken it up again.',
  'entered-in-error':
    'It was written down wrongly, and nothing comes of it. If you still need an answer, please ring us and ask again.',
} as const
export type OutsideNews = keyof typeof OUTSIDE_NEWS

/**
 * Which step somebody outside hears of. Every end is one: whoever asked is not left to wonder. A death ends an episode by
 * `close` or `withdraw`, and is told as that.
 */
export const OUTSIDE_NEWS_OF = {
  submit: null,
  return: null,
  resubmit: null,
  accept: 'accepted',
  decline: 'declined',
  withdraw: 'withdrawn',
  close: 'closed',
  reopen: 'reopened',
  'enter-in-error': 'entered-in-error',
  hold: null,
  resume: null,
  allocate: null,
  amend: null,
} as const satisfies Record<AnyReferralStep, OutsideNews | null>
export type StepToldOutside = {
  [Step in AnyReferralStep]: (typeof OUTSIDE_NEWS_OF)[Step] extends null ? never : Step
}[AnyReferralStep]

/**
 * What somebody outside is told. Without the person's yes it holds no name, no condition and no reason: only when they
 * asked, the reference, and that it was answered.
 */
export function wordToOutside(facts: {
  news: OutsideNews
  reference: string
  askedOn: string
  serviceName: string
  /** How it went, in words; given only when the person agreed. */
  more: string | undefined
}): { subject: string; body: string } {
  const { news, reference, askedOn, serviceName, more } = facts
  return {
    subject: `Your request ${reference}`,
    body: [
      `You asked ${serviceName} on ${sayDay(askedOn)} to be in touch with somebody. The reference is ${reference}.`,
      OUTSIDE_NEWS[news],
      more ?? 'We may not tell you more than that. If you have a question, ring us and give the reference.',
    ].join('\n\n'),
  }
}
