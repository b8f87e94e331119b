import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import type { ServiceStep } from './service-words.ts'
import { accessNeeds, askedFirstTimeFields } from './waiting-forms.ts'

const words = (most: number) => z.string().trim().max(most, `Shorten it to ${most} characters`)
const A_DAY = 'Enter a day, like 31 3 2027'

const KnowsCost = z.enum(['yes', 'later'], { error: 'Select whether they know what it costs' })

/** What a group is asked for, for somebody it may not know yet. */
export const offerForm = (today: Day, { hasCost }: { hasCost: boolean }) =>
  z.object({
    hopes: words(1_000).optional(),
    accessNeeds,
    cohortId: z.uuid().optional(),
    sessionOn: z.iso.date().optional(),
    ...askedFirstTimeFields(today),
    answerBy: typedDay(today, A_DAY).optional(),
    // Asked so that nobody forgets to tell them, and kept nowhere.
    knowsCost: hasCost ? KnowsCost : KnowsCost.optional(),
  })

/** What the service answers to a group. */
export const AnswerForm = z.object({
  answer: z.string({ error: 'Enter the answer' }).trim().max(1_000, 'Shorten this to 1,000 characters'),
})

/** What each step of a placement asks of what was typed, when the service writes it down. */
export const stepForm = (step: ServiceStep, today: Day) => {
  const note = words(1_000)
  const on = typedDay(today, A_DAY).optional()
  switch (step) {
    case 'cancel':
      return z.object({
        note: z
          .string({ error: 'Enter why' })
          .trim()
          .min(3, 'Enter why')
          .max(1_000, 'Shorten this to 1,000 characters'),
      })
    case 'accept':
      return z.object({})
    case 'decline':
      return z.object({ reason: z.string({ error: 'Select why' }).max(60), note: note.optional() })
    case 'start':
      return z.object({ on })
    case 'complete':
      return z.object({ on, note: note.optional() })
    case 'end':
      return z.object({ reason: z.string({ error: 'Select why' }).max(60), on, note: note.optional() })
  }
}
