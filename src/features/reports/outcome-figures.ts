import {
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

/**
 * One decimal and no more: with the fewest pairs that have a mean, every tenth is the mean of some whole sum, so the mean
 * does not tell the count that was rounded beside it.
 */
const MEAN_DECIMALS = 1

type Scale = { better: 'higher' | 'lower'; lowest: number; highest: number }

/**
 * Paired change. The means of few pairs are not shown, nor those that would tell of each: when all changed alike, or all
 * stand at one end of the scale.
 */
export function releaseChange(
  sums: Omit<PairedSums, 'instrument' | 'version' | 'scoreId'>,
  scale: Scale,
): ReleasedChange {
  const { nEligible, nPaired } = sums
  const change = pairedChange({ ...sums, n: nPaired })
  return {
    nEligible: releaseCount(nEligible),
    nPaired: releaseCount(nPaired),
    followUpPercentage: releasePercentage(nPaired, nEligible),
    ...releaseMeans(change, scale),
  }
}

type Means = Pick<ReleasedChange, 'meanBefore' | 'meanAfter' | 'meanChange' | 'low' | 'high'>
const NO_MEANS: Means = { meanBefore: null, meanAfter: null, meanChange: null, low: null, high: null }

function releaseMeans(change: PairedChange, { better, lowest, highest }: Scale): Means {
  if (!change.enough) return NO_MEANS
  const { n, meanBefore, meanAfter, meanChange, sd, low, high } = change
  if (sd === 0 || [meanBefore, meanAfter].some((mean) => mean === lowest || mean === highest)) return NO_MEANS
  const mean = (value: number) => releaseMean(value, n, MEAN_DECIMALS)
  const oriented = better === 'higher' ? { meanChange, low, high } : { meanChange: -meanChange, low: -high, high: -low }
  return {
    meanBefore: mean(meanBefore),
    meanAfter: mean(meanAfter),
    meanChange: mean(oriented.meanChange),
    low: mean(oriented.low),
    high: mean(oriented.high),
  }
}
