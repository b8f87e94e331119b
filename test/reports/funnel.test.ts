import t from 'tap'
import { countFunnel, FUNNEL_STEPS, type FunnelStep } from '../../src/features/reports/store.ts'
import { addDays, monthOf, monthsBetween, todayInEngland } from '../../src/platform/clock.ts'
import { releaseCount } from '../../src/platform/disclosure.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { startApp } from '../support/app.ts'
import { type Episode, seeded, sentOn, writeEpisodes } from './given-episodes.ts'

const FIRST = '2025-09'
const LAST = '2026-02'

/** Every state, sent on any hour of any day, each milestone some days after the one before; some closed, reopened, closed again. */
function randomEpisode({ whole, pick, chance }: ReturnType<typeof seeded>): Episode {
  const hour = pick(['00:10', '12:00', '22:50', '23:30'])
  let day = addDays('2025-08-20', whole(0, 200))
  const later = (most: number) => {
    day = addDays(day, whole(0, most))
    return new Date(`${day}T${hour}:00Z`)
  }
  const episode: Episode = { id: uuidv7(), status: 'draft' }
  if (chance(0.05)) return episode
  episode.status = 'submitted'
  episode.submittedAt = later(0)
  if (chance(0.1)) return { ...episode, status: 'declined', endedAt: later(10) }
  if (chance(0.1)) return episode
  episode.status = 'accepted'
  episode.acceptedAt = later(10)
  if (chance(0.9)) episode.firstContactAt = later(20)
  if (chance(0.8)) episode.assessedAt = later(30)
  if (chance(0.7)) episode.planAgreedAt = later(30)
  if (chance(0.6)) episode.placementsStartedOn = [addDays(day, 9), addDays(day, 4)]
  if (chance(0.1)) return { ...episode, status: 'withdrawn', endedAt: later(30) }
  if (chance(0.3)) episode.reopened = [{ closedAt: later(30), reopenedAt: later(40) }]
  if (chance(0.5)) return { ...episode, status: 'closed', endedAt: later(40) }
  return chance(0.1) ? { ...episode, status: 'entered-in-error', endedAt: later(5) } : episode
}

/** The plain count over the same episodes, month by month as people would count them on paper. */
function countPlainly(episodes: readonly Episode[], from: string, to: string): Record<FunnelStep, number> {
  const by = (at: Date | undefined) => at !== undefined && monthOf(todayInEngland(at)) <= to
  const sent = episodes.filter(({ status, submittedAt }) => {
    if (submittedAt === undefined || status === 'draft' || status === 'entered-in-error') return false
    const month = monthOf(todayInEngland(submittedAt))
    return month >= from && month <= to
  })
  const count = (holds: (episode: Episode) => boolean) => sent.filter(holds).length
  const ended = (status: Episode['status']) => count((episode) => episode.status === status && by(episode.endedAt))
  const wasClosed = ({ reopened = [] }: Episode) =>
    reopened.some(({ closedAt, reopenedAt }) => by(closedAt) && !by(reopenedAt))
  return {
    submitted: sent.length,
    accepted: count(({ acceptedAt }) => by(acceptedAt)),
    'first-contact': count(({ firstContactAt }) => by(firstContactAt)),
    assessed: count(({ assessedAt }) => by(assessedAt)),
    'plan-agreed': count(({ planAgreedAt }) => by(planAgreedAt)),
    'placement-started': count(({ placementsStartedOn = [] }) => placementsStartedOn.some((on) => monthOf(on) <= to)),
    closed: ended('closed') + count(wasClosed),
    declined: ended('declined'),
    withdrawn: ended('withdrawn'),
  }
}

t.test('the funnel of an outcome report', async (t) => {
  const { given, as, databaseUrl, clock, pools } = await startApp(t)
  const commissioner = as(given.town.commissioner)
  const sql = await pools.report(given.town.schemeId)
  const random = seeded(42)
  const episodes = Array.from({ length: 400 }, () => randomEpisode(random))
  await writeEpisodes(databaseUrl, given.town, episodes)
  const funnelOf = async (from: string, to: string) => {
    const { statusCode, body, text } = await commissioner.get(`/reports/outcomes?from=${from}&to=${to}`)
    if (statusCode !== 200) throw new Error(text)
    return body.funnel
  }

  await t.test('counts, in every window of months, what a plain count over the referrals gives', async (t) => {
    const months = monthsBetween(FIRST, LAST)
    for (const from of months)
      for (const to of months.filter((month) => month >= from)) {
        const counted = await countFunnel(sql, { from: `${from}-01`, to: `${to}-01` })
        const inOrder = Object.fromEntries(FUNNEL_STEPS.map((step) => [step, counted.get(step) ?? 0]))
        t.same(inOrder, countPlainly(episodes, from, to), `${from} to ${to}`)
      }
    const all = countPlainly(episodes, FIRST, LAST)
    const released = FUNNEL_STEPS.map((step) => ({ step, n: releaseCount(all[step]) }))
    t.same(await funnelOf(FIRST, LAST), released, 'of which the commissioner is shown what may be released')
    t.ok(
      FUNNEL_STEPS.every((step) => all[step] > 7),
      'the town has enough of every step for counts to show',
    )
  })

  await t.test('stays as it stood when the last month ended, whatever happens after it', async (t) => {
    const before = await funnelOf(FIRST, LAST)
    clock.set('2026-06-01T09:00:00Z')
    const { rows } = given
    await rows(`update referrals set accepted_at = '2026-03-09', first_contact_at = coalesce(first_contact_at, '2026-03-12'),
      status = 'closed', ended_at = '2026-03-20', next_step = null, due_on = null where status in ('submitted', 'accepted') and accepted_at is null`)
    t.same(await funnelOf(FIRST, LAST), before)
    t.strictNotSame(await funnelOf(FIRST, '2026-05'), before, 'a later report has it')
  })

  await t.test('two reports of the same closed months are the same, word for word', async (t) => {
    const [one, two] = await Promise.all([
      commissioner.get(`/reports/outcomes?from=${FIRST}&to=${LAST}`),
      commissioner.get(`/reports/outcomes?from=${FIRST}&to=${LAST}`),
    ])
    t.equal(one.text, two.text)
  })
})

