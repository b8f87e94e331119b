import { z } from 'zod'
import { AGREEMENT_ROLES, ASSURANCES, CHECKLIST_POINTS, DSPT_STANDINGS } from './kinds.ts'
import type { Agreement } from './store.ts'

export const OrganisationId = z.object({ organisationId: z.uuid() })
export const AgreementId = z.object({ agreementId: z.uuid() })

const facts = {
  role: z.enum(AGREEMENT_ROLES).describe('What the organisation is to what it is told'),
  assurance: z.enum(ASSURANCES).describe('How it shows that it keeps it safe'),
  signedBy: z.string().trim().min(1, 'Enter who signed').max(200),
  from: z.iso.date(),
  to: z.iso.date().describe('The last day'),
}

const Dspt = z.strictObject({
  odsCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{3,10}$/, 'Enter the code under which it is published'),
  standing: z.enum(DSPT_STANDINGS),
  publishedOn: z.iso.date(),
})
const Checklist = z.strictObject({
  points: z.array(z.enum(CHECKLIST_POINTS)).max(20).describe('What was gone through, each with a yes'),
  goneThroughOn: z.iso.date(),
})

export const NewAgreementBody = z
  .strictObject({
    ...facts,
    fileId: z.uuid().optional().describe('The signed paper'),
    dspt: Dspt.optional(),
    checklist: Checklist.optional(),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'Enter a last day that is not before the first' })
  .meta({ id: 'NewSharingAgreement' })

export const EndAgreementBody = z
  .strictObject({ reason: z.string().trim().min(1, 'Say why it ends').max(500) })
  .meta({ id: 'SharingAgreementEnd' })

export const AgreementBody = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    ...facts,
    dspt: Dspt.nullable(),
    checklist: Checklist.nullable(),
    isAssured: z.boolean().describe('Whether somebody looked at the toolkit or went through the checklist'),
    fileId: z.uuid().nullable(),
    addedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    endedBecause: z.string().nullable(),
  })
  .meta({ id: 'SharingAgreement' })
export type SharingAgreementBody = z.infer<typeof AgreementBody>
export const AgreementsBody = z.object({ items: z.array(AgreementBody) }).meta({ id: 'SharingAgreements' })

export const toAgreementBody = ({
  fromOn,
  toOn,
  assuredBy,
  ...agreement
}: Agreement): z.infer<typeof AgreementBody> => ({
  ...agreement,
  dspt: assuredBy?.dspt ?? null,
  checklist: assuredBy?.checklist ?? null,
  isAssured: assuredBy !== null,
  from: fromOn,
  to: toOn,
  addedAt: agreement.addedAt.toISOString(),
  endedAt: agreement.endedAt?.toISOString() ?? null,
})
