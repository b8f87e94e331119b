import type { z } from 'zod'
import { addMonths, monthsBetween, sayMonth } from '../../platform/clock.ts'
import { HIDDEN, HIDDEN_UP_TO, ROUNDED_TO } from '../../platform/disclosure.ts'
import type { OutcomesBody } from './contract.ts'

type Report = z.infer<typeof OutcomesBody>
type Months = { from: string; to: string }

const STEPS: Record<Report['funnel'][number]['step'], string> = {
  submitted: 'Sent by a practice or team',
  accepted: 'Accepted by the service',
  'first-contact': 'First contact with the person',
  assessed: 'First visit or assessment done',
  'plan-agreed': 'The person agreed a plan',
  'placement-started': 'Began an activity',
  closed: 'Closed',
  declined: 'Declined by the service',
  withdrawn: 'Taken back',
}
const CLOCKS: Record<Report['waits'][number]['clock'], string> = {
  answer: 'From being sent to an answer',
  'first-contact': 'From the answer to the first contact',
  assessment: 'From the first contact to the assessment',
  plan: 'From the assessment to an agreed plan',
}
const MEASURES: Record<string, string> = { loneliness: 'Loneliness', isolation: 'Isolation' }
const NOT_SHOWN = 'Not shown'
/** As many months as the report takes at once. */
const MOST_MONTHS = 36

const sayCount = (n: number | typeof HIDDEN): string => (n === HIDDEN ? HIDDEN : n.toLocaleString('en-GB'))
const sayFigure = (value: number | null, unit = ''): string => (value === null ? NOT_SHOWN : `${value}${unit}`)
const saySigned = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'))

export function toOutcomesPage(given: {
  months: Months
  report: Report | undefined
  reader: { name: string; at: Date; thisMonth: string }
}) {
  const { months, report, reader } = given
  const last = addMonths(reader.thisMonth, -1)
  const choices = (chosen: string) =>
    monthsBetween(addMonths(last, 1 - MOST_MONTHS), last)
      .toReversed()
      .map((month) => ({ value: month, text: sayMonth(month), selected: month === chosen }))
  const longest = `/outcomes?from=${addMonths(last, 1 - MOST_MONTHS)}&to=${last}`
  return {
    title: 'Outcomes',
    period: months.from === months.to ? sayMonth(months.from) : `${sayMonth(months.from)} to ${sayMonth(months.to)}`,
    months,
    firsts: choices(months.from),
    lasts: choices(months.to),
    hiddenUpTo: HIDDEN_UP_TO,
    roundedTo: ROUNDED_TO,
    report: report && toFigures(report),
    longer: report && isMostlyHidden(report) && months.from > addMonths(last, 1 - MOST_MONTHS) ? longest : undefined,
  }
}

/** A table that is mostly stars says nothing: a longer period says more. */
const isMostlyHidden = ({ funnel }: Report): boolean =>
  funnel.filter(({ n }) => n === HIDDEN).length > funnel.length / 2

const toFigures = (report: Report) => ({
  definitions: report.definitions,
  exclusions: report.exclusions,
  caution: report.caution,
  method: report.method.replace('outcomes-', ''),
  brought: sayCount(report.brought),
  funnel: report.funnel.map(({ step, n }) => ({ what: STEPS[step], n: sayCount(n) })),
  waits: report.waits.map((wait) => ({
    what: CLOCKS[wait.clock],
    target: String(wait.targetWorkingDays),
    reached: sayCount(wait.reached),
    median: sayFigure(wait.medianWorkingDays),
    ninetieth: sayFigure(wait.ninetiethCentileWorkingDays),
    inTarget: sayFigure(wait.inTargetPercentage, '%'),
    open: sayCount(wait.openBreaches),
  })),
  changes: report.changes.map((change) => ({
    what: `${MEASURES[change.measures] ?? 'Change'} (${change.instrumentName})`,
    verdict: verdictOf(change),
    better: change.better === 'higher' ? 'a higher score is better' : 'a lower score is better',
    asked: sayCount(change.nEligible),
    paired: sayCount(change.nPaired),
    followUp: sayFigure(change.followUpPercentage, '%'),
    before: sayFigure(change.meanBefore),
    after: sayFigure(change.meanAfter),
    change:
      change.meanChange === null || change.low === null || change.high === null
        ? NOT_SHOWN
        : `${saySigned(change.meanChange)} (95% interval ${saySigned(change.low)} to ${saySigned(change.high)})`,
  })),
})

/** "No clear change" is said in the same words and the same size as the others. */
function verdictOf({ low, high }: Report['changes'][number]): string {
  if (low === null || high === null) return 'Too few were asked twice to say anything.'
  if (low > 0) return 'Better at the second asking than at the first.'
  if (high < 0) return 'Worse at the second asking than at the first.'
  return 'No clear change between the first asking and the second.'
}

/** Everything the page says, a row for each figure with what it counts, so that a figure is not quoted without it. */
export function toOutcomesCsv(report: Report): string[][] {
  const { funnel, waits, changes, definitions, brought } = toFigures(report)
  const period = [report.from, report.to]
  const row = (part: string, what: string, figure: string, value: string, definition: string) => [
    ...period,
    part,
    what,
    figure,
    value,
    definition,
  ]
  return [
    ['From month', 'To month', 'Part', 'What', 'Figure', 'Value', 'What it counts'],
    ...funnel.map(({ what, n }) => row('Referrals', what, 'Count', n, definitions.funnel)),
    row('Brought from an earlier record', 'Episodes', 'Count', brought, definitions.brought),
    ...waits.flatMap((wait) => [
      row('Waits', wait.what, 'Target working days', wait.target, definitions.inTarget),
      row('Waits', wait.what, 'Reached', wait.reached, definitions.waits),
      row('Waits', wait.what, 'Median working days', wait.median, definitions.waits),
      row('Waits', wait.what, '90th centile of working days', wait.ninetieth, definitions.waits),
      row('Waits', wait.what, 'Within target', wait.inTarget, definitions.inTarget),
      row('Waits', wait.what, 'Open and past the target', wait.open, definitions.openBreaches),
    ]),
    ...changes.flatMap((change) => [
      row('Change', change.what, 'First asked', change.asked, definitions.changes),
      row('Change', change.what, 'Asked twice', change.paired, definitions.changes),
      row('Change', change.what, 'Share asked twice', change.followUp, definitions.changes),
      row('Change', change.what, 'Mean before', change.before, definitions.changes),
      row('Change', change.what, 'Mean after', change.after, definitions.changes),
      row('Change', change.what, 'Mean change', change.change, `${definitions.changes} ${report.caution}`),
    ]),
    row(
      'Small numbers',
      'Rule',
      'Note',
      `${HIDDEN} is 1 to ${HIDDEN_UP_TO}; other counts are to the nearest ${ROUNDED_TO}`,
      '',
    ),
    ...report.exclusions.map((what) => row('Not counted', what, 'Note', '', '')),
  ]
}
