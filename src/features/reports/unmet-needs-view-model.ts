import type { z } from 'zod'
import { addMonths, monthsBetween, sayMonth } from '../../platform/clock.ts'
import { HIDDEN_UP_TO, ROUNDED_TO } from '../../platform/disclosure.ts'
import type { UnmetNeedsBody } from './unmet-needs-contract.ts'

type Months = { from: string; to: string }

/** As many months as the report takes at once. */
const MOST_MONTHS = 36

export function toUnmetNeedsPage(given: {
  months: Months
  report: z.infer<typeof UnmetNeedsBody> | undefined
  last: string
  isReleased: boolean
}) {
  const { months, report, last, isReleased } = given
  const choices = (chosen: string) =>
    monthsBetween(addMonths(last, 1 - MOST_MONTHS), last)
      .toReversed()
      .map((month) => ({ value: month, text: sayMonth(month), selected: month === chosen }))
  return {
    title: 'What was not there',
    period: months.from === months.to ? sayMonth(months.from) : `${sayMonth(months.from)} to ${sayMonth(months.to)}`,
    months,
    firsts: choices(months.from),
    lasts: choices(months.to),
    isReleased,
    hiddenUpTo: HIDDEN_UP_TO,
    roundedTo: ROUNDED_TO,
    definition: report?.definition,
    rows: report?.items.map(({ month, needLabel, area, n }) => ({
      month: sayMonth(month),
      need: needLabel,
      area: area ?? 'Not known',
      n: typeof n === 'number' ? n.toLocaleString('en-GB') : n,
    })),
  }
}
