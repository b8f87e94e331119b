import { z } from 'zod'
import { HIDDEN } from '../../platform/disclosure.ts'
import { CLOCKS, FUNNEL_STEPS } from './store.ts'
import type { OutcomeReport } from './use-cases/report-outcomes.ts'

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'Give a month as year-month, like 2026-03')

export const OutcomesQuery = z.strictObject({
  from: Month.describe('First month'),
  to: Month.describe('Last month; it must have ended'),
})

export const ReleasedCount = z
  .union([z.int(), z.literal(HIDDEN)])
  .describe('0, `*` for 1 to 7, otherwise to the nearest 5')
const Figure = z.number().nullable().describe('Null when too few people stand behind it')

/** Which episodes a figure is of: said with each, because a figure is quoted without the others. */
const EPISODES =
  'Counts episodes, not people: a second one of the same person (a duplicate) counts again; one taken on behalf of somebody outside counts like any other. Not counted: drafts, what was entered in error, episodes brought from an earlier record (imported), practice schemes (test).'

/** What each figure counts, in the words that stand beside it. */
export const DEFINITIONS = {
  funnel: `Referrals sent in these months, and how many of them had reached each step when the last month ended. ${EPISODES}`,
  brought:
    'Episodes brought from an earlier record in these months, unless they were entered in error since. Their clocks began on that day, and they are in no other figure. Imported: these alone. Counts episodes, not people: a second one of the same person (a duplicate) counts again, and so does one taken on behalf of somebody outside. Not counted: practice schemes (test).',
  waits: `Working days in England from the milestone before to this one, without days on hold, returned to the referrer or closed; referrals sent in these months. ${EPISODES}`,
  openBreaches: `Clocks without the milestone when the last month ended, whose target had passed while they ran. ${EPISODES}`,
  inTarget: `Of the clocks that reached the milestone and the open breaches together, those that reached it within the target of today. ${EPISODES}`,
  changes: `First measurements, of the person and of a proxy apart, whose follow-up fell due (16 weeks later) in these months. Paired: the same person, episode, instrument, version and respondent, at least 8 weeks apart. Change is follow-up minus first measurement, turned so that above nought is better, with its 95% interval. Totals that were imported without their answers are in no pair and in no figure. ${EPISODES}`,
} as const

const EXCLUSIONS = [
  'Drafts and referrals entered in error',
  'Episodes brought from an earlier record: they are counted apart, and in no other figure',
  'Practice schemes: each scheme has figures of its own, and these are of one scheme',
  'Measurements not finished or entered in error, and totals imported without their answers',
  'For a change: first measurements taken more than 28 days after the plan was agreed',
] as const

const CAUTION =
  'A change before to after is not an effect: people are referred at a low ebb, and many recover by themselves.'

export const OutcomesBody = z
  .object({
    from: Month,
    to: Month,
    method: z.literal('outcomes-1').describe('Version of the definitions and the arithmetic'),
    definitions: z.object({
      funnel: z.string(),
      brought: z.string(),
      waits: z.string(),
      openBreaches: z.string(),
      inTarget: z.string(),
      changes: z.string(),
    }),
    exclusions: z.array(z.string()),
    caution: z.string(),
    brought: ReleasedCount,
    funnel: z.array(z.object({ step: z.enum(FUNNEL_STEPS), n: ReleasedCount })),
    waits: z.array(
      z.object({
        clock: z.enum(CLOCKS),
        targetWorkingDays: z.int(),
        reached: ReleasedCount,
        medianWorkingDays: Figure,
        ninetiethCentileWorkingDays: Figure,
        inTargetPercentage: Figure,
        openBreaches: ReleasedCount,
      }),
    ),
    changes: z.array(
      z.object({
        measures: z.string().describe('loneliness or isolation, as the instrument has it'),
        instrument: z.string(),
        instrumentName: z.string(),
        scoreId: z.string(),
        better: z.enum(['higher', 'lower']).describe('Which way the score itself is better'),
        nEligible: ReleasedCount,
        nPaired: ReleasedCount,
        followUpPercentage: Figure,
        meanBefore: Figure,
        meanAfter: Figure,
        meanChange: Figure.describe('Above nought is better'),
        low: Figure,
        high: Figure,
      }),
    ),
  })
  .meta({ id: 'OutcomeReport' })

export const toOutcomesBody = (
  report: OutcomeReport,
  months: { from: string; to: string },
): z.infer<typeof OutcomesBody> => ({
  ...months,
  method: 'outcomes-1',
  definitions: DEFINITIONS,
  exclusions: [...EXCLUSIONS],
  caution: CAUTION,
  brought: report.brought,
  funnel: report.funnel,
  waits: report.waits,
  changes: report.changes.map(({ instrument, ...change }) => ({
    ...change,
    measures: instrument.measures,
    instrument: instrument.code,
    instrumentName: instrument.name,
  })),
})
