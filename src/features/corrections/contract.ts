import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { CORRECTED_KINDS, CORRECTION_ACTIONS } from './kinds.ts'
import type { CorrectionRecord } from './store.ts'

export const PersonId = z.object({ personId: z.uuid() })

export const NewCorrectionBody = z
  .strictObject({
    subjectKind: z.enum(CORRECTED_KINDS),
    subjectId: z.uuid(),
    action: z
      .enum(CORRECTION_ACTIONS)
      .describe('`enter-in-error`: it is nobody’s. `move`: it is of another person, and goes to their referral'),
    toReferralId: z.uuid().optional().describe('For `move`: a referral of the person whose it is'),
    reason: z.string().trim().min(3, 'Say why').max(1_000),
  })
  .refine(({ action, toReferralId }) => (action === 'move') === (toReferralId !== undefined), {
    path: ['toReferralId'],
    message: 'Name the referral it moves to, or enter it in error',
  })
  .meta({ id: 'NewCorrection' })
export type NewCorrectionBody = z.infer<typeof NewCorrectionBody>

const Correction = z.object({
  id: z.uuid(),
  subjectKind: z.enum(CORRECTED_KINDS),
  subjectId: z.uuid(),
  action: z.enum(CORRECTION_ACTIONS),
  personId: z.uuid().describe('Whose record it was taken out of'),
  referralId: z.uuid().nullable(),
  toPersonId: z.uuid().nullable(),
  toReferralId: z.uuid().nullable(),
  movedAsId: z.uuid().nullable().describe('What it is now, where it belongs'),
  reason: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
})
export const CorrectionBody = Correction.extend({
  told: z.int().describe('How many corrections were sent to those who had it'),
}).meta({ id: 'Correction' })

export const MoveReferralBody = z
  .strictObject({
    toPersonId: z.uuid().describe('The person whose referral it is'),
    fromPersonId: z.uuid().optional().describe('On whose record you read it: refused when somebody has moved it since'),
    reason: z.string().trim().min(3, 'Say why').max(1_000),
    secondBecause: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .describe('Why the person needs it beside an open referral of the same practice'),
  })
  .meta({ id: 'MoveReferral' })
export const MovedBody = CorrectionBody.extend({
  recalled: z.int().describe('How many mails, texts, letters and calls about it were stopped before they left'),
}).meta({ id: 'MovedReferral' })

export const InErrorBody = z
  .strictObject({ note: z.string().trim().min(3, 'Say why').max(1_000) })
  .meta({ id: 'EnterReferralInError' })

export const CorrectionsQuery = PageQuery
export const CorrectionsBody = pageOf(
  Correction.extend({ original: z.record(z.string(), z.unknown()).describe('As it stood, for the lead alone') }),
).meta({ id: 'Corrections' })

export const toCorrection = (correction: CorrectionRecord): z.infer<typeof Correction> => ({
  id: correction.id,
  subjectKind: correction.subjectKind,
  subjectId: correction.subjectId,
  action: correction.action,
  personId: correction.personId,
  referralId: correction.referralId,
  toPersonId: correction.toPersonId,
  toReferralId: correction.toReferralId,
  movedAsId: correction.movedAsId,
  reason: correction.reason,
  at: correction.at.toISOString(),
  by: correction.byName,
})
