import t from 'tap'
import { releaseWait } from '../../src/features/reports/outcome-figures.ts'
import { CLOCKS, type Clock, countWaits, type WaitCounts } from '../../src/features/reports/store.ts'
import { isWorkingDay } from '../../src/features/schemes/working-days.ts'
import { addDays, monthOf, monthsBetween, todayInEngland } from '../../src/platform/clock.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { startApp } from '../support/app.ts'
import { type Episode, noonOn, seeded, sentOn, writeEpisodes } from './given-episodes.ts'

/** The scheme's defaults; first contact has the days of allocation too. */
const TARGETS: Record<Clock, number> = { answer: 3, 'first-contact': 7, assessment: 15, plan: 10 }

type Pause = { from: string; until: string | undefined }
const dayOf = (at: Date | undefined) => (at === undefined ? undefined : todayInEngland(at))

function clocksOf(episode: Episode): Record<Clock, { began: string | undefined; reached: string | undefined }> {
  const { status, submittedAt, acceptedAt, endedAt, firstContactAt, assessedAt, planAgreedAt } = episode
  const declinedAt = status === 'declined' ? endedAt : undefined
  return {
    answer: { began: dayOf(submittedAt), reached: dayOf(acceptedAt ?? declinedAt) },
    'first-contact': { began: dayOf(acceptedAt), reached: dayOf(firstContactAt) },
    assessment: { began: dayOf(firstContactAt), reached: dayOf(assessedAt) },
    plan: { began: dayOf(assessedAt), reached: dayOf(planAgreedAt) },
  }
}

const pausesOf = ({ holds = [], reopened = [], endedAt }: Episode): Pause[] => [
  ...holds.map(({ fromOn, endedOn }) => ({ from: fromOn, until: endedOn ?? undefined })),
  ...reopened.map(({ closedAt, reopenedAt }) => ({
    from: todayInEngland(closedAt),
    until: todayInEngland(reopenedAt),
  })),
  ...(endedAt === undefined ? [] : [{ from: todayInEngland(endedAt), until: undefined }]),
]

type Walked = { clock: Clock; sentMonth: string; days?: number; reachedMonth?: string; breachMonth?: string }

/** Goes through the days one by one, as somebody with a wall calendar would, until the milestone or the last day there is. */
function walkClock(episode: Episode, clock: Clock, lastMonth: string): Walked | undefined {
  const { began, reached } = clocksOf(episode)[clock]
  const sentOn = dayOf(episode.submittedAt)
  if (sentOn === undefined || began === undefined) return undefined
  const walked: Walked = { clock, sentMonth: monthOf(sentOn) }
  const pauses = pausesOf(episode)
  let used = 0
  let day = began
  while ((reached === undefined || day < reached) && monthOf(addDays(day, 1)) <= lastMonth) {
    day = addDays(day, 1)
    const isPaused = pauses.some((pause) => pause.from < day && day <= (pause.until ?? '9999'))
    if (!isWorkingDay(day) || isPaused) continue
    used += 1
    if (used === TARGETS[clock] + 1) walked.breachMonth = monthOf(day)
  }
  return reached === undefined || day < reached ? walked : { ...walked, days: used, reachedMonth: monthOf(reached) }
}

function countWalked(all: readonly Walked[], from: string, to: string): WaitCounts[] {
  return CLOCKS.map((clock) => {
    const own = all.filter((walked) => walked.clock === clock && walked.sentMonth >= from && walked.sentMonth <= to)
    const isReached = ({ reachedMonth }: Walked) => reachedMonth !== undefined && reachedMonth <= to
    const isBreach = ({ breachMonth }: Walked) => breachMonth !== undefined && breachMonth <= to
    return {
      clock,
      reached: own
        .filter(isReached)
        .map(({ days = 0 }) => ({ workingDays: days, inTarget: days <= TARGETS[clock], n: 1 })),
      openBreaches: own.filter((walked) => !isReached(walked) && isBreach(walked)).length,
    }
  })
}

/** Groups with the same days together, in order: the order and grouping of the database is its own affair. */
const inOrder = (counts: readonly WaitCounts[]) =>
  counts.map(({ reached, ...rest }) => {
    const groups = new Map<string, number>()
    for (const { workingDays, inTarget, n } of reached) {
      const key = `${String(workingDays).padStart(3, '0')} ${inTarget ? 'in target' : 'late'}`
      groups.set(key, (groups.get(key) ?? 0) + n)
    }
    return { ...rest, reached: [...groups].sort() }
  })

