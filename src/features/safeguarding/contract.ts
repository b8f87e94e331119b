import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { CONCERN_KINDS, type ConcernKind, SafetySettings } from '../schemes/public.ts'
import { DONE_NOW, ENTRY_KINDS, OUTCOMES, WISH_NOT_ASKED } from './kinds.ts'
import { CONCERN_STATUSES } from './lifecycle.ts'
import type { Concern } from './store.ts'

export const ConcernId = z.object({ concernId: z.uuid() })
const words = z.string().trim().min(1)
const KINDS = Object.keys(CONCERN_KINDS) as [ConcernKind, ...ConcernKind[]]

const DoneNowBody = z
  .strictObject({
    what: z.enum(DONE_NOW),
    words: words.max(4_000).optional(),
    on: z.iso.date().optional().describe('The day of a referral to the local authority'),
    reference: words.max(100).optional(),
    takenBy: words.max(200).optional().describe('Who took it'),
  })
  .refine(
    ({ what, on, takenBy }) => what !== 'local-authority-referral' || (on !== undefined && takenBy !== undefined),
    {
      path: ['takenBy'],
      error: 'Enter the day and who took the referral at the local authority',
    },
  )
  .refine(({ what, words: said }) => what !== 'other' || said !== undefined, {
    path: ['words'],
    error: 'Say what you did',
  })
  .meta({ id: 'DoneNow' })

/** What every door asks: of whom it is comes with the door. */
export const concernFields = {
  kind: z.enum(KINDS),
  content: words.max(8_000).describe('What was seen or heard, as it was'),
  doneNow: z.array(DoneNowBody).max(10).describe('What you have done; ring 999 first when somebody is in danger'),
  wish: words.max(2_000).optional().describe('What the person wants to happen, in their words'),
  wishNotAskedBecause: z.enum(WISH_NOT_ASKED).optional(),
}
const ONE_WISH = { path: ['wish'], error: 'Enter what the person wants, or why they were not asked' }
const hasOneWish = ({ wish, wishNotAskedBecause }: { wish?: unknown; wishNotAskedBecause?: unknown }) =>
  (wish === undefined) !== (wishNotAskedBecause === undefined)

export const ConcernFields = z
  .strictObject(concernFields)
  .refine(hasOneWish, ONE_WISH)
  .meta({ id: 'NewConcernAboutPlacement' })

export const NewConcernBody = z
  .strictObject({
    ...concernFields,
    personId: z.uuid().optional(),
    about: words.max(500).optional().describe('Who and where, when there is no record'),
  })
  .refine(hasOneWish, ONE_WISH)
  .refine(({ personId, about }) => personId !== undefined || about !== undefined, {
    path: ['about'],
    error: 'Say who this is about',
  })
  .meta({ id: 'NewConcern' })

export const EntryBody = z
  .strictObject({ kind: z.enum(['decision', 'action']), words: words.max(4_000) })
  .meta({ id: 'NewConcernEntry' })
export const HandOverBody = z
  .strictObject({ membershipId: z.uuid(), words: words.max(4_000) })
  .meta({ id: 'ConcernHandOver' })
export const CloseConcernBody = z
  .strictObject({ outcome: z.enum(OUTCOMES), words: words.max(4_000).describe('What came of it') })
  .meta({ id: 'ConcernClosing' })
export const ReopenBody = z.strictObject({ words: words.max(4_000) }).meta({ id: 'ConcernReopening' })

const Member = z.object({ membershipId: z.uuid(), name: z.string() }).meta({ id: 'ConcernMember' })

const summary = {
  id: z.uuid(),
  kind: z.enum(KINDS),
  status: z.enum(CONCERN_STATUSES),
  personId: z.uuid().nullable(),
  raisedAt: z.iso.datetime(),
  responsible: Member.nullable().describe('Whose it is now; null: every lead’s'),
  acknowledgeBy: z.iso.datetime(),
  isLate: z.boolean().describe('Nobody has said in time that they have it'),
}

export const ConcernBody = z
  .object({
    ...summary,
    about: z.string().nullable(),
    person: z
      .object({ name: z.string(), bornOn: z.iso.date() })
      .nullable()
      .describe('Whom it is about; null without a record, and for a group that only raised it')
      .meta({ id: 'ConcernPerson' }),
    mayAct: z.boolean().describe('Whether its steps are theirs who read it'),
    content: z.string(),
    wish: z.string().nullable(),
    wishNotAskedBecause: z.enum(WISH_NOT_ASKED).nullable(),
    raisedBy: Member,
    outcome: z.enum(OUTCOMES).nullable(),
    entries: z.array(
      z
        .object({
          kind: z.enum(ENTRY_KINDS),
          what: z.enum(DONE_NOW).nullable(),
          words: z.string().nullable(),
          on: z.iso.date().nullable(),
          reference: z.string().nullable(),
          takenBy: z.string().nullable(),
          to: Member.nullable(),
          by: Member.nullable(),
          at: z.iso.datetime(),
        })
        .meta({ id: 'ConcernEntry' }),
    ),
    notForEmergencies: z.string(),
    phones: SafetySettings.shape.phones,
    version: z.int(),
  })
  .meta({ id: 'Concern' })

export const ConcernTakersBody = z
  .object({ items: z.array(Member.extend({ organisationName: z.string() }).meta({ id: 'ConcernTaker' })) })
  .meta({ id: 'ConcernTakers' })

export const ConcernsQuery = PageQuery.extend({
  open: z.stringbool().default(true).describe('Only those that are not closed'),
})
export const ConcernsBody = pageOf(z.object(summary).meta({ id: 'ConcernInBrief' })).meta({ id: 'Concerns' })

export const RaisedBody = z
  .object({
    id: z.uuid(),
    acknowledgeBy: z.iso.datetime().describe('By when a named person must have said that they have it'),
    broughtTo: Member.nullable(),
    notForEmergencies: z.string(),
    phones: SafetySettings.shape.phones,
  })
  .meta({ id: 'RaisedConcern' })

export const PersonId = z.object({ personId: z.uuid() })

export const ConcernStateBody = z
  .object({ id: z.uuid(), status: z.enum(CONCERN_STATUSES), acknowledgeBy: z.iso.datetime(), version: z.int() })
  .meta({ id: 'ConcernState' })

export const toConcernStateBody = ({
  id,
  status,
  acknowledgeBy,
  version,
}: Concern): z.infer<typeof ConcernStateBody> => ({
  id,
  status,
  acknowledgeBy: acknowledgeBy.toISOString(),
  version,
})

export const ConcernMarkBody = z
  .object({
    mark: z.string().nullable().describe('What to do before contacting the person; null when there is nothing'),
  })
  .meta({ id: 'ConcernMark' })

export const NOT_FOR_EMERGENCIES = 'This is not for emergencies: when somebody is in danger now, ring 999'
