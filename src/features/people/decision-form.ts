import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { Decision } from './decisions.ts'

const A_DAY = 'Enter a day, like 31 3 2027'
const words = (most: number) => z.string().trim().max(most, `Shorten it to ${most} characters`)

/** Who decided, and on what ground when it was not the person: fields of a form about something only the person decides. */
export const decisionFields = (today: Day) => ({
  decidedBy: z.enum(['person', 'attorney', 'deputy', 'best-interests'], { error: 'Select who decided' }),
  name: words(200).optional(),
  assessedBy: words(200).optional(),
  assessedOn: typedDay(today, A_DAY).optional(),
  howHelped: words(1_000).optional(),
  documentSeenBy: words(200).optional(),
  documentSeenOn: typedDay(today, A_DAY).optional(),
  consulted: words(1_000).optional(),
})
type Typed = z.output<z.ZodObject<ReturnType<typeof decisionFields>>>

/** The decision as it is written down; `undefined` when the person decided. Or what is missing, by its field. */
export function readDecision({ decidedBy, name, ...typed }: Typed): {
  decision: Decision | undefined
  faults: { field: string; text: string }[]
} {
  if (decidedBy === 'person') return { decision: undefined, faults: [] }
  const { assessedBy, assessedOn, howHelped, documentSeenBy, documentSeenOn, consulted } = typed
  const capacity = { assessedBy, assessedOn, howHelped }
  const read = Decision.safeParse(
    decidedBy === 'best-interests'
      ? { by: decidedBy, capacity, name, consulted }
      : { by: decidedBy, capacity, name, documentSeenBy, documentSeenOn },
  )
  if (read.success) return { decision: read.data, faults: [] }
  const fields = read.error.issues.map(({ path }) => String(path.at(-1)))
  return { decision: undefined, faults: fields.map((field) => ({ field, text: TODO[field] ?? 'Check who decided' })) }
}

const TODO: Record<string, string> = {
  name: 'Enter who decided',
  assessedBy: 'Enter who assessed that the person cannot decide this',
  assessedOn: 'Enter the day of the assessment, like 31 3 2027',
  howHelped: 'Enter how the person was helped to decide for themselves',
  documentSeenBy: 'Enter who saw the document',
  documentSeenOn: 'Enter the day on which it was seen, like 31 3 2027',
  consulted: 'Enter who was asked: family, friends, an advocate',
}
