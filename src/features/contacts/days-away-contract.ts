import { z } from 'zod'
import { postcodeDistrict } from '../../platform/postcode.ts'
import { strictestSafeContact } from '../people/public.ts'
import { DAYS_AWAY_ACTS } from './days-away.ts'
import { CONTACT_PURPOSES, CONTACT_WAYS, TOLD_HOW, VISIT_CHANGES } from './kinds.ts'
import type { ToRing, VisitChange } from './store/days-away.ts'
import type { PhoneListRow, RingingPerson } from './use-cases/follow-phone-list.ts'
import type { DaysAway } from './use-cases/list-days-away.ts'

export const MembershipId = z.object({ membershipId: z.uuid() })
export const VisitChangeId = z.object({ visitChangeId: z.uuid() })
export const DaysAwayQuery = z.strictObject({
  from: z.iso.date().optional().describe('Today when left out'),
  to: z.iso.date().optional().describe('The same day when left out'),
})
export const PhoneListQuery = z.strictObject({ on: z.iso.date().optional().describe('Today when left out') })

const DISTRICT = 'With the date of birth: which of two people with one name. Null when the address is hidden'
const Person = z
  .object({
    id: z.uuid(),
    givenName: z.string(),
    familyName: z.string(),
    bornOn: z.iso.date(),
    postcodeDistrict: z.string().nullable().describe(DISTRICT),
    phones: z
      .array(z.object({ number: z.string(), label: z.string() }))
      .describe('Those that may be rung; empty when the person must not be rung at all'),
    notRungBecause: z.string().nullable().describe('Why not; another way is tried, or somebody is asked for one'),
    safeContact: z
      .object({
        channels: z.array(z.string()),
        voicemail: z.boolean(),
        times: z.string().optional(),
        note: z.string().optional(),
      })
      .nullable()
      .describe('Read it before you ring; null: nobody has asked'),
    language: z.string().nullable(),
    interpreterNeeded: z.boolean().nullable(),
  })
  .meta({ id: 'PersonToRing' })

/** Only the numbers that the gate lets somebody ring. */
const toPerson = (
  { personId, phones: _all, safeContacts, postcode, ...person }: ToRing,
  { phones, because }: RingingPerson,
): z.infer<typeof Person> => ({
  id: personId,
  ...person,
  postcodeDistrict: postcode === null ? null : postcodeDistrict(postcode),
  phones,
  notRungBecause: because,
  safeContact: strictestSafeContact(safeContacts),
})

const ITEM_KINDS = ['contact', 'still-inside', 'note-to-write', 'next-step', 'task'] as const

export const DaysAwayBody = z
  .object({
    items: z.array(
      z
        .object({
          kind: z.enum(ITEM_KINDS),
          on: z.iso.date(),
          at: z.iso.datetime().nullable().describe('Null for what is due on the day'),
          id: z.uuid().describe('Of the contact, the referral or the task'),
          reference: z.string().nullable(),
          person: Person.nullable(),
          way: z.enum(CONTACT_WAYS).nullable(),
          purpose: z.enum(CONTACT_PURPOSES).nullable(),
          isFirst: z.boolean().describe('Nobody of the service has met the person yet'),
          what: z.string().nullable().describe('The next step, or the kind of the task'),
        })
        .meta({ id: 'DaysAwayItem' }),
    ),
  })
  .meta({ id: 'DaysAway' })
type Item = z.infer<typeof DaysAwayBody>['items'][number]

