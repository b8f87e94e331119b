import { addDays, type Day, daysBetween, todayInEngland } from '../../platform/clock.ts'
import type { ReferralStatus } from '../referrals/public.ts'
import type { InstrumentCode, Respondent, ScoreDefinition } from './instruments/instrument.ts'
import { findNewestInstrument } from './instruments.ts'
import { isBetter } from './scoring.ts'

/** An instrument that was stopped can be taken up within so many days; later, the feelings it asks of are other ones. */
const TAKE_UP_DAYS = 14

export const takeUpUntil = (askedOn: Day): Day => addDays(askedOn, TAKE_UP_DAYS)

/** A follow-up at 12 to 16 weeks often comes after the end: it is taken without re-opening the episode. */
export function canMeasure(status: ReferralStatus): boolean {
  switch (status) {
    case 'accepted':
    case 'closed':
      return true
    case 'draft':
    case 'submitted':
    case 'returned':
    case 'declined':
    case 'withdrawn':
    case 'entered-in-error':
      return false
  }
}

/** The day in England on which the person agreed the plan. */
export const planAgreedOn = (referral: { planAgreedAt: Date | null }): Day | undefined =>
  referral.planAgreedAt === null ? undefined : todayInEngland(referral.planAgreedAt)

/** How long after the plan a first measurement still counts as from before: what was agreed has hardly begun. */
export const BASELINE_DAYS = 28
/** Nearer to the baseline than this, a second measurement is no follow-up: nothing can have come of the plan. */
export const FOLLOW_UP_DAYS = 56
/** When a follow-up is due: 12 to 16 weeks after the baseline. */
export const FOLLOW_UP_WINDOW = { from: 84, to: 112 } as const

/** What pairing needs to know of a finished measurement. */
export type Pairable = {
  id: string
  instrument: string
  instrumentVersion: number
  respondent: Respondent
  askedOn: Day
}

export type Pair<M> = { baseline: M; followUp: M | undefined }

/**
 * Pairs the finished measurements of one episode, for the person's page. Reports pair in SQL (`report.paired_scores`); a test holds the two equal.
 *
 * Only answers to the same instrument in the same version by the same respondent are compared: docs/method.md.
 * Baseline: the first of these, when it was asked by the 28th day after the plan was agreed, or when there is no plan yet.
 * Follow-up: of those asked at least 56 days after the baseline, the nearest to 12 to 16 weeks after it; of two as near,
 * the later. The windows are conventions: docs/method.md.
 */
export function pairMeasurements<M extends Pairable>(finished: readonly M[], planAgreedOn: Day | undefined): Pair<M>[] {
  const inOrder = [...finished].sort(byDay)
  const firsts = inOrder.filter((m, index) => inOrder.findIndex((other) => isSameSeries(m, other)) === index)
  return firsts
    .filter((first) => planAgreedOn === undefined || first.askedOn <= addDays(planAgreedOn, BASELINE_DAYS))
    .map((baseline) => ({
      baseline,
      followUp: nearestToWindow(
        baseline,
        inOrder.filter((m) => isSameSeries(m, baseline)),
      ),
    }))
}

const isSameSeries = (a: Pairable, b: Pairable): boolean =>
  a.instrument === b.instrument && a.instrumentVersion === b.instrumentVersion && a.respondent === b.respondent

function nearestToWindow<M extends Pairable>(baseline: M, series: readonly M[]): M | undefined {
  const after = (m: M) => daysBetween(baseline.askedOn, m.askedOn)
  return series
    .filter((m) => after(m) >= FOLLOW_UP_DAYS)
    .reduce<M | undefined>(
      (best, m) => (best === undefined || daysOutside(after(m)) <= daysOutside(after(best)) ? m : best),
      undefined,
    )
}

/** How many days a follow-up is early or late. */
const daysOutside = (days: number): number => Math.max(FOLLOW_UP_WINDOW.from - days, days - FOLLOW_UP_WINDOW.to, 0)

/** Ids are in the order of recording, which decides between two of one day. */
const byDay = (a: Pairable, b: Pairable): number =>
  a.askedOn === b.askedOn ? compare(a.id, b.id) : compare(a.askedOn, b.askedOn)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const TIMEPOINTS = ['baseline', 'follow-up', 'other'] as const
export type Timepoint = (typeof TIMEPOINTS)[number]

/** Which part a finished measurement plays; derived each time, because an earlier or a better placed one may still come. */
export function timepointOf<M extends Pairable>(measurementId: string, pairs: readonly Pair<M>[]): Timepoint {
  if (pairs.some(({ baseline }) => baseline.id === measurementId)) return 'baseline'
  if (pairs.some(({ followUp }) => followUp?.id === measurementId)) return 'follow-up'
  return 'other'
}

/** The baseline that a measurement is compared with: that of its own series, unless it is the baseline itself. */
export const baselineOf = <M extends Pairable>(measured: Pairable, pairs: readonly Pair<M>[]): M | undefined =>
  pairs.find(({ baseline }) => baseline.id !== measured.id && isSameSeries(baseline, measured))?.baseline

export const CHANGES = ['better', 'same', 'worse'] as const
export type Change = (typeof CHANGES)[number]

/** Any move counts, however small: whether it is more than chance is for the report to say. */
export function changeOf(score: Pick<ScoreDefinition, 'better'>, from: number, to: number): Change {
  if (from === to) return 'same'
  return isBetter(score, from, to) ? 'better' : 'worse'
}

/** Whether an instrument, as it is asked today, has this score and can come to this value. */
export function isPossibleScore(given: { instrument: InstrumentCode; scoreId: string; value: number }): boolean {
  const score = findNewestInstrument(given.instrument)?.scores.find(({ id }) => id === given.scoreId)
  return (
    score !== undefined && Number.isInteger(given.value) && given.value >= score.lowest && given.value <= score.highest
  )
}
