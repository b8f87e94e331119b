import { z } from 'zod'
import type { Death } from '../people/public.ts'
import type { Reading } from '../referrals/public.ts'
import { labelOf, type Scheme } from '../schemes/public.ts'
import { toHeardClosing } from './heard.ts'
import { GOAL_RESULTS, LEFT_FOR } from './kinds.ts'
import type { ClosingRecord } from './store.ts'

const ReasonCode = z.string().max(60)

export const CloseBody = z
  .strictObject({
    reason: ReasonCode.describe("A code of the scheme's list `closure-reason`"),
    goalResults: z
      .array(
        z.strictObject({
          goalId: z.uuid(),
          result: z.enum(GOAL_RESULTS),
          note: z.string().trim().min(1).max(500).optional(),
        }),
      )
      .max(100)
      .default([])
      .describe('What came of each goal of the plan as it stands'),
    leftToDo: z
      .array(
        z.strictObject({
          what: z.string().trim().min(3, 'Say what is left to do').max(200),
          forWhom: z.enum(LEFT_FOR),
          by: z.iso.date().optional(),
        }),
      )
      .max(10)
      .default([]),
    summary: z
      .string()
      .trim()
      .min(3, 'Tell the practice in plain words what came of it')
      .max(700)
      .describe('To the practice, in plain words'),
  })
  .meta({ id: 'CloseReferral' })
export type CloseBody = z.infer<typeof CloseBody>

export const WithdrawBody = z
  .strictObject({
    reason: ReasonCode.describe("A code of the scheme's list `withdrawal-reason`"),
    note: z.string().trim().min(1).max(1_000).optional(),
  })
  .meta({ id: 'WithdrawReferral' })

export const NoteBody = z
  .strictObject({ note: z.string().trim().min(3, 'Say why').max(1_000) })
  .meta({ id: 'StepNote' })

const Instant = z.iso.datetime({ offset: true })

export const ClosingBody = z
  .object({
    id: z.uuid(),
    referralId: z.uuid(),
    reason: z.object({ code: z.string(), label: z.string() }),
    summary: z.string(),
    goalResults: z.array(
      z.object({
        goalId: z.uuid(),
        words: z.string().describe('The goal in the words of the person'),
        result: z.enum(GOAL_RESULTS),
        note: z.string().nullable(),
      }),
    ),
    leftToDo: z.array(z.object({ what: z.string(), forWhom: z.enum(LEFT_FOR), by: z.iso.date().nullable() })),
    closedAt: Instant,
    closedBy: z.object({ membershipId: z.uuid(), name: z.string() }),
    reopenedAt: Instant.nullable().describe('When the referral was taken up again'),
  })
  .meta({ id: 'Closing' })

export function toClosingBody(
  { reading, ...record }: ClosingRecord & { reading: Reading | undefined },
  scheme: Scheme,
): z.infer<typeof ClosingBody> {
  const body = toWholeBody(record, scheme)
  if (reading === undefined) return body
  const secret = record.goalResults.filter(({ need }) => need !== null && reading.isSensitiveNeed(need))
  return toHeardClosing(body, reading, new Set(secret.map(({ goalId }) => goalId)))
}

const toWholeBody = (
  { closing, closedByName, goalResults }: ClosingRecord,
  scheme: Scheme,
): z.infer<typeof ClosingBody> => ({
  id: closing.id,
  referralId: closing.referralId,
  reason: { code: closing.reason, label: labelOf(scheme, 'closure-reason', closing.reason) },
  summary: closing.summary,
  goalResults: goalResults.map(({ goalId, words, result, note }) => ({ goalId, words, result, note })),
  leftToDo: closing.leftToDo,
  closedAt: closing.closedAt.toISOString(),
  closedBy: { membershipId: closing.closedById, name: closedByName },
  reopenedAt: closing.reopenedAt?.toISOString() ?? null,
})

export const PersonId = z.object({ personId: z.uuid() })

export const DeathBody = z
  .strictObject({
    on: z.iso.date().describe('The day the person died'),
    toldBy: z
      .string()
      .trim()
      .min(2, 'Say who told you')
      .max(200)
      .describe('Who told you, as "her daughter, by telephone"'),
  })
  .meta({ id: 'DeathToRecord' })

export const UndoDeathBody = z
  .strictObject({ reason: z.string().trim().min(3, 'Say why').max(500) })
  .meta({ id: 'DeathToTakeBack' })

export const DeathAnswer = z
  .object({
    personId: z.uuid(),
    diedOn: z.iso.date(),
    recordedAt: z.iso.datetime(),
    ended: z.array(z.uuid()).describe('The referrals that were open and ended with it'),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Death' })

export const toDeathAnswer = (death: Death): z.infer<typeof DeathAnswer> => ({
  personId: death.personId,
  diedOn: death.diedOn,
  recordedAt: death.recordedAt.toISOString(),
  ended: death.ended.map(({ referralId }) => referralId),
  undoneAt: death.undoneAt?.toISOString() ?? null,
})