/** Pauses follow each other and never overlap: a hold ends before the next begins, and when the episode is closed. */
function randomEpisode({ whole, chance }: ReturnType<typeof seeded>): Episode {
  let day = addDays('2025-09-01', whole(0, 180))
  const later = (most: number) => {
    day = addDays(day, whole(0, most))
    return day
  }
  const holds: NonNullable<Episode['holds']> = []
  const reopened: NonNullable<Episode['reopened']> = []
  const episode: Episode = { id: uuidv7(), status: 'submitted', submittedAt: noonOn(day), holds, reopened }
  const end = () => {
    const hold = holds.at(-1)
    if (hold?.endedOn === null) hold.endedOn = later(15)
  }
  const hold = () => {
    end()
    const fromOn = later(8)
    holds.push({ fromOn, untilOn: addDays(fromOn, 3), endedOn: null })
    // Left open, it goes on over the next milestone.
    if (chance(0.6)) end()
  }
  if (chance(0.3)) hold()
  if (chance(0.1)) return { ...episode, status: 'withdrawn', endedAt: noonOn(later(12)) }
  if (chance(0.1)) return { ...episode, status: 'declined', endedAt: noonOn(later(12)) }
  if (chance(0.1)) return episode
  episode.status = 'accepted'
  episode.acceptedAt = noonOn(later(9))
  for (const milestone of ['firstContactAt', 'assessedAt', 'planAgreedAt'] as const) {
    if (chance(0.3)) hold()
    if (chance(0.2)) hold()
    if (chance(0.1)) {
      end()
      reopened.push({ closedAt: noonOn(later(10)), reopenedAt: noonOn(later(30)) })
    }
    if (chance(0.1)) return { ...episode, status: 'closed', endedAt: noonOn(later(25)) }
    if (chance(0.15)) return episode
    episode[milestone] = noonOn(later(25))
  }
  return episode
}

t.test('waits', async (t) => {
  const { given, databaseUrl, pools, as } = await startApp(t)

  await t.test('waits are those that somebody with a wall calendar counts, in every window of months', async (t) => {
    const town = await given.anotherTown()
    const random = seeded(7)
    const episodes = Array.from({ length: 300 }, () => randomEpisode(random))
    await writeEpisodes(databaseUrl, town, episodes)
    const walked = episodes.flatMap((episode) => CLOCKS.flatMap((clock) => walkClock(episode, clock, '2026-02') ?? []))
    const sql = await pools.report(town.schemeId)
    const months = monthsBetween('2025-09', '2026-02')
    for (const from of months)
      for (const to of months.filter((month) => month >= from)) {
        const counted = await countWaits(sql, { from: `${from}-01`, to: `${to}-01` })
        t.same(inOrder(counted), inOrder(countWalked(walked, from, to)), `${from} to ${to}`)
      }

    const { body } = await as(town.commissioner).get('/reports/outcomes?from=2025-09&to=2026-02')
    const expected = countWalked(walked, '2025-09', '2026-02')
    for (const [index, clock] of CLOCKS.entries()) {
      const counts = expected[index]
      if (counts === undefined) throw new Error(clock)
      t.same(body.waits[index], { clock, targetWorkingDays: TARGETS[clock], ...releaseWait(counts) }, clock)
      t.ok(
        counts.reached.some(({ inTarget }) => !inTarget) && counts.openBreaches > 7,
        'late ones and open ones are among them',
      )
    }
  })

  await t.test('one clock at a time', async (t) => {
    const { town } = given
    const sql = await pools.report(town.schemeId)
    /** Each case is the only episode there is. Monday 2 February 2026 is the day it was sent; it is to be answered in 3 working days. */
    async function answerClock(details: Partial<Episode>, to = '2026-02') {
      await given.rows(`delete from referral_holds where scheme_id = '${town.schemeId}'`)
      await given.rows(`delete from referrals where scheme_id = '${town.schemeId}'`)
      await writeEpisodes(databaseUrl, town, [sentOn('2026-02-02', details)])
      const [answer] = await countWaits(sql, { from: '2026-02-01', to: `${to}-01` })
      if (answer === undefined) throw new Error('There is no clock')
      const { reached, openBreaches } = answer
      return { days: reached.map(({ workingDays, inTarget }) => [workingDays, inTarget]), openBreaches }
    }
    const accepted = (on: string): Partial<Episode> => ({ status: 'accepted', acceptedAt: noonOn(on) })
    const held = (fromOn: string, endedOn: string | null, reason = 'away') => ({
      holds: [{ reason, fromOn, untilOn: '2026-02-27', endedOn }],
    })

    await t.test('the target day is in target, the next working day is not', async (t) => {
      t.same(await answerClock(accepted('2026-02-05')), { days: [[3, true]], openBreaches: 0 })
      t.same(await answerClock(accepted('2026-02-06')), { days: [[4, false]], openBreaches: 0 })
    })

    await t.test('days on hold or returned to the referrer are not waited', async (t) => {
      t.same(await answerClock({ ...accepted('2026-02-13'), ...held('2026-02-03', '2026-02-11') }), {
        days: [[3, true]],
        openBreaches: 0,
      })
      t.same(
        await answerClock({ status: 'returned', ...held('2026-02-03', null, 'returned') }),
        { days: [], openBreaches: 0 },
        'a referrer who does not answer is no breach of the service',
      )
    })

    await t.test('a hold that begins after the target has passed does not take the breach back', async (t) => {
      t.same(await answerClock({ ...held('2026-02-20', null) }), { days: [], openBreaches: 1 })
      t.same(await answerClock({ ...accepted('2026-02-25'), ...held('2026-02-20', '2026-02-24') }), {
        days: [[15, false]],
        openBreaches: 0,
      })
    })

    await t.test('withdrawn before the target it is no breach, after it it is', async (t) => {
      const withdrawn = (on: string): Partial<Episode> => ({ status: 'withdrawn', endedAt: noonOn(on) })
      t.same(await answerClock(withdrawn('2026-02-05')), { days: [], openBreaches: 0 })
      t.same(await answerClock(withdrawn('2026-02-06')), { days: [], openBreaches: 1 })
    })

    await t.test('open is a breach only once a working day over the target has come within the months', async (t) => {
      const sentLate = (day: string) => answerClock({ submittedAt: noonOn(day) })
      // 28 February 2026 is a Saturday.
      t.same(
        await sentLate('2026-02-24'),
        { days: [], openBreaches: 0 },
        'the target was Friday, the month ended at the weekend',
      )
      t.same(await sentLate('2026-02-23'), { days: [], openBreaches: 1 }, 'the target was Thursday')
    })

    await t.test(
      'what was reached after the last month is open in it, and a breach if it was late by then',
      async (t) => {
        const late = accepted('2026-03-03')
        t.same(await answerClock(late), { days: [], openBreaches: 1 })
        t.same(await answerClock(late, '2026-03'), { days: [[21, false]], openBreaches: 0 })
        const lateFebruary = { ...late, submittedAt: noonOn('2026-02-26') }
        t.same(await answerClock(lateFebruary), { days: [], openBreaches: 0 }, 'in time as February ended')
      },
    )
  })

  await t.test('targets are those of the scheme as it has them now', async (t) => {
    const episodes = Array.from({ length: 40 }, (_, index) =>
      sentOn('2026-01-05', { status: 'accepted', acceptedAt: noonOn(addDays('2026-01-05', index < 20 ? 0 : 4)) }),
    )
    const answerOf = async (triage: number) => {
      const town = await given.anotherTown()
      await given.rows(
        `update scheme_settings set settings = jsonb_set(settings, '{targets,triage}', '${triage}') where scheme_id = '${town.schemeId}'`,
      )
      await writeEpisodes(
        databaseUrl,
        town,
        episodes.map((episode) => ({ ...episode, id: uuidv7() })),
      )
      return (await as(town.commissioner).get('/reports/outcomes?from=2026-01&to=2026-01')).body.waits[0]
    }
    t.match(await answerOf(4), { targetWorkingDays: 4, inTargetPercentage: 100 })
    t.match(await answerOf(3), { targetWorkingDays: 3, inTargetPercentage: 50 })
    t.match(await answerOf(0), { targetWorkingDays: 0, inTargetPercentage: 50 }, 'nought is the same day')
  })
})

