import {
  HIDDEN,
  type ReleasedCount,
  type ReleasedFigure,
  releaseCount,
  releaseMean,
  releasePercentage,
} from '../../platform/disclosure.ts'
import { type PairedChange, pairedChange, quantile } from '../../platform/statistics.ts'
import type { PairedSums, WaitCounts } from './store.ts'

/** What may be said of one clock, after the rule of release. */
export type ReleasedWait = {
  reached: ReleasedCount
  medianWorkingDays: ReleasedFigure
  ninetiethCentileWorkingDays: ReleasedFigure
  inTargetPercentage: ReleasedFigure
  openBreaches: ReleasedCount
}

/**
 * Waits that ended, and beside them those that should have: without the open breaches a service that never answers looks
 * quick. In target: of all whose target has passed or was met, so an open breach counts against it.
 */
export function releaseWait({ reached, openBreaches }: WaitCounts): ReleasedWait {
  const n = reached.reduce((sum, group) => sum + group.n, 0)
  const inTarget = reached.filter((group) => group.inTarget).reduce((sum, group) => sum + group.n, 0)
  const days = reached.flatMap((group) => Array<number>(group.n).fill(group.workingDays))
  const released = (probability: number) => {
    const value = quantile(days, probability)
    return value === undefined ? null : releaseMean(value, n, 0)
  }
  return {
    reached: releaseCount(n),
    medianWorkingDays: released(0.5),
    ninetiethCentileWorkingDays: released(0.9),
    inTargetPercentage: releasePercentage(inTarget, n + openBreaches),
    openBreaches: releaseCount(openBreaches),
  }
}

export type ReleasedChange = {
  nEligible: ReleasedCount
  nPaired: ReleasedCount
  followUpPercentage: ReleasedFigure
  meanBefore: ReleasedFigure
  meanAfter: ReleasedFigure
  /** In the direction of the score: above nought is better. */
  meanChange: ReleasedFigure
  low: ReleasedFigure
  high: ReleasedFigure
}

/** Paired change; the means of few pairs are not shown, nor those of pairs who all changed alike: that would tell of each. */
export function releaseChange(sums: PairedSums, better: 'higher' | 'lower'): ReleasedChange {
  const { nEligible, nPaired } = sums
  const change = pairedChange({ ...sums, n: nPaired })
  return {
    nEligible: releaseCount(nEligible),
    nPaired: releaseCount(nPaired),
    followUpPercentage: releasePercentage(nPaired, nEligible),
    ...releaseMeans(change, better, releaseCount(nPaired) === HIDDEN),
  }
}

type Means = Pick<ReleasedChange, 'meanBefore' | 'meanAfter' | 'meanChange' | 'low' | 'high'>
const NO_MEANS: Means = { meanBefore: null, meanAfter: null, meanChange: null, low: null, high: null }

function releaseMeans(change: PairedChange, better: 'higher' | 'lower', isHidden: boolean): Means {
  if (!change.enough || isHidden || change.sd === 0) return NO_MEANS
  const { n, meanBefore, meanAfter, meanChange, low, high } = change
  const mean = (value: number) => releaseMean(value, n, 2)
  const oriented = better === 'higher' ? { meanChange, low, high } : { meanChange: -meanChange, low: -high, high: -low }
  return {
    meanBefore: mean(meanBefore),
    meanAfter: mean(meanAfter),
    meanChange: mean(oriented.meanChange),
    low: mean(oriented.low),
    high: mean(oriented.high),
  }
}
