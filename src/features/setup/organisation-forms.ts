import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { normalisePostcode } from '../../platform/postcode.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { AGREEMENT_ROLES, ASSURANCES, CHECKLIST_POINTS, DSPT_STANDINGS } from '../agreements/public.ts'
import { ORGANISATION_KINDS } from '../organisations/public.ts'

const POSTCODE = 'Enter a full UK postcode, like S60 1AA'
const facts = {
  name: z.string({ error: 'Enter the name of the organisation' }).trim().max(200, 'Write at most 200 characters'),
  postcode: z
    .string()
    .refine((text) => normalisePostcode(text) !== undefined, POSTCODE)
    .transform((text) => normalisePostcode(text) ?? text)
    .optional(),
  phone: z.string().trim().max(30, 'Write at most 30 characters').optional(),
  email: z.email('Enter an email address, like office@example.org').max(254).optional(),
}
const kind = z.enum(ORGANISATION_KINDS)

export const NewOrganisationForm = z.object({
  ...facts,
  kinds: z.union([kind.transform((one) => [one]), z.array(kind)], { error: 'Select what it is to the scheme' }),
  odsCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{3,8}$/, 'Enter an ODS code of 3 to 8 letters and digits')
    .optional(),
})
export const OrganisationForm = z.object({ ...facts, version: z.coerce.number().int() })

const day = (today: Day) => typedDay(today, 'Enter the day, like 31 3 2027')

export const endServingForm = (today: Day) => z.object({ on: day(today) })
export const closeForm = (today: Day) =>
  z.object({
    on: day(today),
    successorId: z.uuid('Select into which it closes'),
    reason: z
      .string({ error: 'Enter why it closes' })
      .trim()
      .min(3, 'Enter why it closes')
      .max(500, 'Shorten this to 500 characters'),
  })

export const serveForm = (today: Day) => z.object({ practiceId: z.uuid('Select a practice'), from: day(today) })

export const EndAgreementForm = z.object({
  reason: z.string({ error: 'Enter why it ends' }).trim().max(500, 'Write at most 500 characters'),
})

/** What was signed, and how the organisation shows that it keeps what it is told safe; the second may come later. */
export const agreementForm = (today: Day) =>
  z
    .object({
      role: z.enum(AGREEMENT_ROLES, { error: 'Select what it is by law' }),
      assurance: z.enum(ASSURANCES, { error: 'Select how it shows that it keeps it safe' }),
      signedBy: z.string({ error: 'Enter who signed' }).trim().max(200, 'Write at most 200 characters'),
      from: day(today),
      to: day(today),
      toolkitCode: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z0-9]{3,10}$/, 'Enter the code under which it is published')
        .optional(),
      toolkitStanding: z.enum(DSPT_STANDINGS).optional(),
      toolkitOn: day(today).optional(),
      checklistOn: day(today).optional(),
    })
    .superRefine(({ from, to, ...typed }, context) => {
      const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if (to < from) fault('to', 'Enter a last day that is not before the first')
      const { toolkitCode, toolkitStanding, toolkitOn } = typed
      const said = [toolkitCode, toolkitStanding, toolkitOn].filter((part) => part !== undefined).length
      if (said === 1 || said === 2) fault('toolkitCode', 'Enter all three of the toolkit, or none of them')
    })
    .transform(({ toolkitCode, toolkitStanding, toolkitOn, checklistOn, ...signed }) => ({
      ...signed,
      ...(toolkitCode === undefined || toolkitStanding === undefined || toolkitOn === undefined
        ? {}
        : { dspt: { odsCode: toolkitCode, standing: toolkitStanding, publishedOn: toolkitOn } }),
      ...(checklistOn === undefined
        ? {}
        : { checklist: { points: [...CHECKLIST_POINTS], goneThroughOn: checklistOn } }),
    }))
