import { z } from 'zod'
import { HOME_VISIT_RISKS, URGENCIES } from './kinds.ts'

const text = (most: number, todo: string) => z.string({ error: todo }).trim().max(most, todo)
const many = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([])

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((code) => other.includes(code))

/** What a referral says, and why it is changed: read as a patch. What is left as it was is no change. */
export const ChangeForm = z
  .object({
    version: z.coerce.number().int(),
    needs: many,
    needsBefore: many,
    reason: text(2_000, 'Enter why the person was referred, in fewer than 2,000 characters'),
    whatMatters: text(2_000, 'Enter what matters to them in fewer than 2,000 characters').optional(),
    urgency: z.enum(URGENCIES, { error: 'Select how soon' }),
    homeVisitRisk: z.enum(HOME_VISIT_RISKS, { error: 'Select whether a home visit carries a risk' }).optional(),
    homeVisitRiskNote: text(1_000, 'Enter what the risk is, in fewer than 1,000 characters').optional(),
    onBehalfOf: text(200, 'Enter the clinician in fewer than 200 characters').optional(),
    whyReason: z.string().max(60).optional(),
    whyNote: text(500, 'Enter more about why in fewer than 500 characters').optional(),
  })
  .superRefine(({ needs, homeVisitRisk, homeVisitRiskNote }, context) => {
    if (needs.length === 0)
      context.addIssue({ code: 'custom', path: ['needs'], message: 'Select what the person would like help with' })
    if (homeVisitRisk === 'known' && homeVisitRiskNote === undefined)
      context.addIssue({ code: 'custom', path: ['homeVisitRiskNote'], message: 'Enter what the risk is' })
  })
  .transform(({ version, needs, needsBefore, whyReason, whyNote, whatMatters, homeVisitRiskNote, ...fields }) => ({
    version,
    patch: {
      ...fields,
      ...(sameSet(needs, needsBefore) ? {} : { needs }),
      whatMatters: whatMatters ?? null,
      homeVisitRiskNote: homeVisitRiskNote ?? null,
      ...(whyReason === undefined ? {} : { why: { reason: whyReason, note: whyNote } }),
    },
  }))

export const SendDraftForm = z.object({
  readBackOf: z.string().max(20),
  secondBecause: text(500, 'Enter why a second referral is needed, in fewer than 500 characters').optional(),
})

/** The field of the page for a pointer of the use-case. */
export const fieldOfChange = (pointer: string): string | undefined => {
  const [, field] = pointer.split('/')
  return field === 'why' ? 'whyReason' : field
}
