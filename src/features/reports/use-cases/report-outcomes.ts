import { recordAudit } from '../../../platform/audit/record.ts'
import { monthOf, monthsBetween } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { type ReleasedCount, releaseCount } from '../../../platform/disclosure.ts'
import { invalid } from '../../../platform/problems.ts'
import { findInstrument, type Instrument, type InstrumentCode } from '../../measures/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { type ReleasedChange, type ReleasedWait, releaseChange, releaseWait } from '../outcome-figures.ts'
import { type Clock, countBrought, countFunnel, countWaits, FUNNEL_STEPS, type FunnelStep, sumPairs } from '../store.ts'

/** Loneliness is UCLA-3 and isolation is LSNS-6: never the one under the other's name. */
const REPORTED: readonly { instrument: InstrumentCode; version: number; scoreId: string }[] = [
  { instrument: 'ucla-3', version: 1, scoreId: 'total' },
  { instrument: 'lsns-6', version: 1, scoreId: 'total' },
]
const MOST_MONTHS = 36

export type OutcomeReport = {
  brought: ReleasedCount
  funnel: { step: FunnelStep; n: ReleasedCount }[]
  waits: (ReleasedWait & { clock: Clock; targetWorkingDays: number })[]
  changes: (ReleasedChange & { instrument: Instrument; scoreId: string; better: 'higher' | 'lower' })[]
}

/**
 * The outcome report of closed months, as they stood when the last of them ended. What happened later is not in it, so the
 * same months give the same figures, but for what was recorded late or put right, and for targets that the scheme changed.
 */
export async function reportOutcomes(
  context: Context,
  { from, to }: { from: string; to: string },
): Promise<OutcomeReport> {
  const { today, db, reportSql } = context
  if (from > to) throw invalid('#/querystring/from', 'Choose a first month that is not after the last one')
  if (to >= monthOf(today())) throw invalid('#/querystring/to', 'Choose a last month that has ended')
  if (monthsBetween(from, to).length > MOST_MONTHS)
    throw invalid('#/querystring/from', `Choose ${MOST_MONTHS} months at most`)

  const { settings } = await getScheme(context)
  const { targets } = settings
  const targetOf: Record<Clock, number> = {
    answer: targets.triage,
    'first-contact': targets.allocation + targets['first-contact'],
    assessment: targets.assessment,
    plan: targets.plan,
  }
  const sql = await reportSql()
  const months = { from: `${from}-01`, to: `${to}-01` }
  const [funnel, waits, sums, brought] = await Promise.all([
    countFunnel(sql, months),
    countWaits(sql, months),
    sumPairs(sql, months),
    countBrought(sql, months),
  ])
  await db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'report.read',
      subjectKind: 'report',
      detail: { report: 'outcomes', from, to },
    }),
  )
  return {
    brought: releaseCount(brought),
    funnel: FUNNEL_STEPS.map((step) => ({ step, n: releaseCount(funnel.get(step) ?? 0) })),
    waits: waits.map((wait) => ({ clock: wait.clock, targetWorkingDays: targetOf[wait.clock], ...releaseWait(wait) })),
    changes: REPORTED.map((reported) => {
      const { instrument, score } = findScore(reported)
      const own = sums.find((candidate) => isSameScore(candidate, reported)) ?? NO_PAIRS
      return { instrument, scoreId: score.id, better: score.better, ...releaseChange(own, score) }
    }),
  }
}

type ReportedScore = (typeof REPORTED)[number]

const isSameScore = (a: { instrument: string; version: number; scoreId: string }, b: ReportedScore): boolean =>
  a.instrument === b.instrument && a.version === b.version && a.scoreId === b.scoreId

const NO_PAIRS = { nEligible: 0, nPaired: 0, sumBefore: 0, sumAfter: 0, sumChange: 0, sumChangeSquared: 0 }

function findScore({ instrument: code, version, scoreId }: ReportedScore) {
  const instrument = findInstrument(code, version)
  const score = instrument?.scores.find(({ id }) => id === scoreId)
  if (instrument === undefined || score === undefined)
    throw new Error(`The report names a score that no instrument has: ${code} ${scoreId}`)
  return { instrument, score }
}