/** One list in the order of time; what is due on a day stands after what has an hour. */
export function toDaysAwayBody({ contacts, referrals, tasks }: DaysAway, from: string): z.infer<typeof DaysAwayBody> {
  const none = { at: null, reference: null, person: null, way: null, purpose: null, isFirst: false, what: null }
  const items: Item[] = [
    ...contacts.map(({ contact, reference, isFirst, person, ringing }) => ({
      kind: kindOf(contact, from),
      on: contact.day,
      at: contact.plannedStart?.toISOString() ?? null,
      id: contact.id,
      reference,
      person: toPerson(person, ringing),
      way: contact.way,
      purpose: contact.purpose,
      isFirst,
      what: null,
    })),
    ...referrals.map(({ id, reference, dueOn, nextStep, person, ringing }) => ({
      ...none,
      kind: 'next-step' as const,
      on: dueOn ?? from,
      id,
      reference,
      person: toPerson(person, ringing),
      what: nextStep,
    })),
    ...tasks.map(({ id, kind, dueOn, reference }) => ({
      ...none,
      kind: 'task' as const,
      on: dueOn,
      id,
      reference,
      what: kind,
    })),
  ]
  const key = ({ on, at }: Item) => `${on} ${at ?? 'Z'}`
  return { items: items.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0)) }
}

function kindOf(
  contact: { day: string; checkedInAt: Date | null; checkedOutAt: Date | null },
  from: string,
): (typeof ITEM_KINDS)[number] {
  if (contact.checkedInAt !== null && contact.checkedOutAt === null) return 'still-inside'
  return contact.day < from ? 'note-to-write' : 'contact'
}

export const SettleDaysAwayBody = z
  .strictObject({
    items: z
      .array(
        z
          .strictObject({
            contactId: z.uuid(),
            do: z.enum(DAYS_AWAY_ACTS),
            toId: z.uuid().optional().describe('Who goes instead; the cover when left out'),
            at: z.iso.datetime({ offset: true }).optional().describe('To when it is moved'),
          })
          .meta({ id: 'DaysAwayDecision' }),
      )
      .min(1)
      .max(50)
      .refine((items) => new Set(items.map(({ contactId }) => contactId)).size === items.length, {
        error: 'Decide each contact once',
      }),
  })
  .meta({ id: 'DaysAwayDecisions' })

export const SettledBody = z
  .object({
    items: z.array(
      z.object({
        contactId: z.uuid(),
        workerId: z.uuid(),
        plannedStart: z.iso.datetime().nullable(),
        happened: z.boolean().nullable(),
      }),
    ),
  })
  .meta({ id: 'SettledDaysAway' })

export const ToldBody = z.strictObject({ how: z.enum(TOLD_HOW) }).meta({ id: 'ToldOfChange' })

const change = {
  id: z.uuid(),
  contactId: z.uuid(),
  change: z.enum(VISIT_CHANGES),
  expectedAt: z.iso.datetime().describe('When the person expects somebody'),
  toldAt: z.iso.datetime().nullable(),
  toldHow: z.enum(TOLD_HOW).nullable(),
}
export const VisitChangeBody = z.object(change).meta({ id: 'VisitChange' })
export const PhoneListBody = z
  .object({
    items: z.array(
      z
        .object({
          ...change,
          person: Person,
          way: z.enum(CONTACT_WAYS),
          comesNow: z
            .object({ workerName: z.string(), at: z.iso.datetime() })
            .nullable()
            .describe('Who comes, and when; null: nobody'),
        })
        .meta({ id: 'PhoneListItem' }),
    ),
  })
  .meta({ id: 'PhoneList' })

export const toVisitChangeBody = (row: VisitChange): z.infer<typeof VisitChangeBody> => ({
  id: row.id,
  contactId: row.contactId,
  change: row.change,
  expectedAt: row.expectedAt.toISOString(),
  toldAt: row.toldAt?.toISOString() ?? null,
  toldHow: row.toldHow,
})

export const toPhoneListItem = ({ change: row, contact, workerName, person, ringing }: PhoneListRow) => ({
  ...toVisitChangeBody(row),
  person: toPerson(person, ringing),
  way: contact.way,
  comesNow:
    contact.happened !== null || contact.plannedStart === null
      ? null
      : { workerName, at: contact.plannedStart.toISOString() },
})
