import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { readDay } from '../../platform/spreadsheets/cells.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { instantInEngland } from '../../platform/web/typed-time.ts'
import { ATTENDANCES, CONTACT_PURPOSES, CONTACT_WAYS, GIVEN_REASONS } from '../contacts/public.ts'
import { INSTRUMENTS, NOT_FINISHED_REASONS } from '../measures/public.ts'
import { AGREEMENT_WAYS, type PlanContent } from '../plans/public.ts'
import { VisitBody } from './contract.ts'
import { planFromTyped } from './visit-plan.ts'

const A_DAY = 'Enter a day, like 31 3 2027'
const TIME = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/
const MOST_NOTE = 4_000

/** An id with the version that was read. */
const REFERENCE = /^([0-9a-f-]{36})\.(\d{1,9})$/

const contactForm = (today: Day) =>
  z
    .object({
      planned: z.string({ error: 'Select which visit this was' }),
      way: z.enum(CONTACT_WAYS, { error: 'Select how you met' }),
      purpose: z.enum(CONTACT_PURPOSES, { error: 'Select what it was for' }),
      happened: z.enum(['yes', 'no'], { error: 'Select whether it happened' }),
      attendance: z.enum(ATTENDANCES).optional(),
      notHappenedBecause: z.enum(GIVEN_REASONS).optional(),
      happenedOn: typedDay(today, 'Enter the day of the visit, like 31 3 2027'),
      nextReviewOn: typedDay(today, A_DAY).optional(),
      note: z.string().trim().max(MOST_NOTE, 'Shorten the note to 4,000 characters').optional(),
      personSaidNo: z.literal('yes').optional(),
    })
    .superRefine((typed, context) => {
      const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
      if (typed.happened === 'yes' && typed.attendance === undefined)
        fault('attendance', 'Select whether the person took part')
      if (typed.happened === 'no' && typed.notHappenedBecause === undefined)
        fault('notHappenedBecause', 'Select why it did not happen')
    })

const nextForm = (today: Day) => {
  const aTime = (todo: string) => z.string({ error: todo }).trim().regex(TIME, todo)
  return z.object({
    nextWay: z.enum(CONTACT_WAYS, { error: 'Select how you meet next' }),
    nextPurpose: z.enum(CONTACT_PURPOSES, { error: 'Select what the next visit is for' }),
    nextDay: typedDay(today, 'Enter the day of the next visit, like 31 3 2027'),
    nextFrom: aTime('Enter when it begins, like 14:30'),
    nextUntil: aTime('Enter when it ends, like 15:30').optional(),
    nextAnyway: z.literal('yes').optional(),
  })
}

type Read = { version: number; content: PlanContent }

/** A whole visit, as it was typed beside the plan that was read; what is wrong with any part stands at its field. */
export const visitForm = (today: Day, plan: Read | undefined) =>
  z.record(z.string(), z.union([z.string(), z.array(z.string())]).optional()).transform((typed, context) => {
    const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    function part<Schema extends z.ZodType>(schema: Schema): z.output<Schema> | undefined {
      const parsed = schema.safeParse(typed)
      if (parsed.success) return parsed.data
      for (const { path, message } of parsed.error.issues) fault(String(path[0]), message)
      return undefined
    }
    const contact = part(contactForm(today))
    const measures = readMeasures(typed)
    if (measures.length > 0 && typed.mode === undefined) fault('mode', 'Select how you asked the questions')
    const agreed = AGREEMENT_WAYS.find((way) => way === typed.agreed)
    const toDay = (text: string) => readDay(text.trim(), today)
    const written = planFromTyped(typed, plan?.content, { agreed: agreed !== undefined, toDay })
    for (const { field, detail } of written.faults) fault(field, detail)
    const isPlanned = ['nextDay', 'nextFrom', 'nextUntil', 'nextWay', 'nextPurpose'].some((name) => name in typed)
    const next = isPlanned ? part(nextForm(today)) : undefined

    const note = contact && noteOf(contact.note, keptOf(typed.kept, plan?.content))
    if (note !== undefined && note.length > MOST_NOTE)
      fault('note', 'Shorten the note: with what was done it is too long')
    if (contact === undefined || context.issues.length > 0) return z.NEVER
    const visit = {
      contact: { ...toContact(contact), ...(note === undefined ? {} : { note }) },
      measures: measures.map((measure) => ({ ...measure, mode: typed.mode })),
      ...(written.isChanged ? { plan: { ...(plan && { replaces: plan.version }), draft: written.draft } } : {}),
      ...(agreed && { agreement: { how: agreed, ...(plan && !written.isChanged && { version: plan.version }) } }),
      ...(next && { next: toNext(next) }),
    }
    const parsed = VisitBody.safeParse(visit)
    if (parsed.success) return { visit: parsed.data, places: written.places }
    for (const { path } of parsed.error.issues)
      fault(fieldOfVisit(`#/${path.join('/')}`, written.places), 'Check what you entered here')
    return z.NEVER
  })

