import t from 'tap'
import { occurrencesBetween } from '../../src/features/activities/recurrence.ts'
import { sessionsBetween } from '../../src/features/activities/sessions.ts'
import { newsOfRun } from '../../src/features/placements/missed.ts'
import { instantInEngland } from '../../src/platform/web/typed-time.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const TUESDAYS = {
  startsOn: '2026-01-06',
  startsAt: '12:00',
  endsAt: '14:00',
  rule: 'FREQ=WEEKLY;BYDAY=TU',
  exceptOn: [],
}

t.test('a session keeps its time on the wall when the clocks change', async (t) => {
  const sundays = {
    ...TUESDAYS,
    startsOn: '2026-03-01',
    startsAt: '10:00',
    endsAt: '11:00',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
  }
  for (const [from, to, utc] of [
    ['2026-03-22', '2026-04-05', ['10', '09', '09']],
    ['2026-10-18', '2026-11-01', ['09', '10', '10']],
  ] as const) {
    const found = occurrencesBetween([sundays], from, to)
    t.equal(found.length, 3)
    t.same(
      found.map(({ startsAt }) => startsAt),
      ['10:00', '10:00', '10:00'],
    )
    t.same(
      found.map(({ on, startsAt }) => instantInEngland(on, startsAt).toISOString().slice(11, 13)),
      utc,
    )
  }
})

t.test('what was changed lies over the schedule', (t) => {
  const same = { startsAt: null, endsAt: null }
  const changes = [
    { ...same, on: '2026-03-10', status: 'cancelled' as const, movedToOn: null, why: 'Flooded' },
    {
      on: '2026-03-17',
      status: 'moved' as const,
      movedToOn: '2026-03-19',
      startsAt: '13:00',
      endsAt: '15:00',
      why: 'Polls',
    },
    { ...same, on: '2026-02-24', status: 'moved' as const, movedToOn: '2026-03-02', why: 'Snow' },
  ]
  const sessions = sessionsBetween([TUESDAYS], changes, { from: '2026-03-01', to: '2026-03-20' })
  t.match(
    sessions.map(({ on, heldOn, startsAt, status }) => [on, heldOn, startsAt, status]),
    [
      ['2026-02-24', '2026-03-02', '12:00', 'moved'],
      ['2026-03-03', '2026-03-03', '12:00', 'as-planned'],
      ['2026-03-10', '2026-03-10', '12:00', 'cancelled'],
      ['2026-03-17', '2026-03-19', '13:00', 'moved'],
    ],
  )
  t.end()
})

t.test('two missed in a row are news once, and a yes begins anew', (t) => {
  const [a, b, c] = ['2026-03-03', '2026-03-10', '2026-03-17']
  const no = (on: string) => ({ on, attended: 'no' as const })
  const yes = (on: string) => ({ on, attended: 'yes' as const })
  t.equal(newsOfRun([], no(a)), undefined)
  t.equal(newsOfRun([no(a)], no(b)), 'missed-two')
  t.equal(newsOfRun([no(a), no(b)], no(c)), undefined, 'the third is the same run')
  t.equal(newsOfRun([no(a), no(b)], no(b)), undefined, 'written again')
  t.equal(newsOfRun([no(a), yes(b)], no(c)), undefined)
  t.equal(newsOfRun([no(a), no(b)], yes(c)), 'came-again')
  t.equal(newsOfRun([no(b)], no(a)), 'missed-two', 'also when the earlier one is written later')
  t.end()
})

