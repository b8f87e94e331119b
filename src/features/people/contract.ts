import { z } from 'zod'
import { normalisePostcode } from '../../platform/postcode.ts'
import { Decision, DecisionBody } from './decisions.ts'
import { PersonFacts } from './facts.ts'
import { CONSENT_ANSWERS, CONSENT_PURPOSES, CONSENT_WAYS, CONTACT_CHANNELS, NO_NHS_NUMBER_REASONS } from './kinds.ts'
import { isValidNhsNumber, normaliseNhsNumber } from './nhs-number.ts'
import { Phone, RelatedPersonAnswer } from './related-people-contract.ts'

export const PersonId = z.object({ personId: z.uuid() })

const NhsNumber = z
  .string()
  .max(20)
  .refine(isValidNhsNumber, 'Check the NHS number: its ten digits do not fit together')
  .overwrite((text) => normaliseNhsNumber(text) ?? text)
  .describe('Ten digits; spaces are fine')

const name = (what: string) => z.string().trim().min(1, `Enter the ${what}`).max(100)

const Postcode = z
  .string()
  .max(12)
  .refine((text) => normalisePostcode(text) !== undefined, 'Enter a full UK postcode, like S60 1AA')
  .overwrite((text) => normalisePostcode(text) ?? text)

const Address = z.strictObject({
  lines: z.array(z.string().trim().min(1).max(100)).min(1, 'Enter the first line of the address').max(5),
  postcode: Postcode,
})

const SafeContact = z.strictObject({
  channels: z.array(z.enum(CONTACT_CHANNELS)).max(4).describe('How the person may be reached'),
  voicemail: z.boolean().default(false).describe('Whether a voicemail may be left'),
  times: z.string().max(200).optional(),
  note: z.string().max(500).optional(),
})

/** Nobody alive was born before this; a day after today is refused by the use-case, which knows what today is. */
const BornOn = z.iso
  .date('Enter the date of birth as year-month-day, like 1944-03-31')
  .refine((day) => day >= '1900-01-01', 'Check the year of birth')

const identity = {
  givenName: name('first name'),
  familyName: name('surname'),
  preferredName: z.string().trim().min(1).max(100).nullish(),
  bornOn: BornOn,
  address: Address.nullish(),
  phones: z.array(Phone).max(5).default([]),
  email: z.email('Enter an email address, like name@example.org').max(254).nullish(),
  safeContact: SafeContact.nullish().describe(
    'How to reach the person without doing harm; leave out when it was not asked',
  ),
}

/** A person as a referrer gives them: a number or why there is none, names, birth date, how to reach them; the rest may be not asked. */
export const NewPersonBody = z
  .strictObject({
    nhsNumber: NhsNumber.optional(),
    noNhsNumberBecause: z.enum(NO_NHS_NUMBER_REASONS).optional(),
    ...identity,
    facts: PersonFacts.prefault({}),
  })
  .refine((person) => (person.nhsNumber === undefined) !== (person.noNhsNumberBecause === undefined), {
    path: ['nhsNumber'],
    message: 'Enter the NHS number, or say in noNhsNumberBecause why there is none',
  })
  .meta({ id: 'NewPerson' })
export type NewPersonBody = z.infer<typeof NewPersonBody>

/** A JSON merge patch: what is left out stays, null takes away. */
export const PersonPatch = z
  .strictObject({
    nhsNumber: NhsNumber.optional(),
    givenName: identity.givenName.optional(),
    familyName: identity.familyName.optional(),
    preferredName: identity.preferredName,
    bornOn: BornOn.optional(),
    address: identity.address,
    phones: z.array(Phone).max(5).optional(),
    email: identity.email,
    safeContact: identity.safeContact,
    facts: z
      .strictObject(
        Object.fromEntries(
          Object.entries(PersonFacts.shape).map(([key, schema]) => [key, schema.unwrap().optional()]),
        ) as {
          [Key in keyof typeof PersonFacts.shape]: z.ZodOptional<ReturnType<(typeof PersonFacts.shape)[Key]['unwrap']>>
        },
      )
      .optional(),
  })
  .meta({ id: 'PersonPatch' })
export type PersonPatch = z.infer<typeof PersonPatch>

export const MatchQuery = z
  .strictObject({
    nhsNumber: NhsNumber.optional(),
    givenName: identity.givenName,
    familyName: identity.familyName,
    bornOn: BornOn,
  })
  .meta({ id: 'MatchQuery' })

export const MatchBody = z
  .object({
    known: z.boolean().describe('Someone with these details is known to the scheme'),
    checkNhsNumber: z.boolean().describe('The NHS number belongs to someone with other details: check it'),
    personIds: z.array(z.uuid()).describe('Those of them that you may see'),
    sentence: z.string(),
  })
  .meta({ id: 'Match' })

export const SearchBody = z
  .strictObject({
    nhsNumber: NhsNumber.optional(),
    familyName: z.string().trim().min(2, 'Enter at least two letters of the surname').max(100).optional(),
    givenName: z.string().trim().min(1).max(100).optional(),
    bornOn: BornOn.optional(),
    limit: z.int().min(1).max(100).default(25),
    after: z.string().max(300).optional(),
  })
  .refine((search) => search.nhsNumber !== undefined || search.familyName !== undefined, {
    message: 'Search by NHS number or by surname',
  })
  .meta({ id: 'PersonSearch' })