t.test('a wait is released by the rule', async (t) => {
  const wait = (reached: [workingDays: number, n: number][], openBreaches: number, target = 3) =>
    releaseWait({
      clock: 'answer',
      reached: reached.map(([workingDays, n]) => ({ workingDays, inTarget: workingDays <= target, n })),
      openBreaches,
    })
  t.same(
    wait(
      [
        [1, 10],
        [2, 10],
        [9, 20],
      ],
      10,
    ),
    {
      reached: 40,
      medianWorkingDays: 6, // between 2 and 9: 5.5, shown as a whole number
      ninetiethCentileWorkingDays: 9,
      inTargetPercentage: 40, // 20 of 50
      openBreaches: 10,
    },
  )
  t.match(wait([[1, 40]], 0), { inTargetPercentage: 100, openBreaches: 0 })
  t.match(wait([[1, 40]], 10), { inTargetPercentage: 80 }, 'an open breach counts against the target')
  t.match(wait([[1, 40]], 3), { inTargetPercentage: null, openBreaches: '*' }, 'few breaches could be worked out')
  t.match(wait([[1, 7]], 0), { reached: '*', medianWorkingDays: null, ninetiethCentileWorkingDays: null })
  t.match(wait([[1, 8]], 0), { reached: 10, medianWorkingDays: 1 })
  t.match(wait([], 0), { reached: 0, medianWorkingDays: null, inTargetPercentage: null })
  // Type 7 over ten values: rank 1 + 9 × 0.9 = 9.1, a tenth of the way from the ninth to the tenth.
  t.match(
    wait(
      [
        [0, 9],
        [20, 1],
      ],
      0,
    ),
    { ninetiethCentileWorkingDays: 2 },
  )
})
