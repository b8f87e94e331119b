import { z } from 'zod'
import { AUDIT_MARKS } from '../../platform/audit/marks.ts'
import { addDays } from '../../platform/clock.ts'
import { ROLES } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { LOOK_FLAGS } from './looks.ts'

/** The longest stretch of days that is read at once: the audit is partitioned by month. */
const MOST_DAYS = 366

const days = {
  from: z.iso.date().describe('The first day, in England'),
  to: z.iso.date().describe('The last day'),
}
const inOrder = ({ from, to }: { from: string; to: string }) => to >= from && to <= addDays(from, MOST_DAYS)
const ORDER = { path: ['to'], error: `Give a last day on or after the first, at most ${MOST_DAYS} days later` }

export const MembershipId = z.object({ membershipId: z.uuid() })

export const LooksAtPersonBody = PageQuery.extend({
  ...days,
  nhsNumber: z.string().optional().describe('Whose record; or the reference of one of their referrals'),
  reference: z.string().optional(),
})
  .refine(({ nhsNumber, reference }) => (nhsNumber === undefined) !== (reference === undefined), {
    path: ['nhsNumber'],
    error: 'Give the NHS number or the reference of a referral, one of them',
  })
  .refine(inOrder, ORDER)
  .meta({ id: 'LooksAtPersonSearch' })

export const LooksByMemberQuery = PageQuery.extend(days).refine(inOrder, ORDER)

const Member = z
  .object({
    membershipId: z.uuid(),
    name: z.string(),
    role: z.enum(ROLES),
    organisationName: z.string(),
  })
  .meta({ id: 'LookingMember' })

const look = {
  at: z.iso.datetime(),
  action: z.string().describe('What was done, as the audit says it: `referral.read`'),
  subjectKind: z.string(),
  inList: z.boolean().describe('One of several on a list, or opened by itself'),
}

export const LookersAnswer = z
  .object({
    items: z.array(
      z.object({
        name: z.string(),
        organisationName: z.string(),
        days: z.int().describe('On how many days of the last 90'),
        lastAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Lookers' })

export const LooksAtPersonAnswer = pageOf(
  z
    .object({
      ...look,
      member: Member.nullable().describe('Null when the system itself acted'),
      flags: z.array(z.enum(LOOK_FLAGS)),
    })
    .meta({ id: 'LookAtPerson' }),
).meta({ id: 'LooksAtPerson' })

export const LooksByMemberAnswer = pageOf(
  z
    .object({
      ...look,
      subjectId: z.uuid().nullable(),
      personId: z.uuid().nullable(),
      shown: z.number().int().nullable().describe('How many records a list showed'),
    })
    .meta({ id: 'LookByMember' }),
).meta({ id: 'LooksByMember' })

export const BulkLookingQuery = z.strictObject({
  on: z.iso.date().describe('The day, in England'),
  atLeast: z.coerce
    .number()
    .int()
    .min(2)
    .max(1_000)
    .optional()
    .describe('People whose records were opened in one hour; as the scheme has set it when left out'),
})

export const BulkLookingAnswer = z
  .object({
    items: z.array(
      z
        .object({
          member: Member,
          hour: z.iso.datetime().describe('When the hour began'),
          people: z.number().int().describe('How many people’s records were opened'),
        })
        .meta({ id: 'BulkLook' }),
    ),
  })
  .meta({ id: 'BulkLooking' })

/** As far back as is asked about at once: everybody's looks are compared, not one person's. */
const MOST_NOTABLE_DAYS = 31

export const NotableQuery = PageQuery.extend(days)
  .refine(inOrder, ORDER)
  .refine(({ from, to }) => to < addDays(from, MOST_NOTABLE_DAYS), {
    path: ['to'],
    error: `Ask for at most ${MOST_NOTABLE_DAYS} days at once`,
  })

export const NotableAnswer = pageOf(
  z
    .object({
      ...look,
      personId: z.uuid().nullable().describe('Whose record; null when it was a list'),
      member: Member.nullable().describe('Who looked; null when they are not known any more'),
      mark: z.enum(AUDIT_MARKS).nullable().describe('That it was more than a look'),
      flags: z.array(z.enum(LOOK_FLAGS)).describe('How near they are to the person: coincidence, more often than not'),
    })
    .omit({ inList: true })
    .meta({ id: 'NotableLook' }),
).meta({ id: 'NotableLooks' })

export const OwnRecordBody = z
  .strictObject({ nhsNumber: z.string().max(20).nullable().describe('Null: no record is theirs') })
  .meta({ id: 'OwnRecord' })
export const OwnRecordAnswer = z.object({ isKnown: z.boolean() }).meta({ id: 'OwnRecordState' })
