import { z } from 'zod'
import { AGREEMENT_ROLES, ASSURANCES } from './kinds.ts'
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

export const NewAgreementBody = z
  .strictObject({ ...facts, fileId: z.uuid().optional().describe('The signed paper') })
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
    fileId: z.uuid().nullable(),
    addedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    endedBecause: z.string().nullable(),
  })
  .meta({ id: 'SharingAgreement' })
export const AgreementsBody = z.object({ items: z.array(AgreementBody) }).meta({ id: 'SharingAgreements' })

export const toAgreementBody = ({ fromOn, toOn, ...agreement }: Agreement): z.infer<typeof AgreementBody> => ({
  ...agreement,
  from: fromOn,
  to: toOn,
  addedAt: agreement.addedAt.toISOString(),
  endedAt: agreement.endedAt?.toISOString() ?? null,
})
