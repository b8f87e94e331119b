import t from 'tap'
import { type Pair, pairMeasurements } from '../../src/features/measures/rules.ts'
import { releaseChange } from '../../src/features/reports/outcome-figures.ts'
import { sumPairs } from '../../src/features/reports/store.ts'
import { addDays, monthOf, monthsBetween } from '../../src/platform/clock.ts'
import { releaseCount } from '../../src/platform/disclosure.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { pairedChange } from '../../src/platform/statistics.ts'
import { startApp } from '../support/app.ts'
import { type Episode, type Measurement, noonOn, seeded, writeEpisodes } from './given-episodes.ts'

const FIRST = '2025-07'
const LAST = '2026-02'
const DUE_AFTER_DAYS = 112

type Random = ReturnType<typeof seeded>

/** Proxies, two versions, unfinished ones and errors, late baselines, early, late and several follow-ups, two on one day. */
function randomMeasurements({ whole, pick, chance }: Random, planAgreedOn: string): Measurement[] {
  const days = [0, ...Array.from({ length: whole(0, 5) }, () => pick([0, 30, 55, 56, 70, 84, 90, 112, 116, 130, 190]))]
  const begins = addDays(planAgreedOn, pick([-20, -3, 0, 27, 28, 29, 60]))
  const instrument = pick<Measurement['instrument']>(['ucla-3', 'lsns-6'])
  const version = chance(0.9) ? 1 : 2
  const isByPerson = chance(0.9)
  return days.map((day) => ({
    id: uuidv7(),
    instrument: chance(0.95) ? instrument : 'ucla-3',
    instrumentVersion: chance(0.95) ? version : 1,
    respondent: chance(0.95) === isByPerson ? 'person' : 'proxy',
    status: chance(0.85) ? 'finished' : pick(['unfinished', 'entered-in-error']),
    askedOn: addDays(begins, day + (chance(0.3) ? whole(-4, 4) : 0)),
    scores: { total: whole(3, 9), family: whole(0, 5) },
  }))
}

function randomEpisode(random: Random): Episode {
  const planAgreedOn = addDays('2025-02-20', random.whole(0, 330))
  const isInError = random.chance(0.05)
  return {
    id: uuidv7(),
    status: isInError ? 'entered-in-error' : 'accepted',
    submittedAt: noonOn(addDays(planAgreedOn, -30)),
    ...(random.chance(0.85) ? { planAgreedAt: noonOn(planAgreedOn) } : {}),
    measurements: randomMeasurements(random, planAgreedOn),
  }
}

/** The pairs of all episodes by the rule of src/features/measures, from what had been asked when the last month ended. */
function pairByRule(episodes: readonly Episode[], from: string, to: string): Pair<Measurement>[] {
  return episodes
    .filter(({ status }) => status !== 'entered-in-error')
    .flatMap(({ measurements = [], planAgreedAt }) => {
      const finished = measurements.filter(({ status, askedOn }) => status === 'finished' && monthOf(askedOn) <= to)
      return pairMeasurements(finished, planAgreedAt?.toISOString().slice(0, 10))
    })
    .filter(({ baseline }) => {
      const dueMonth = monthOf(addDays(baseline.askedOn, DUE_AFTER_DAYS))
      return dueMonth >= from && dueMonth <= to
    })
}

function sumByRule(pairs: readonly Pair<Measurement>[], instrument: string, version: number, scoreId: string) {
  const own = pairs.filter(
    ({ baseline }) => baseline.instrument === instrument && baseline.instrumentVersion === version,
  )
  const values = own.flatMap(({ baseline, followUp }) =>
    followUp === undefined ? [] : [{ before: baseline.scores[scoreId] ?? 0, after: followUp.scores[scoreId] ?? 0 }],
  )
  const sum = (of: (pair: { before: number; after: number }) => number) =>
    values.reduce((total, pair) => total + of(pair), 0)
  return {
    instrument,
    version,
    scoreId,
    nEligible: own.length,
    nPaired: values.length,
    sumBefore: sum(({ before }) => before),
    sumAfter: sum(({ after }) => after),
    sumChange: sum(({ before, after }) => after - before),
    sumChangeSquared: sum(({ before, after }) => (after - before) ** 2),
  }
}