export const ConsentBody = z
  .strictObject({
    purpose: z.enum(CONSENT_PURPOSES),
    answer: z.enum(CONSENT_ANSWERS),
    how: z.enum(CONSENT_WAYS),
    on: z.iso.date(),
    askedBy: z.string().trim().min(1).max(200).optional().describe('Who asked, when it was not who records it'),
    recipientId: z.uuid().optional().describe('The organisation the answer is about; leave out for whoever needs it'),
    decision: Decision.optional().describe('Who decided, when it was not the person'),
  })
  .meta({ id: 'NewConsent' })

export const ConsentAnswerBody = z
  .object({
    id: z.uuid(),
    purpose: z.enum(CONSENT_PURPOSES),
    answer: z.enum(CONSENT_ANSWERS),
    how: z.enum(CONSENT_WAYS),
    on: z.iso.date(),
    askedBy: z.string().nullable().describe('Null: whoever recorded it'),
    recipientId: z.uuid().nullable(),
    decision: DecisionBody,
    recordedAt: z.iso.datetime({ offset: true }),
    recordedBy: z.string(),
  })
  .meta({ id: 'Consent' })

export const MergeBody = z
  .strictObject({
    duplicateId: z.uuid(),
    reason: z.string().trim().min(3, 'Say why these are the same person').max(500),
  })
  .meta({ id: 'NewMerge' })
export const MergeId = PersonId.extend({ mergeId: z.uuid() })
export const MergeAnswer = z
  .object({ id: z.uuid(), survivorId: z.uuid(), duplicateId: z.uuid(), undoneAt: z.iso.datetime().nullable() })
  .meta({ id: 'Merge' })

export const IdentityBody = z
  .strictObject({
    outcome: z.enum(['same-person', 'other-person']).describe('Whether they are the person the NHS number belongs to'),
    nhsNumber: NhsNumber.optional().describe('For another person: their own number, when it was found'),
    reason: z.string().trim().min(3, 'Say how you know').max(500),
  })
  .meta({ id: 'IdentityConfirmation' })

export const PersonBody = z
  .object({
    id: z.uuid(),
    nhsNumber: z.string().nullable(),
    noNhsNumberBecause: z.enum(NO_NHS_NUMBER_REASONS).nullable(),
    identityToConfirm: z.boolean().describe('The NHS number given belongs to someone with other details'),
    givenName: z.string(),
    familyName: z.string(),
    preferredName: z.string().nullable(),
    bornOn: z.iso.date(),
    address: z
      .object({ lines: z.array(z.string()), postcode: z.string() })
      .nullable()
      .describe('Null also when it is hidden and you neither visit nor lead'),
    addressHidden: z.boolean(),
    sharedWithOthers: z
      .array(z.enum(['phone', 'email', 'address']))
      .describe('What another person of the scheme uses too; whose is not said'),
    phones: z.array(z.object({ number: z.string(), label: z.string() })),
    email: z.string().nullable(),
    safeContact: z
      .object({
        channels: z.array(z.string()),
        voicemail: z.boolean(),
        times: z.string().optional(),
        note: z.string().optional(),
        lettersDespiteHidden: z.boolean().optional(),
      })
      .nullable(),
    facts: PersonFacts,
    practice: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    relatedPeople: z.array(RelatedPersonAnswer),
    consents: z.array(ConsentAnswerBody).describe('The latest answer for each purpose and recipient'),
    mergedInto: z.uuid().nullable(),
    mergedIds: z.array(z.uuid()).describe('Records that turned out to be this person'),
    version: z.int(),
  })
  .meta({ id: 'Person' })

export const PeopleBody = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        nhsNumber: z.string().nullable(),
        givenName: z.string(),
        familyName: z.string(),
        bornOn: z.iso.date(),
        postcode: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
    closedIds: z
      .array(z.uuid())
      .describe('Records with this number that are closed to you: open one with a reason if you must'),
  })
  .meta({ id: 'People' })

export const AddPersonBody = z
  .strictObject({
    person: NewPersonBody,
    practiceId: z.uuid().optional().describe('The practice they are registered with; a practice may leave it out'),
  })
  .meta({ id: 'AddPerson' })

export const AddedPersonBody = z
  .object({
    personId: z
      .uuid()
      .nullable()
      .describe('Null: someone with these details is known, and not yours to see. Refer them with the details inline.'),
    wasKnown: z.boolean(),
    identityToConfirm: z.boolean().describe('The NHS number belongs to someone with other details: check it'),
  })
  .meta({ id: 'AddedPerson' })

export const RegistrationBody = z
  .strictObject({ practiceId: z.uuid(), from: z.iso.date().describe('Since when; not in the future') })
  .meta({ id: 'RegistrationToConfirm' })

export const RegistrationAnswer = z
  .object({ personId: z.uuid(), practiceId: z.uuid(), from: z.iso.date(), moved: z.boolean() })
  .meta({ id: 'Registration' })
