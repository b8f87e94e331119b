import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { postcodeDistrict } from '../../platform/postcode.ts'
import type { HeardLevel } from '../messages/public.ts'
import { CONTACT_STATUSES, contactStatus, isCheckOutOverdue, isRecordedLate } from './contact-status.ts'
import {
  ATTENDANCES,
  CONTACT_PURPOSES,
  CONTACT_WAYS,
  GIVEN_REASONS,
  NOT_HAPPENED_REASON_NAMES,
  NOTE_MARKS,
  NOTE_SOURCES,
} from './kinds.ts'
import type { DayContact } from './store/list-day.ts'
import type { ContactRecord } from './store.ts'

export const ContactId = z.object({ contactId: z.uuid() })

const Instant = z.iso.datetime({ offset: true })
const words = (most: number) => z.string().trim().min(1).max(most)

const fields = {
  way: z.enum(CONTACT_WAYS),
  purpose: z.enum(CONTACT_PURPOSES),
  workerId: z.uuid().describe('The membership of whoever makes it'),
  plannedStart: Instant.nullable(),
  plannedEnd: Instant.nullable().describe('A planned home visit must have one'),
  happened: z
    .boolean()
    .nullable()
    .describe('Null while nobody has said. Another answer asks everything about the outcome anew'),
  notHappenedBecause: z.enum(GIVEN_REASONS).nullable(),
  attendance: z
    .enum(ATTENDANCES)
    .nullable()
    .describe('Whether the person took part. Leave it out for a text, email or letter they did not answer'),
  happenedOn: z.iso.date().nullable().describe('The day it happened, or was tried; not in the future'),
  personSaidNo: z
    .boolean()
    .describe('At first contact the person said that they do not want it; the note says in what words'),
  nextReviewOn: z.iso.date().nullable().describe('Needed once a review was held'),
  tookPart: words(500).nullable().describe('Who took part with the person'),
  note: words(4_000).nullable(),
  noteSource: z.enum(NOTE_SOURCES).nullable().describe('Whose words the note holds, or that it is what was seen'),
  noteMark: z
    .enum(NOTE_MARKS)
    .nullable()
    .describe('For the service alone: given in confidence by someone else, or could harm if the person saw it'),
  anyway: z
    .boolean()
    .describe('Plan it although it is outside working hours, or beside something else of the same worker'),
}

/** A contact to be planned, or one that is known: what is left out is not known yet. */
export const NewContactBody = z
  .strictObject({ ...z.strictObject(fields).partial().shape, way: fields.way, purpose: fields.purpose })
  .meta({ id: 'NewContact' })
export type NewContactBody = z.infer<typeof NewContactBody>

/** A JSON merge patch. */
export const ContactPatch = z.strictObject(fields).partial().meta({ id: 'ContactPatch' })
export type ContactPatch = z.infer<typeof ContactPatch>

/** Sent without a body when it is now. */
export const CheckBody = z
  .strictObject({
    at: Instant.optional().describe('When it was, if not now; not in the future'),
    rungBy: z.uuid().optional().describe('Who rang you and asked you to say it for them'),
    say: z.string().trim().max(200).optional().describe('A word to the office; it is not kept'),
    trouble: z.boolean().optional().describe('The worker is in trouble: nothing shows it'),
  })
  .nullish()
  .meta({ id: 'CheckInOrOut' })

export const ContactsQuery = PageQuery

export const ContactBody = z
  .object({
    id: z.uuid(),
    referralId: z.uuid(),
    way: z.enum(CONTACT_WAYS),
    purpose: z.enum(CONTACT_PURPOSES),
    status: z.enum(CONTACT_STATUSES),
    day: z.iso.date().describe('The day it happened, or is planned for'),
    happened: z.boolean().nullable(),
    notHappenedBecause: z.enum(NOT_HAPPENED_REASON_NAMES).nullable(),
    attendance: z.enum(ATTENDANCES).nullable(),
    happenedOn: z.iso.date().nullable(),
    personSaidNo: z.boolean(),
    nextReviewOn: z.iso.date().nullable(),
    recordedAt: Instant.nullable(),
    recordedLate: z.boolean().describe('Written down on a later day than it happened'),
    workerId: z.uuid().nullable().describe('From here on: null when you are not of the service'),
    workerName: z.string().nullable(),
    plannedStart: Instant.nullable(),
    plannedEnd: Instant.nullable(),
    tookPart: z.string().nullable(),
    note: z.string().nullable(),
    noteSource: z.enum(NOTE_SOURCES).nullable(),
    noteMark: z.enum(NOTE_MARKS).nullable().describe('For the service alone: show the note to nobody else'),
    checkedInAt: Instant.nullable(),
    checkedOutAt: Instant.nullable(),
    checkOutOverdue: z.boolean().describe('The worker went in and has not come out when expected'),
    version: z.int(),
  })
  .meta({ id: 'Contact' })

