import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { postcodeDistrict } from '../../platform/postcode.ts'
import { Label, labelOf } from '../accounts/public.ts'
import { URGENCIES } from './kinds.ts'
import { REFERRAL_STATUSES } from './lifecycle.ts'
import { parseReference } from './reference-number.ts'
import { NEXT_STEP_NAMES, STAGES, stageOf } from './stage.ts'
import type { ReferralInList } from './store/list-referrals.ts'

export const ReferralsQuery = PageQuery.extend({
  status: z
    .enum(['open', ...REFERRAL_STATUSES])
    .default('open')
    .describe('Open episodes by due date, or those of one status, the newest first'),
  stage: z.enum(STAGES).optional(),
  overdue: z.stringbool().default(false),
  owner: z
    .union([z.enum(['anyone', 'nobody', 'me']), z.uuid()])
    .default('anyone')
    .describe('`me` holds whom I stand in for too'),
  practiceId: z.uuid().optional(),
  personId: z.uuid().optional(),
  reference: z
    .string()
    .max(20)
    .refine((text) => parseReference(text) !== undefined, 'Check the reference: a letter or digit is wrong')
    .overwrite((text) => parseReference(text) ?? text)
    .optional()
    .describe('As it is read over the phone, in any case; finds it whatever its status'),
})

export const ReferralSearchBody = z
  .strictObject({
    text: z
      .string({ error: 'Enter a surname, an NHS number or a reference' })
      .trim()
      .min(2, 'Enter a surname, an NHS number or a reference')
      .max(100, 'Enter a surname, an NHS number or a reference')
      .describe('A reference, an NHS number, or a name with the surname last'),
  })
  .meta({ id: 'ReferralSearch' })

export const ReferralItemBody = z.object({
  id: z.uuid(),
  reference: z.string(),
  status: z.enum(REFERRAL_STATUSES),
  stage: z.enum(STAGES).nullable(),
  person: z.object({ id: z.uuid(), givenName: z.string(), familyName: z.string(), bornOn: z.iso.date() }),
  postcodeDistrict: z.string().nullable().describe('With the birth year: which of two people with one name'),
  practice: z.object({ id: z.uuid(), name: z.string() }),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  ownerLabel: Label.nullable(),
  coveredFor: z
    .uuid()
    .nullable()
    .describe('In the list of `me`: whose it is, when it is mine because I stand in for them today'),
  urgency: z.enum(URGENCIES),
  needs: z.array(z.string()),
  nextStep: z.enum(NEXT_STEP_NAMES).nullable(),
  dueOn: z.iso.date().nullable(),
  overdue: z.boolean(),
  holdUntil: z.iso.date().nullable(),
  submittedAt: z.iso.datetime().nullable(),
})
export const ReferralsBody = pageOf(ReferralItemBody).meta({ id: 'Referrals' })
export const FoundReferralsBody = z.object({ items: z.array(ReferralItemBody) }).meta({ id: 'FoundReferrals' })

export const toReferralItem = (row: ReferralInList, today: string): z.infer<typeof ReferralItemBody> => ({
  id: row.id,
  reference: row.reference,
  status: row.status,
  stage: stageOf(row, today) ?? null,
  person: { id: row.personId, givenName: row.givenName, familyName: row.familyName, bornOn: row.bornOn },
  postcodeDistrict: row.postcode === null ? null : postcodeDistrict(row.postcode),
  practice: { id: row.practiceId, name: row.practiceName },
  ownerId: row.ownerId,
  ownerName: row.ownerName,
  ownerLabel:
    row.ownerId === null || row.ownerName === null
      ? null
      : labelOf({ id: row.ownerId, name: row.ownerName }, row.ownerNamesakes),
  coveredFor: row.coveredFor,
  urgency: row.urgency,
  needs: row.needs,
  nextStep: row.nextStep,
  dueOn: row.dueOn,
  overdue: row.dueOn !== null && row.dueOn < today,
  holdUntil: row.holdUntil,
  submittedAt: row.submittedAt?.toISOString() ?? null,
})