t.test('pairs are those of the rule by which a person sees their own, in every window of months', async (t) => {
  const { given, databaseUrl, pools, as, clock } = await startApp(t)
  const { town } = given
  const random = seeded(11)
  const episodes = Array.from({ length: 300 }, () => randomEpisode(random))
  await writeEpisodes(databaseUrl, town, episodes)
  const sql = await pools.report(town.schemeId)
  const scores = (['ucla-3', 'lsns-6'] as const).flatMap((instrument) =>
    [1, 2].flatMap((version) => ['total', 'family'].map((scoreId) => ({ instrument, version, scoreId }))),
  )
  const months = monthsBetween(FIRST, LAST)
  for (const from of months)
    for (const to of months.filter((month) => month >= from)) {
      const pairs = pairByRule(episodes, from, to)
      const expected = scores
        .map(({ instrument, version, scoreId }) => sumByRule(pairs, instrument, version, scoreId))
        .filter(({ nEligible }) => nEligible > 0)
      const found = await sumPairs(sql, { from: `${from}-01`, to: `${to}-01` })
      const key = (row: (typeof found)[number]) => `${row.instrument} ${row.version} ${row.scoreId}`
      const inOrder = (rows: typeof found) => [...rows].sort((a, b) => key(a).localeCompare(key(b)))
      t.same(inOrder(found), inOrder(expected), `${from} to ${to}`)
    }

  const { body } = await as(town.commissioner).get(`/reports/outcomes?from=${FIRST}&to=${LAST}`)
  const scales = {
    'ucla-3': { better: -1, measures: 'loneliness' },
    'lsns-6': { better: 1, measures: 'isolation' },
  } as const
  for (const [index, instrument] of (['ucla-3', 'lsns-6'] as const).entries()) {
    const sums = sumByRule(pairByRule(episodes, FIRST, LAST), instrument, 1, 'total')
    const change = pairedChange({ ...sums, n: sums.nPaired })
    if (!change.enough) throw new Error('Too few pairs to show anything')
    const { better, measures } = scales[instrument]
    const near = (value: number) => Number(value.toFixed(1)) + 0
    t.match(body.changes[index], {
      measures,
      instrument,
      better: better === 1 ? 'higher' : 'lower',
      nEligible: releaseCount(sums.nEligible),
      nPaired: releaseCount(sums.nPaired),
      meanBefore: near(change.meanBefore),
      meanAfter: near(change.meanAfter),
      meanChange: near(better * change.meanChange),
      low: near(better === 1 ? change.low : -change.high),
      high: near(better === 1 ? change.high : -change.low),
    })
  }

  await t.test('a nearer follow-up that comes later leaves the months that had ended as they were', async (t) => {
    const earlyMonths = { from: '2026-01-01', to: '2026-02-01' }
    const askedOn = '2025-10-20'
    const ask = (day: number, total: number): Measurement => ({
      id: uuidv7(),
      instrument: 'ucla-3',
      instrumentVersion: 3,
      respondent: 'person',
      status: 'finished',
      askedOn: addDays(askedOn, day),
      scores: { total },
    })
    const ofThird = async (months: { from: string; to: string }) =>
      (await sumPairs(sql, months)).filter(({ version }) => version === 3)
    // Due on 9 February; asked in December, and again on 2 March.
    const measurements = [ask(0, 9), ask(60, 8), ask(133, 4)]
    await writeEpisodes(databaseUrl, town, [
      { id: uuidv7(), status: 'accepted', submittedAt: noonOn(askedOn), measurements },
    ])
    t.match(await ofThird(earlyMonths), [{ nEligible: 1, nPaired: 1, sumAfter: 8 }])
    t.match(await ofThird({ from: '2026-01-01', to: '2026-03-01' }), [{ nEligible: 1, nPaired: 1, sumAfter: 4 }])
  })

  await t.test('a month in which no follow-up fell due has no figures', async (t) => {
    clock.set('2027-03-01T09:00:00Z')
    const empty = (await as(town.commissioner).get('/reports/outcomes?from=2027-02&to=2027-02')).body.changes
    const nothing = {
      nEligible: 0,
      nPaired: 0,
      followUpPercentage: null,
      meanBefore: null,
      meanChange: null,
      low: null,
    }
    t.match(empty, [nothing, nothing])
  })
})

t.test('a change is released by the rule', async (t) => {
  const ucla = { better: 'lower', lowest: 3, highest: 9 } as const
  const lsns = { better: 'higher', lowest: 0, highest: 30 } as const
  const release = (pairs: readonly (readonly [number, number])[], scale: typeof ucla | typeof lsns, eligible = 40) =>
    releaseChange(
      {
        nEligible: eligible,
        nPaired: pairs.length,
        sumBefore: pairs.reduce((sum, [before]) => sum + before, 0),
        sumAfter: pairs.reduce((sum, [, after]) => sum + after, 0),
        sumChange: pairs.reduce((sum, [before, after]) => sum + after - before, 0),
        sumChangeSquared: pairs.reduce((sum, [before, after]) => sum + (after - before) ** 2, 0),
      },
      scale,
    )
  const HIDDEN_MEANS = { meanBefore: null, meanAfter: null, meanChange: null, low: null, high: null }
  const ten = Array.from({ length: 10 }, (_, index) => [7, index < 5 ? 5 : 6] as const)

  // Mean -1.5, s = 0.527046, t(0.975, 9) = 2.262157: half 0.377.
  t.same(release(ten, ucla), {
    nEligible: 40,
    nPaired: 10,
    followUpPercentage: 25,
    meanBefore: 7,
    meanAfter: 5.5,
    meanChange: 1.5,
    low: 1.1,
    high: 1.9,
  })
  t.match(release(ten, lsns), { meanChange: -1.5, low: -1.9, high: -1.1 }, 'where higher is better, the same is worse')
  t.match(release(ten.slice(1), ucla), { nPaired: 10, ...HIDDEN_MEANS }, 'nine pairs')
  t.match(release(ten.slice(4), ucla), { nPaired: '*', followUpPercentage: null, ...HIDDEN_MEANS })
  t.match(
    release(
      ten.map(([before]) => [before, before - 2] as const),
      ucla,
    ),
    HIDDEN_MEANS,
    'all changed alike',
  )
  t.match(
    release(
      ten.map(([, after]) => [9, after] as const),
      ucla,
    ),
    HIDDEN_MEANS,
    'all began at the worst',
  )
  t.match(
    release(
      ten.map(([, before]) => [before, 3] as const),
      ucla,
    ),
    HIDDEN_MEANS,
    'all ended at the best',
  )
  t.match(release(ten, ucla, 12), { nEligible: 10, followUpPercentage: null }, 'two were not followed up')
  t.match(release([], ucla, 0), { nEligible: 0, nPaired: 0, followUpPercentage: null, ...HIDDEN_MEANS })
})