const toInstant = (at: Date | null): string | null => at?.toISOString() ?? null

/** The service reads all of a contact; the side that referred reads what it was, when, and what came of it. */
export function toContactBody(
  contact: ContactRecord,
  { isService, level, now }: { isService: boolean; level: HeardLevel; now: Date },
): z.infer<typeof ContactBody> {
  const hearsOutcome = level !== 'only-that-it-happened'
  return {
    id: contact.id,
    referralId: contact.referralId,
    way: contact.way,
    purpose: contact.purpose,
    status: contactStatus(contact, now),
    day: contact.day,
    happened: contact.happened,
    notHappenedBecause: hearsOutcome ? contact.notHappenedBecause : null,
    attendance: hearsOutcome ? contact.attendance : null,
    happenedOn: contact.happenedOn,
    personSaidNo: contact.personSaidNo,
    nextReviewOn: hearsOutcome ? contact.nextReviewOn : null,
    recordedAt: toInstant(contact.recordedAt),
    recordedLate: isRecordedLate(contact),
    workerId: isService ? contact.workerId : null,
    workerName: isService ? contact.workerName : null,
    plannedStart: isService ? toInstant(contact.plannedStart) : null,
    plannedEnd: isService ? toInstant(contact.plannedEnd) : null,
    tookPart: isService ? contact.tookPart : null,
    note: isService ? contact.note : null,
    noteSource: isService ? contact.noteSource : null,
    noteMark: isService ? contact.noteMark : null,
    checkedInAt: isService ? toInstant(contact.checkedInAt) : null,
    checkedOutAt: isService ? toInstant(contact.checkedOutAt) : null,
    checkOutOverdue: isService && isCheckOutOverdue(contact, now),
    version: contact.version,
  }
}

export const ContactsBody = pageOf(ContactBody)
  .extend({
    attempts: z
      .partialRecord(z.enum(CONTACT_WAYS), z.int())
      .describe('How often it was tried to reach the person, by way; cancelled contacts are no tries'),
  })
  .meta({ id: 'Contacts' })

export const DayQuery = PageQuery.extend({
  worker: z
    .union([z.literal('me'), z.uuid()])
    .default('me')
    .describe('`me`, or the membership of a colleague'),
  on: z.iso.date().optional().describe('Today when left out'),
})

const DayContactBody = z.object({
  id: z.uuid(),
  workerId: z.uuid().describe('Who has planned it: yourself, or somebody for whom you stand in'),
  referralId: z.uuid(),
  reference: z.string(),
  person: z.object({
    id: z.uuid(),
    givenName: z.string(),
    familyName: z.string(),
    preferredName: z.string().nullable(),
    bornYear: z.int().describe('With the district: which of two people with one name'),
  }),
  postcodeDistrict: z.string().nullable(),
  way: z.enum(CONTACT_WAYS),
  purpose: z.enum(CONTACT_PURPOSES),
  status: z.enum(CONTACT_STATUSES),
  plannedStart: Instant,
  plannedEnd: Instant.nullable(),
  checkedInAt: Instant.nullable(),
  checkedOutAt: Instant.nullable(),
  checkOutOverdue: z.boolean(),
  version: z.int(),
})
export const DayContactsBody = pageOf(DayContactBody).meta({ id: 'DayContacts' })

export const toDayContact = (contact: DayContact, now: Date): z.infer<typeof DayContactBody> => ({
  id: contact.id,
  workerId: contact.workerId,
  referralId: contact.referralId,
  reference: contact.reference,
  person: {
    id: contact.personId,
    givenName: contact.givenName,
    familyName: contact.familyName,
    preferredName: contact.preferredName,
    bornYear: Number(contact.bornOn.slice(0, 4)),
  },
  postcodeDistrict: contact.postcode === null ? null : postcodeDistrict(contact.postcode),
  way: contact.way,
  purpose: contact.purpose,
  status: contactStatus(contact, now),
  plannedStart: contact.plannedStart.toISOString(),
  plannedEnd: toInstant(contact.plannedEnd),
  checkedInAt: toInstant(contact.checkedInAt),
  checkedOutAt: toInstant(contact.checkedOutAt),
  checkOutOverdue: isCheckOutOverdue(contact, now),
  version: contact.version,
})
