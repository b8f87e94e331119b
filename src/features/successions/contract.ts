import { z } from 'zod'
import { ROLES } from '../../platform/context.ts'

export const OrganisationId = z.object({ organisationId: z.uuid() })
export const ServedPracticeId = z.object({ servedPracticeId: z.uuid() })

export const CloseOrganisationBody = z
  .strictObject({
    on: z.iso.date().describe('Since when; not in the future'),
    successorId: z.uuid().describe('The organisation that its work goes to'),
    reason: z.string().trim().min(3, 'Say why it closes').max(500),
    endMembershipIds: z
      .array(z.uuid())
      .max(500)
      .default([])
      .describe(
        'Who of its people leaves; the others are named in the answer, to be invited by the successor or ended',
      ),
  })
  .meta({ id: 'CloseOrganisation' })

const count = z.int()

export const ClosedOrganisationBody = z
  .object({
    organisationId: z.uuid(),
    successorId: z.uuid(),
    closedOn: z.iso.date(),
    moved: z.object({
      registrations: count,
      careRelationships: count,
      referrals: count.describe('Open, and drafts; what has ended still names the old organisation'),
      messages: count.describe('Not read, or not answered'),
      tasks: count,
      servedPractices: count,
      alignments: count,
    }),
    members: z
      .array(z.object({ membershipId: z.uuid(), name: z.string(), role: z.enum(ROLES) }))
      .describe('Who still works there: nobody is moved silently'),
  })
  .meta({ id: 'ClosedOrganisation' })

export const ServePracticeBody = z
  .strictObject({ practiceId: z.uuid(), from: z.iso.date() })
  .meta({ id: 'NewServedPractice' })

export const EndServingBody = z
  .strictObject({ on: z.iso.date().describe('The first day on which it no longer holds; not in the future') })
  .meta({ id: 'EndOfServing' })

export const ServedPracticeBody = z
  .object({
    id: z.uuid(),
    teamId: z.uuid(),
    practiceId: z.uuid(),
    fromOn: z.iso.date(),
    untilOn: z.iso.date().nullable(),
  })
  .meta({ id: 'ServedPractice' })

export const ServedPracticesBody = z
  .object({ items: z.array(ServedPracticeBody.extend({ practiceName: z.string() })) })
  .meta({ id: 'ServedPractices' })
