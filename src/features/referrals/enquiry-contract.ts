import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { enquiryExpiresOn } from './clock.ts'
import type { Enquiry } from './store/enquiries.ts'

export const EnquiryId = z.object({ enquiryId: z.uuid() })
export const EnquiriesQuery = PageQuery

const words = (most: number) => z.string().trim().min(1).max(most)

export const NewEnquiryBody = z
  .strictObject({
    whoRang: words(200).describe('Name, and what they are to the person'),
    ringBack: words(200).describe('How to reach whoever rang'),
    personName: words(200).describe('The name of the person, as it was said'),
    about: words(1_000).describe('What it is about, in a sentence or two'),
  })
  .meta({ id: 'NewEnquiry' })

export const EnquiryBody = z
  .object({
    id: z.uuid(),
    whoRang: z.string(),
    ringBack: z.string(),
    personName: z.string(),
    about: z.string(),
    takenAt: z.iso.datetime(),
    expiresOn: z.iso.date().describe('The day on which it deletes itself'),
  })
  .meta({ id: 'Enquiry' })
export const EnquiriesBody = pageOf(EnquiryBody).meta({ id: 'Enquiries' })

export const ENQUIRY_OUTCOMES = [
  'person-said-no',
  'could-not-be-reached',
  'told-where-to-go',
  'taken-by-mistake',
] as const
export const EndEnquiryBody = z.strictObject({ outcome: z.enum(ENQUIRY_OUTCOMES) }).meta({ id: 'EndEnquiry' })
export const EndedEnquiryBody = z.object({ enquiryId: z.uuid() }).meta({ id: 'EndedEnquiry' })

export const toEnquiryBody = (enquiry: Enquiry): z.infer<typeof EnquiryBody> => ({
  id: enquiry.id,
  whoRang: enquiry.whoRang,
  ringBack: enquiry.ringBack,
  personName: enquiry.personName,
  about: enquiry.about,
  takenAt: enquiry.takenAt.toISOString(),
  expiresOn: enquiryExpiresOn(enquiry.takenAt),
})