function toContact(typed: z.output<ReturnType<typeof contactForm>>) {
  const { planned, way, purpose, happened, happenedOn } = typed
  const [, contactId, version] = REFERENCE.exec(planned) ?? []
  const isReview = purpose === 'review' && typed.attendance === 'attended'
  return {
    ...(contactId === undefined ? {} : { planned: { contactId, version: Number(version) } }),
    way,
    purpose,
    happenedOn,
    ...(happened === 'yes'
      ? {
          happened: true,
          attendance: typed.attendance,
          ...(typed.nextReviewOn !== undefined || isReview ? { nextReviewOn: typed.nextReviewOn } : {}),
          ...(typed.personSaidNo === 'yes' ? { personSaidNo: true } : {}),
        }
      : { happened: false, notHappenedBecause: typed.notHappenedBecause }),
  }
}

/** The questions that were answered, of each instrument; one without an answer and without a reason was not asked. */
function readMeasures(typed: Readonly<Record<string, unknown>>) {
  return INSTRUMENTS.flatMap(({ code, version, items }) => {
    const answers = Object.fromEntries(
      items.flatMap(({ id }) => {
        const given = typed[`m-${code}-${id}`]
        return given === undefined ? [] : [[id, Number(given)]]
      }),
    )
    const notFinished = NOT_FINISHED_REASONS.find((reason) => reason === typed[`m-${code}-why`])
    if (Object.keys(answers).length === 0 && notFinished === undefined) return []
    const [, measurementId, itsVersion] = REFERENCE.exec(String(typed[`m-${code}-unfinished`] ?? '')) ?? []
    return {
      instrument: code,
      instrumentVersion: version,
      answers,
      ...(notFinished && { notFinished }),
      ...(measurementId === undefined ? {} : { unfinished: { measurementId, version: Number(itsVersion) } }),
    }
  })
}

/** The steps of the plan that were ticked as done since last time, in their words. */
function keptOf(typed: string | string[] | undefined, plan: PlanContent | undefined): string[] {
  const ticked = [typed ?? []].flat()
  return (plan?.goals ?? []).flatMap(({ actions }) =>
    actions.flatMap(({ id, what }) => (ticked.includes(id) ? [what] : [])),
  )
}

const noteOf = (note: string | undefined, kept: readonly string[]): string | undefined =>
  kept.length === 0
    ? note
    : [...(note === undefined ? [] : [note]), `Done since last time: ${kept.join('; ')}.`].join('\n\n')

function toNext({
  nextWay,
  nextPurpose,
  nextDay,
  nextFrom,
  nextUntil,
  nextAnyway,
}: z.output<ReturnType<typeof nextForm>>) {
  return {
    way: nextWay,
    purpose: nextPurpose,
    plannedStart: instantInEngland(nextDay, nextFrom).toISOString(),
    ...(nextUntil === undefined ? {} : { plannedEnd: instantInEngland(nextDay, nextUntil).toISOString() }),
    ...(nextAnyway === 'yes' ? { anyway: true } : {}),
  }
}

const NEXT_FIELDS: Record<string, string> = {
  plannedStart: 'nextFrom',
  plannedEnd: 'nextUntil',
  anyway: 'nextAnyway',
  purpose: 'nextPurpose',
}
const CONTACT_FIELDS = [
  'way',
  'purpose',
  'happened',
  'attendance',
  'notHappenedBecause',
  'happenedOn',
  'nextReviewOn',
  'note',
  'personSaidNo',
]

/** The field in which it was typed what a pointer of the visit speaks of. */
export function fieldOfVisit(pointer: string, places: ReadonlyMap<string, string>): string {
  const [, part = '', name = ''] = pointer.split('/')
  switch (part) {
    case 'measures':
      return 'mode'
    case 'plan':
      return places.get(pointer) ?? places.get(pointer.split('/').slice(0, 4).join('/')) ?? 'whatMatters'
    case 'agreement':
      return name === 'on' ? 'happenedOn' : 'agreed'
    case 'next':
      return NEXT_FIELDS[name] ?? 'nextWay'
    default:
      return CONTACT_FIELDS.includes(name) ? name : 'planned'
  }
}
