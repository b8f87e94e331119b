import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { postcodeDistrict } from '../../platform/postcode.ts'
import { FOUND, RUNGS, type Rung } from './kinds.ts'
import { nextRung, RUNG_WORDS } from './no-reply.ts'
import type { NoReplyRow, NoReplyStep } from './store/no-replies.ts'
import type { NoReplyWithSteps } from './use-cases/follow-no-reply.ts'

export const NoReplyId = z.object({ noReplyId: z.uuid() })
export const NoRepliesQuery = PageQuery

const words = z.string().trim().min(1).max(1_000)

export const RungBody = z
  .strictObject({
    rung: z.enum(RUNGS),
    spokeTo: z.string().trim().min(1).max(200).optional(),
    words: words.describe('What was seen, heard or said; at the door also whether we were expected'),
  })
  .refine(({ rung, spokeTo }) => rung === 'at-the-door' || spokeTo !== undefined, {
    path: ['spokeTo'],
    error: 'Say whom you spoke to, or that nobody answered',
  })
  .meta({ id: 'NoReplyRung' })

export const FoundBody = z
  .strictObject({ found: z.enum(FOUND), words: words.describe('Who spoke to whom, and how the person is') })
  .meta({ id: 'NoReplyEnd' })

const Step = z
  .object({ rung: z.enum(RUNGS), spokeTo: z.string().nullable(), words: z.string(), at: z.iso.datetime() })
  .meta({ id: 'NoReplyStep' })

const state = {
  id: z.uuid(),
  referralId: z.uuid(),
  personId: z.uuid(),
  contactId: z.uuid(),
  openedAt: z.iso.datetime(),
  found: z.enum(FOUND).nullable(),
  steps: z.array(Step),
  next: z
    .object({ rung: z.enum(RUNGS), what: z.string() })
    .nullable()
    .describe('Whom to ask next; null when it has ended or everybody was asked'),
}

export const NoReplyBody = z.object(state).meta({ id: 'NoReply' })
export const NoRepliesBody = pageOf(
  z
    .object({
      ...state,
      reference: z.string(),
      givenName: z.string(),
      familyName: z.string(),
      bornOn: z.iso.date(),
      postcodeDistrict: z
        .string()
        .nullable()
        .describe('With the date of birth: which of two people with one name. Null when the address is hidden'),
    })
    .meta({ id: 'NoReplyInList' }),
).meta({ id: 'NoReplies' })

export function toNoReplyBody({ noReply, steps, order }: NoReplyWithSteps): z.infer<typeof NoReplyBody> {
  const rung =
    noReply.endedAt === null
      ? nextRung(
          order,
          steps.map((step) => step.rung),
        )
      : undefined
  return {
    id: noReply.id,
    referralId: noReply.referralId,
    personId: noReply.personId,
    contactId: noReply.contactId,
    openedAt: noReply.openedAt.toISOString(),
    found: noReply.found,
    steps: steps.map(({ rung: asked, spokeTo, words: said, at }) => ({
      rung: asked,
      spokeTo,
      words: said,
      at: at.toISOString(),
    })),
    next: rung === undefined ? null : { rung, what: RUNG_WORDS[rung] },
  }
}

export const toNoReplyItem = (row: NoReplyRow & { steps: NoReplyStep[]; order: readonly Rung[] }) => ({
  ...toNoReplyBody({ noReply: row, steps: row.steps, order: row.order }),
  reference: row.reference,
  givenName: row.givenName,
  familyName: row.familyName,
  bornOn: row.bornOn,
  postcodeDistrict: row.postcode === null ? null : postcodeDistrict(row.postcode),
})
