import { z } from 'zod'

/*
 * Who decided, when it was not the person (Mental Capacity Act 2005, England and Wales). Nobody lacks capacity in general:
 * it is said for this decision, by whom, and how the person was helped to decide. Then an attorney for health and welfare
 * or a deputy decides, whose document somebody saw; otherwise it is decided in the person's best interests, and whoever
 * knows them is consulted. Next of kin as such decide nothing.
 */

export const DECIDERS = ['attorney', 'deputy', 'best-interests'] as const

const words = (most: number) => z.string().trim().min(2).max(most)

const capacity = z
  .strictObject({
    assessedBy: words(200).describe('Who assessed that the person cannot make this decision, with their role'),
    assessedOn: z.iso.date(),
    howHelped: words(1_000).describe('How the person was helped to decide for themselves'),
  })
  .describe('Capacity for this decision')

const withDocument = {
  capacity,
  name: words(200),
  documentSeenBy: words(200).describe('Who saw the registered power or the order of the court'),
  documentSeenOn: z.iso.date(),
}

/** Left out, the person decided. */
export const Decision = z
  .discriminatedUnion(
    'by',
    [
      z.strictObject({ by: z.literal('attorney').describe('For health and welfare'), ...withDocument }),
      z.strictObject({ by: z.literal('deputy').describe('Appointed by the court'), ...withDocument }),
      z.strictObject({
        by: z.literal('best-interests'),
        capacity,
        name: words(200).describe('Who decided, with their role'),
        consulted: words(1_000).describe('Who was consulted: family, friends, an advocate'),
      }),
    ],
    {
      error:
        'Say who decided: an attorney for health and welfare, a deputy, or in the best interests of the person. Next of kin cannot agree for somebody',
    },
  )
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof Decision>

export const DecisionBody = z
  .object({
    by: z.enum(DECIDERS),
    name: z.string(),
    capacity: z.object({ assessedBy: z.string(), assessedOn: z.iso.date(), howHelped: z.string() }),
    documentSeenBy: z.string().nullable(),
    documentSeenOn: z.iso.date().nullable(),
    consulted: z.string().nullable(),
  })
  .nullable()
  .describe('Null: the person decided')
export type DecisionRecord = NonNullable<z.infer<typeof DecisionBody>>

/** As it is kept and shown: what a kind of decision does not have is null. */
export function toDecisionRecord(decision: Decision | undefined): DecisionRecord | null {
  if (decision === undefined) return null
  const { by, name, capacity: assessed } = decision
  return by === 'best-interests'
    ? { by, name, capacity: assessed, documentSeenBy: null, documentSeenOn: null, consulted: decision.consulted }
    : {
        by,
        name,
        capacity: assessed,
        documentSeenBy: decision.documentSeenBy,
        documentSeenOn: decision.documentSeenOn,
        consulted: null,
      }
}

/** Capacity is assessed and the document seen before, or on, the day of the decision. The field that is wrong, and what to do. */
export function faultOfDecision(
  decision: Decision | undefined,
  on: string,
): { field: string; detail: string } | undefined {
  if (decision === undefined) return undefined
  if (decision.capacity.assessedOn > on)
    return { field: 'capacity/assessedOn', detail: 'Assess capacity first: enter a day up to the day of the decision' }
  if (decision.by !== 'best-interests' && decision.documentSeenOn > on)
    return { field: 'documentSeenOn', detail: 'See the document first: enter a day up to the day of the decision' }
  return undefined
}

/** How a message says whose decision it was; the name stays in the record. */
export const decidedInWords = (decision: DecisionRecord | null): string => {
  switch (decision?.by) {
    case undefined:
      return 'The person'
    case 'attorney':
      return "The person's attorney for health and welfare"
    case 'deputy':
      return "The person's deputy"
    case 'best-interests':
      return 'In a best-interests decision, those who decided for the person'
  }
}