t.test('through the API', async (t) => {
  const test = await startApp(t)
  const { given, as, runJobs, sent, clock } = test
  const { town } = given
  const { activity, placement, answerToShare } = givePlacements(test)
  const [advisor, group] = [as(town.advisor), as(town.provider)]
  const scheduled = async () => {
    const activityId = await activity()
    await given.rows(`update activities set schedule = '${JSON.stringify([TUESDAYS])}' where id = '${activityId}'`)
    return activityId
  }
  const tasksAbout = (subjectId: string) =>
    given.rows<{ kind: string }>(
      `select kind from tasks where subject_id = '${subjectId}' and done_at is null order by id`,
    )
  const reachable = { email: 'ada@aldous.example', safeContact: { channels: ['email'], voicemail: false } }
  const unreachable = { ...reachable, email: 'cal@cole.example' }

  await t.test('a session is cancelled once, by the group or the service, and those who come are told', async (t) => {
    const activityId = await scheduled()
    const { id } = await placement('accepted', { activityId, person: reachable })
    const silent = await placement('accepted', { activityId, person: unreachable })
    await given.rows(`update people set email = null where id = '${silent.referral.personId}'`)
    const cancel = { on: '2026-03-10', why: 'The hall is flooded' }
    t.equal((await as(town.otherProvider).post(`/activities/${activityId}/sessions/cancel`, cancel)).statusCode, 403)
    t.match(await group.post(`/activities/${activityId}/sessions/cancel`, cancel), {
      statusCode: 200,
      body: { status: 'cancelled' },
    })
    t.equal((await advisor.post(`/activities/${activityId}/sessions/cancel`, cancel)).statusCode, 409)
    t.equal(
      (await group.post(`/activities/${activityId}/sessions/cancel`, { ...cancel, on: '2026-03-11' })).statusCode,
      422,
    )
    t.equal(
      (await group.post(`/activities/${activityId}/sessions/cancel`, { ...cancel, on: '2026-02-24' })).statusCode,
      422,
    )
    await runJobs()
    const told = sent.mail.filter(({ to, text }) => to === 'ada@aldous.example' && text.startsWith('Not held'))
    t.equal(told.length, 1)
    t.match(told[0]?.text, /Not held on Tuesday 10 March 2026 at 12:00/)
    t.notMatch(await tasksAbout(id), [{ kind: 'tell-of-session' }])
    t.ok(
      (await tasksAbout(silent.id)).some(({ kind }) => kind === 'tell-of-session'),
      'whom nothing reaches is rung',
    )

    const restore = `/activities/${activityId}/sessions/restore`
    t.equal((await as(town.otherProvider).post(restore, { on: cancel.on })).statusCode, 403)
    t.match(await group.post(restore, { on: cancel.on }), {
      statusCode: 200,
      body: { status: 'as-planned', why: null },
    })
    t.equal((await group.post(restore, { on: cancel.on })).statusCode, 409)
    await runJobs()
    const after = sent.mail.filter(({ to }) => to === 'ada@aldous.example').at(-1)
    t.match(after?.text, /It is held on Tuesday 10 March 2026 at 12:00/, 'it is on after all')
  })

  await t.test(
    'a session that is moved is told with its new day, and cancelled after that with that day',
    async (t) => {
      const activityId = await scheduled()
      const email = 'bea@bell.example'
      await placement('accepted', { activityId, person: { ...reachable, email } })
      const move = {
        on: '2026-03-17',
        toOn: '2026-03-19',
        startsAt: '13:00',
        endsAt: '15:00',
        why: 'The hall is a polling station',
      }
      t.match((await group.post(`/activities/${activityId}/sessions/move`, move)).body, {
        heldOn: '2026-03-19',
        status: 'moved',
      })
      await runJobs()
      const textsTo = () =>
        sent.mail.map(({ to, text }) => (to === email ? text : '')).filter((text) => /held on/.test(text))
      t.match(textsTo().at(-1), /A change. It is held on Thursday 19 March 2026 at 13:00/)
      await group.post(`/activities/${activityId}/sessions/cancel`, { on: '2026-03-17', why: 'Nobody has the key' })
      await runJobs()
      t.match(textsTo().at(-1), /Not held on Thursday 19 March 2026 at 13:00/)
      t.equal(
        (await group.post(`/activities/${activityId}/sessions/move`, { ...move, toOn: '2026-03-01' })).statusCode,
        400,
      )
    },
  )

  await t.test('a run takes no fewer places than are taken, and ends with those who came', async (t) => {
    const activityId = await scheduled()
    const run = { name: 'Spring', startsOn: '2026-03-02', weeks: 6, capacity: 8 }
    t.equal((await as(town.otherProvider).post(`/activities/${activityId}/cohorts`, run)).statusCode, 403)
    const { body: cohort } = await group.post(`/activities/${activityId}/cohorts`, run)
    t.match((await advisor.get(`/activities/${activityId}/cohorts`)).body.items, [{ name: 'Spring', placesLeft: 8 }])
    await given.rows(`update activity_cohorts set taken = 3 where id = '${cohort.id}'`)
    const version = (at: number) => ({ headers: { 'if-match': `"${at}"` } })
    t.equal((await group.patch(`/cohorts/${cohort.id}`, { capacity: 2 }, version(1))).statusCode, 422)
    t.match((await group.patch(`/cohorts/${cohort.id}`, { isClosed: true }, version(1))).body, {
      isClosed: true,
      version: 2,
    })

    const members = []
    for (const came of ['yes', 'no', 'yes']) {
      const one = await placement('accepted', { activityId })
      await answerToShare(one.referral.personId, 'given')
      await given.rows(`update placements set cohort_id = '${cohort.id}' where id = '${one.id}'`)
      await advisor.post(`/placements/${one.id}/attendances`, { on: '2026-03-02', attended: came })
      members.push(one.id)
    }
    const outside = await placement('started', { activityId })
    const { body } = await group.post(`/cohorts/${cohort.id}/complete`)
    t.same(body, { completed: [members[0], members[2]], left: [members[1]] })
    t.match((await advisor.get(`/placements/${outside.id}`)).body, { status: 'started' })
    t.same((await group.post(`/cohorts/${cohort.id}/complete`)).body, { completed: [], left: [members[1]] })
  })

  await t.test('who misses two in a row is brought to the advisor, once, until they come again', async (t) => {
    clock.set('2026-03-18T09:30:00Z')
    const activityId = await scheduled()
    const { id } = await placement('started', { activityId })
    await given.rows(`update placements set offered_at = '2026-03-02T10:00:00Z' where id = '${id}'`)
    const mark = (on: string, attended: 'yes' | 'no') => group.post(`/placements/${id}/attendances`, { on, attended })
    const missed = async () => (await tasksAbout(id)).filter(({ kind }) => kind === 'missed-two').length
    await mark('2026-03-03', 'no')
    t.equal(await missed(), 0)
    await mark('2026-03-10', 'no')
    t.equal(await missed(), 1)
    await mark('2026-03-17', 'no')
    t.equal(await missed(), 1)
    await mark('2026-03-18', 'yes')
    t.equal(await missed(), 0)
  })
})
