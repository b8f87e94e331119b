import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { CONSENT_WAYS, MAY_BE_TOLD, RELATED_KINDS } from './kinds.ts'
import type { Call, RelatedPerson } from './store/related-people.ts'

/** Also of the person themselves. */
export const Phone = z.strictObject({
  number: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()-]{7,20}$/, 'Enter a phone number with digits and spaces only'),
  label: z.enum(['home', 'mobile', 'work', 'other']).default('home'),
})

const words = (most: number) => z.string().trim().min(1).max(most)
const name = words(100)

const AgreedByPerson = z.strictObject({
  on: z.iso.date().describe('The day the person said so; not in the future'),
  how: z.enum(CONSENT_WAYS),
})

const fields = {
  kind: z.enum(RELATED_KINDS),
  name,
  relationship: z.string().trim().max(100).nullable(),
  phone: Phone.shape.number.nullable(),
  livesWith: z.boolean().nullable(),
  mayBeTold: z.enum(MAY_BE_TOLD).describe('`practical`: visits, times and places. By the yes of the person alone'),
  agreed: AgreedByPerson.nullable().describe('When and how the person agreed to it; needed for all but `nothing`'),
  callerWord: z.string().trim().min(3).max(50).nullable().describe('A word to check a caller by'),
}

const { kind, name: nameField, relationship, phone, livesWith, mayBeTold, agreed, callerWord } = fields

export const RelatedPersonBody = z
  .strictObject({
    kind,
    name: nameField,
    relationship: relationship.unwrap().optional(),
    phone: phone.unwrap().optional(),
    livesWith: livesWith.unwrap().optional(),
    mayBeTold: mayBeTold.default('nothing'),
    agreed: agreed.unwrap().optional(),
    callerWord: callerWord.unwrap().optional(),
    personId: z.uuid().optional().describe('When they are a person of the scheme too'),
  })
  .meta({ id: 'NewRelatedPerson' })
export type RelatedPersonBody = z.infer<typeof RelatedPersonBody>

/** A JSON merge patch. */
export const RelatedPersonPatch = z.strictObject(fields).partial().meta({ id: 'RelatedPersonPatch' })
export type RelatedPersonPatch = z.infer<typeof RelatedPersonPatch>

export const RelatedPersonId = z.object({ personId: z.uuid(), relatedPersonId: z.uuid() })

export const RelatedPersonAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(RELATED_KINDS),
    name: z.string(),
    relationship: z.string().nullable(),
    phone: z.string().nullable(),
    livesWith: z.boolean().nullable(),
    mayBeTold: z.enum(MAY_BE_TOLD),
    agreedOn: z.iso.date().nullable().describe('Since when, by the word of the person'),
    agreedHow: z.enum(CONSENT_WAYS).nullable(),
    isUnsafe: z.boolean().describe('Must not hear: nothing goes where they would read or hear it'),
    hasCallerWord: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'RelatedPerson' })

export const toRelatedPersonAnswer = (related: RelatedPerson): z.infer<typeof RelatedPersonAnswer> => ({
  id: related.id,
  kind: related.kind,
  name: related.name,
  relationship: related.relationship,
  phone: related.phone,
  livesWith: related.livesWith,
  mayBeTold: related.mayBeTold,
  agreedOn: related.agreedOn,
  agreedHow: related.agreedHow,
  isUnsafe: related.isUnsafe,
  hasCallerWord: related.callerWord !== null,
  version: related.version,
})

export const CallerBody = z
  .strictObject({
    relatedPersonId: z.uuid().optional(),
    name: name.optional().describe('As the caller gives it, when nobody was chosen from the record'),
    word: z.string().trim().max(50).optional().describe('What the caller said when asked for the word'),
  })
  .refine((caller) => caller.relatedPersonId !== undefined || caller.name !== undefined, {
    message: 'Say who is ringing: choose somebody of the record, or enter the name they give',
    path: ['name'],
  })
  .meta({ id: 'CallerToCheck' })

export const CallerAnswer = z
  .object({
    relatedPersonId: z.uuid().nullable().describe('Whom of the record it would be'),
    mayBeTold: z.enum(MAY_BE_TOLD).describe('Now, with the word as it was given'),
    wordFits: z.boolean().nullable().describe('Null when no word is agreed, or none was given'),
    callerWord: z.string().nullable().describe('The word to listen for'),
    sentence: z.string().describe('Whether and what may be said, in one line'),
  })
  .meta({ id: 'CheckedCaller' })
export type Caller = z.infer<typeof CallerAnswer>

export const NewCallBody = z
  .strictObject({
    relatedPersonId: z.uuid().optional(),
    callerName: name,
    about: words(1_000).describe('What they rang about'),
    whatWasSaid: words(1_000).describe('What was said to them, or that nothing was'),
    inConfidence: z
      .boolean()
      .default(false)
      .describe('They do not want the person to know: "please do not tell her I rang"'),
  })
  .meta({ id: 'NewCallFromOther' })

export const CallBody = z
  .object({
    id: z.uuid(),
    relatedPersonId: z.uuid().nullable(),
    callerName: z.string(),
    about: z.string(),
    whatWasSaid: z.string(),
    inConfidence: z.boolean(),
    at: z.iso.datetime(),
    by: z.string(),
  })
  .meta({ id: 'CallFromOther' })

export const CallsQuery = PageQuery
export const CallsBody = pageOf(CallBody).meta({ id: 'CallsFromOthers' })

export const toCallBody = (call: Call): z.infer<typeof CallBody> => ({
  id: call.id,
  relatedPersonId: call.relatedPersonId,
  callerName: call.callerName,
  about: call.about,
  whatWasSaid: call.whatWasSaid,
  inConfidence: call.inConfidence,
  at: call.at.toISOString(),
  by: call.byName,
})