t.test('who reads an outcome report, and of what', async (t) => {
  const { given, as, anybody, databaseUrl, clock } = await startApp(t)
  const { town } = given
  const otherTown = await given.anotherTown()
  const commissioner = as(town.commissioner)
  const path = '/reports/outcomes?from=2026-01&to=2026-01'
  await writeEpisodes(
    databaseUrl,
    otherTown,
    Array.from({ length: 20 }, () => sentOn('2026-01-12')),
  )
  const submitted = async (client = commissioner) => (await client.get(path)).body.funnel[0]

  await t.test('only a commissioner', async (t) => {
    const others = [town.referrer, town.advisor, town.teamLead, town.provider, town.administrator]
    for (const member of others)
      t.match(await as(member).get(path), { statusCode: 403, body: { type: '/problems/not-allowed' } }, member.role)
    t.equal((await anybody.get(path)).statusCode, 401)
  })

  await t.test("never another scheme's numbers", async (t) => {
    t.same(await submitted(), { step: 'submitted', n: 0 })
    t.same(await submitted(as(otherTown.commissioner)), { step: 'submitted', n: 20 })
  })

  await t.test('nought is shown, 1 to 7 are hidden, every other count goes to the nearest 5', async (t) => {
    const released = [0, '*', '*', '*', '*', '*', '*', '*', 10, 10, 10, 10, 10, 15]
    for (const [n, expected] of released.entries()) {
      t.same(await submitted(), { step: 'submitted', n: expected }, `${n} referrals`)
      await writeEpisodes(databaseUrl, town, [sentOn('2026-01-12')])
    }
  })

  await t.test('for months that have ended, in order, 36 at most', async (t) => {
    const asked = (from: string, to: string) => commissioner.get(`/reports/outcomes?from=${from}&to=${to}`)
    const refused = (pointer: string) => ({
      statusCode: 400,
      body: { type: '/problems/invalid-request', errors: [{ pointer }] },
    })
    t.equal((await asked('2026-02', '2026-02')).statusCode, 200)
    t.equal((await asked('2023-03', '2026-02')).statusCode, 200, '36 months')
    t.match(await asked('2023-02', '2026-02'), refused('#/querystring/from'), '37 months')
    t.match(await asked('2026-03', '2026-03'), refused('#/querystring/to'), 'this month')
    t.match(await asked('2026-02', '2026-01'), refused('#/querystring/from'), 'the wrong way round')
    for (const month of ['2026-13', '2026-00', '2026-1', '0000-01', '1999-12', '', 'now'])
      t.equal((await asked(month, month)).statusCode, 400, `"${month}" is no month of ours`)
    t.equal((await commissioner.get('/reports/outcomes')).statusCode, 400)
  })

  await t.test('a month has ended when it has in England', async (t) => {
    const ask = () => commissioner.get('/reports/outcomes?from=2026-06&to=2026-06')
    clock.set('2026-06-30T22:30:00Z')
    t.equal((await ask()).statusCode, 400, '23:30 on the last day')
    clock.set('2026-06-30T23:30:00Z')
    t.equal((await ask()).statusCode, 200, '00:30 on the first')
  })

  await t.test('it is audited, with its window', async (t) => {
    await given.rows('delete from audit_tail')
    await commissioner.get(path)
    t.match(
      await given.rows("select membership_id, action, person_id, detail from audit_tail where action = 'report.read'"),
      [
        {
          membership_id: town.commissioner.membershipId,
          action: 'report.read',
          person_id: null,
          detail: { report: 'outcomes', from: '2026-01', to: '2026-01' },
        },
      ],
    )
  })

  await t.test('it says what it counts, what it leaves out, and that a change is no effect', async (t) => {
    const { body } = await commissioner.get(path)
    t.match(body, { from: '2026-01', to: '2026-01', method: 'outcomes-1', caution: /not an effect/ })
    for (const part of ['funnel', 'waits', 'openBreaches', 'inTarget', 'changes']) t.ok(body.definitions[part], part)
    t.ok(body.exclusions.length > 0)
  })
})
