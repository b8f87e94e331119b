import { z } from 'zod'
import { NewContactBody } from '../contacts/public.ts'
import { NewMeasurementBody } from '../measures/public.ts'
import { AGREEMENT_WAYS, PlanDraft } from '../plans/public.ts'

const VisitContact = NewContactBody.omit({ workerId: true, plannedStart: true, plannedEnd: true, anyway: true }).extend(
  {
    planned: z
      .strictObject({ contactId: z.uuid(), version: z.int() })
      .optional()
      .describe('The planned contact that this was; left out for one that nobody had planned'),
    happenedOn: z.iso
      .date()
      .describe('The day of the visit, whenever it is written down; the measures and the yes are of that day'),
  },
)

const VisitMeasure = NewMeasurementBody.omit({ on: true }).extend({
  unfinished: z
    .strictObject({ measurementId: z.uuid(), version: z.int() })
    .optional()
    .describe('What was begun and is gone on with'),
})

/** Everything that came of one visit. It stands as a whole, or not at all. */
export const VisitBody = z
  .strictObject({
    contact: VisitContact,
    measures: z.array(VisitMeasure).max(10).default([]),
    plan: z
      .strictObject({
        replaces: z.int().optional().describe('The version that was read; left out when there was no plan'),
        draft: PlanDraft,
      })
      .optional()
      .describe('The whole plan as it stands now; left out when nothing in it changed'),
    agreement: z
      .strictObject({
        version: z.int().min(1).optional().describe('The version that was shown; left out for the one written here'),
        how: z.enum(AGREEMENT_WAYS),
      })
      .optional(),
    next: NewContactBody.pick({ way: true, purpose: true, plannedStart: true, plannedEnd: true, anyway: true })
      .optional()
      .describe('The next contact, planned'),
  })
  .meta({ id: 'Visit' })
export type VisitBody = z.infer<typeof VisitBody>

export const VisitRecordedBody = z
  .object({
    contactId: z.uuid(),
    measurementIds: z.array(z.uuid()),
    planVersion: z.int().nullable().describe('The version of the plan that was written or agreed to here'),
    nextContactId: z.uuid().nullable(),
    told: z
      .array(z.object({ to: z.string(), title: z.string(), body: z.string() }))
      .describe('Who was told by it, and in which words'),
  })
  .meta({ id: 'VisitRecorded' })
export type VisitRecorded = z.infer<typeof VisitRecordedBody>
