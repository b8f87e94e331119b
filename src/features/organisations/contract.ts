import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import { ORGANISATION_KINDS } from './kinds.ts'
import type { Organisation } from './store.ts'

export const OrganisationsQuery = PageQuery.extend({ kind: z.enum(ORGANISATION_KINDS).optional() })

export const OrganisationBody = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kinds: z.array(z.enum(ORGANISATION_KINDS)),
    odsCode: z.string().nullable(),
    postcode: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    closedOn: z.iso.date().nullable(),
    successorId: z.uuid().nullable().describe('The organisation that it closed into'),
    version: z.int(),
  })
  .meta({ id: 'Organisation' })

export type OrganisationBody = z.infer<typeof OrganisationBody>

export const OrganisationsBody = pageOf(OrganisationBody).meta({ id: 'Organisations' })

export const NewOrganisationBody = z
  .strictObject({
    name: z.string().trim().min(1, 'Enter the name of the organisation').max(200),
    kinds: z.array(z.enum(ORGANISATION_KINDS)).min(1, 'Choose what the organisation is to the scheme'),
    odsCode: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9]{3,8}$/, 'Enter an ODS code of 3 to 8 letters and digits')
      .optional(),
    postcode: z
      .string()
      .refine((text) => normalisePostcode(text) !== undefined, 'Enter a full UK postcode, like S60 1AA')
      .overwrite((text) => normalisePostcode(text) ?? text)
      .optional(),
    phone: z.string().trim().max(30).optional(),
    email: z.email().max(254).optional(),
    /** For a case-management team: the practices it serves from today. */
    servesPracticeIds: z.array(z.uuid()).max(200).default([]),
  })
  .meta({ id: 'NewOrganisation' })
export type NewOrganisationBody = z.infer<typeof NewOrganisationBody>

export const OrganisationId = z.object({ organisationId: z.uuid() })

/** A JSON merge patch: what is left out stays, null takes away. */
export const OrganisationPatch = z
  .strictObject({
    name: NewOrganisationBody.shape.name.optional(),
    postcode: NewOrganisationBody.shape.postcode.unwrap().nullish(),
    phone: NewOrganisationBody.shape.phone.unwrap().nullish(),
    email: NewOrganisationBody.shape.email.unwrap().nullish(),
  })
  .meta({ id: 'OrganisationPatch' })
export type OrganisationPatch = z.infer<typeof OrganisationPatch>

export const toOrganisationBody = (organisation: Organisation): z.infer<typeof OrganisationBody> => ({
  id: organisation.id,
  name: organisation.name,
  kinds: organisation.kinds,
  odsCode: organisation.odsCode,
  postcode: organisation.postcode,
  phone: organisation.phone,
  email: organisation.email,
  closedOn: organisation.closedOn,
  successorId: organisation.successorId,
  version: organisation.version,
})
