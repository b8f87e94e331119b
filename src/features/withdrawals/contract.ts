import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { ConsentAnswerBody } from '../people/public.ts'
import { DESTRUCTION_ANSWERS } from './kinds.ts'
import type { ListedRequest } from './store/list-requests.ts'
import type { RequestRow, ToldRow } from './store.ts'

export const RequestId = z.object({ requestId: z.uuid() })

const WithdrawalBody = z.object({
  offersCancelled: z.array(z.uuid()).describe('Placements that had only been offered: their places are free'),
  outgoingStopped: z.int().describe('What was written to somebody outside and had not left'),
  noLongerHear: z.array(z.string()).describe('Who hears no more news; what is needed for safety is still said'),
  toAsk: z
    .array(z.object({ requestId: z.uuid(), organisationId: z.uuid().nullable(), name: z.string() }))
    .describe('Who received something and is to be asked to destroy it'),
  referralsOpen: z.array(z.uuid()).describe('Not deleted and not closed: decide with the person whether to close them'),
})
export type Withdrawal = z.infer<typeof WithdrawalBody>

export const AnsweredConsentBody = ConsentAnswerBody.extend({
  withdrawal: WithdrawalBody.nullable().describe('What stopped, when consent to refer or to share was withdrawn'),
}).meta({ id: 'AnsweredConsent' })

export const DestructionAnswerBody = z
  .strictObject({
    answer: z.enum(DESTRUCTION_ANSWERS),
    on: z.iso.date().describe('The day they answered, or were last asked; not in the future'),
    note: z.string().trim().min(1).max(1_000).optional().describe('What they said'),
  })
  .meta({ id: 'DestructionAnswer' })

export const DestructionRequestBody = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid().nullable().describe('Null: somebody outside'),
    referralId: z.uuid().nullable().describe('Of somebody outside: what they asked for'),
    openedAt: z.iso.datetime(),
    answer: z.enum(DESTRUCTION_ANSWERS).nullable(),
    answeredOn: z.iso.date().nullable(),
    recordedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'DestructionRequest' })

export const RequestsQuery = PageQuery.extend({
  state: z
    .enum(['open', 'answered'])
    .default('open')
    .describe('Open ones from the oldest on, answered ones from the newest'),
})

export const RequestsBody = pageOf(
  z.object({
    id: z.uuid(),
    person: z.object({ id: z.uuid(), givenName: z.string(), familyName: z.string(), bornOn: z.iso.date() }),
    receiver: z.string().describe('Who was asked'),
    openedAt: z.iso.datetime(),
    answer: z.enum(DESTRUCTION_ANSWERS).nullable(),
    answeredOn: z.iso.date().nullable(),
    note: z.string().nullable(),
  }),
).meta({ id: 'DestructionRequests' })

export const toListedRequest = (row: ListedRequest): z.infer<typeof RequestsBody>['items'][number] => {
  const { id, personId, givenName, familyName, bornOn, receiver, openedAt, answer, answeredOn, note } = row
  return {
    id,
    person: { id: personId, givenName, familyName, bornOn },
    receiver,
    openedAt: openedAt.toISOString(),
    answer,
    answeredOn,
    note,
  }
}

export const toRequestBody = (
  request: Omit<RequestRow, 'organisationName'>,
): z.infer<typeof DestructionRequestBody> => ({
  id: request.id,
  organisationId: request.organisationId,
  referralId: request.referralId,
  openedAt: request.openedAt.toISOString(),
  answer: request.answer,
  answeredOn: request.answeredOn,
  recordedAt: request.recordedAt?.toISOString() ?? null,
})

export const ToldBody = z
  .object({
    items: z
      .array(
        z.object({
          id: z.uuid().describe('Of the message, the placement or the answer'),
          thing: z.enum(['message', 'name-and-card', 'answer-outside']),
          kind: z.string(),
          organisation: z
            .object({ id: z.uuid().nullable(), name: z.string() })
            .nullable()
            .describe('Null: somebody outside. "a support service" where its name would say what for'),
          at: z.iso.datetime(),
        }),
      )
      .describe('The latest first, 500 at most; what was told and when, never the words'),
    requests: z.array(DestructionRequestBody).describe('Who was asked to destroy what they hold, and their answer'),
  })
  .meta({ id: 'Told' })

export const toToldItem = (
  row: ToldRow,
  { isPlacing, instead }: { isPlacing: boolean; instead: string },
): z.infer<typeof ToldBody>['items'][number] => ({
  id: row.id,
  thing: row.thing,
  kind: row.kind,
  organisation:
    row.organisationName === null
      ? null
      : row.isSensitive && !isPlacing
        ? { id: null, name: instead }
        : { id: row.organisationId, name: row.organisationName },
  at: row.at.toISOString(),
})
