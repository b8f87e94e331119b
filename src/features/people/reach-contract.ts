import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import type { OutgoingMessage } from '../messages/public.ts'
import { CONTACT_CHANNELS } from './kinds.ts'
import { REACH_PURPOSE_CODES, REACH_REFUSALS, type ReachRefusal, type ReachRules } from './may-contact.ts'
import type { Apart } from './store/apart.ts'
import type { Call } from './use-cases/handle-calls.ts'
import type { LetterInList } from './use-cases/list-letters.ts'
import type { Reached } from './use-cases/reach-person.ts'

export const LetterId = z.object({ letterId: z.uuid() })
export const CallId = z.object({ callId: z.uuid() })

export const SafeContactBody = z
  .strictObject({
    safeContact: z
      .strictObject({
        channels: z.array(z.enum(CONTACT_CHANNELS)).max(4).describe('How the person may be reached, the best first'),
        voicemail: z.boolean(),
        times: z.string().max(200).optional(),
        note: z.string().max(500).optional(),
        lettersDespiteHidden: z
          .boolean()
          .optional()
          .describe('The person says that letters may come to the hidden address'),
      })
      .nullable(),
    addressHidden: z.boolean().describe('Only whoever visits, and the lead, know the address from now on'),
    unsafeRelatedIds: z.array(z.uuid()).max(20).describe('Related people who must not hear'),
  })
  .meta({ id: 'SafeContactToSet' })
export const SafeContactAnswer = z
  .object({ version: z.int(), stopped: z.int().describe('Messages on their way that may not go any more') })
  .meta({ id: 'SafeContactSet' })

const Rules = z.object({
  times: z.string().nullable(),
  voicemail: z.boolean(),
  language: z.string().nullable(),
  interpreter: z.boolean(),
  forms: z.array(z.string()),
})

export const ReachBody = z
  .strictObject({
    purpose: z.enum(REACH_PURPOSE_CODES),
    preferred: z.enum(CONTACT_CHANNELS).optional(),
    words: z
      .strictObject({ subject: z.string().trim().min(1).max(150), body: z.string().trim().min(1).max(4_000) })
      .optional()
      .describe('For a letter or a call; a text and a mail say only whom to ring'),
  })
  .meta({ id: 'ReachPerson' })
export const ReachedBody = z
  .object({
    channel: z.enum(CONTACT_CHANNELS).nullable().describe('Null: no way is open, and a task asks for another'),
    outgoingId: z.uuid().nullable(),
    rules: Rules.nullable(),
    refused: z.array(
      z.object({
        channel: z.enum(CONTACT_CHANNELS),
        because: z.enum(Object.keys(REACH_REFUSALS) as [ReachRefusal, ...ReachRefusal[]]),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'Reached' })

const toRules = (rules: ReachRules) => ({ ...rules, forms: [...rules.forms] })

export const toReachedBody = (reached: Reached): z.infer<typeof ReachedBody> =>
  reached.channel === null
    ? {
        channel: null,
        outgoingId: null,
        rules: null,
        refused: reached.refused.map((attempt) => ({ ...attempt, sentence: REACH_REFUSALS[attempt.because] })),
      }
    : { channel: reached.channel, outgoingId: reached.outgoingId, rules: toRules(reached.rules), refused: [] }

const LETTER_STATUSES = ['waiting', 'printed', 'posted', 'stopped'] as const
export const LettersQuery = PageQuery.extend({ status: z.enum(LETTER_STATUSES).default('waiting') })
const apart = {
  bornYear: z.int().nullable().describe('With the district: which of two people with one name'),
  postcodeDistrict: z.string().nullable().describe('Null when the address is hidden'),
}
export const LetterBody = z
  .object({
    id: z.uuid(),
    personId: z.uuid().nullable(),
    name: z.string().nullable(),
    purpose: z.string().nullable(),
    subject: z.string(),
    status: z.string(),
    writtenAt: z.iso.datetime(),
    printedAt: z.iso.datetime().nullable(),
    postedOn: z.iso.date().nullable(),
  })
  .meta({ id: 'PersonLetter' })
const LetterItemBody = LetterBody.extend(apart).meta({ id: 'PersonLetterInList' })
export const LettersBody = pageOf(LetterItemBody).meta({ id: 'PersonLetters' })
export const PostedBody = z.strictObject({ on: z.iso.date() }).meta({ id: 'LetterPosted' })

export const PrintedBody = z.object({ letterIds: z.array(z.uuid()) }).meta({ id: 'PrintedLetters' })
export const SheetsBody = z.strictObject({ letterIds: z.array(z.uuid()).min(1).max(100) }).meta({ id: 'LetterSheets' })

export const toLetterBody = (row: OutgoingMessage): z.infer<typeof LetterBody> => ({
  id: row.id,
  personId: row.personId,
  name: row.recipientName,
  purpose: row.purpose,
  subject: row.subject,
  status: row.status,
  writtenAt: row.createdAt.toISOString(),
  printedAt: row.printedAt?.toISOString() ?? null,
  postedOn: row.postedOn,
})

export const toLetterItem = (row: LetterInList): z.infer<typeof LetterItemBody> => ({
  ...toLetterBody(row),
  ...toApart(row.apart),
})

const toApart = (known: Apart | undefined) => ({
  bornYear: known?.bornYear ?? null,
  postcodeDistrict: known?.postcodeDistrict ?? null,
})

export const CallBody = z
  .object({
    id: z.uuid(),
    personId: z.uuid().nullable(),
    name: z.string().nullable(),
    ...apart,
    purpose: z.string().nullable(),
    about: z.string(),
    status: z.string(),
    to: z.string().nullable().describe('The number; null when the person may not be rung any more'),
    rules: Rules.nullable(),
  })
  .meta({ id: 'Call' })
export const CallsBody = pageOf(CallBody).meta({ id: 'Calls' })
export const CallDoneBody = z
  .strictObject({ outcome: z.enum(['spoke-to-person', 'no-answer']) })
  .meta({ id: 'CallDone' })
export const CallAnswer = z.object({ id: z.uuid(), status: z.string() }).meta({ id: 'CallAnswer' })

export const toCallBody = (call: Call): z.infer<typeof CallBody> => ({
  id: call.id,
  personId: call.personId,
  name: call.recipientName,
  ...toApart(call.apart),
  purpose: call.purpose,
  about: call.body,
  status: call.status,
  to: call.to,
  rules: call.rules === null ? null : toRules(call.rules),
})
