import t from 'tap'
import { expectedBack, rungsDue } from '../../src/features/contacts/lone-working.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

async function setLadder({ given, as }: TestApp, ...rungs: [Member, number][]) {
  const loneWorkingLadder = rungs.map(([{ membershipId }, afterMinutes]) => ({ membershipId, afterMinutes }))
  const answer = await as(given.town.administrator).put(
    '/scheme/safety',
    { loneWorkingLadder },
    { headers: { 'if-match': '"1"' } },
  )
  if (answer.statusCode !== 200) throw new Error(answer.text)
}

/** Ada goes in at ten and is to be out at eleven. */
async function inside({ given, as, clock }: TestApp) {
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const { body } = await as(town.advisor).post(`/referrals/${referral.id}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-02T10:00:00Z',
    plannedEnd: '2026-03-02T11:00:00Z',
  })
  clock.set('2026-03-02T10:00:00Z')
  await as(town.advisor).post(`/contacts/${body.id}/check-in`)
  return body.id as string
}

t.test('the worker is not back: one after the other is told, until somebody has it', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  // The first on the ladder is the one who is missing: nobody waits for her.
  await setLadder(test, [town.advisor, 5], [town.otherAdvisor, 15], [town.teamLead, 30])
  await inside(test)
  const lead = as(town.teamLead)
  const at = async (time: string) => {
    clock.set(`2026-03-02T${time}:00Z`)
    await runJobs()
    const { items } = (await lead.get('/lone-working')).body
    return items.flatMap(({ told }: { told: { name: string }[] }) => told.map(({ name }) => name))
  }
  t.same(await at('11:14'), [], 'she may be late by a quarter of an hour')
  t.same(await at('11:15'), ['Ben Advisor'])
  t.match((await as(town.otherAdvisor).get('/tasks?mine=true')).body.items, [{ kind: 'lone-worker-not-back' }])
  t.same(await at('11:31'), ['Ben Advisor', 'Lena Lead'], 'Ben does not answer')
  t.same(await at('11:40'), ['Ben Advisor', 'Lena Lead'], 'nobody is told twice')

  const [alarm] = (await lead.get('/lone-working')).body.items
  t.match(alarm, { workerName: 'Ada Advisor', takenAt: null })
  const [task] = (await lead.get('/tasks?mine=true')).body.items
  t.match(await lead.post(`/tasks/${task.id}/finish`), { statusCode: 422 }, 'no tick on a list ends it')
  t.match(await as(town.advisor).post(`/lone-working/${alarm.id}/take`), { statusCode: 422 }, 'she herself checks out')
  const answers = await Promise.all(
    [town.otherAdvisor, town.teamLead].map((member) => as(member).post(`/lone-working/${alarm.id}/take`)),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409], 'one has it')
  t.same((await lead.get('/tasks')).body.items, [], 'and the others need not')

  const end = { found: 'hurt', words: 'Fell on the steps; an ambulance has her' }
  t.match(await lead.post(`/lone-working/${alarm.id}/end`, end), { statusCode: 200, body: { found: 'hurt' } })
  t.same((await lead.get('/lone-working')).body.items, [])
  t.match(await lead.post(`/lone-working/${alarm.id}/end`, end), { statusCode: 409 })
})

t.test('running late and checking out are heard', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  await setLadder(test, [town.teamLead, 15])
  const contactId = await inside(test)
  const [advisor, lead] = [as(town.advisor), as(town.teamLead)]
  clock.set('2026-03-02T11:10:00Z')
  t.equal((await advisor.post(`/contacts/${contactId}/running-late`)).statusCode, 200)
  clock.set('2026-03-02T11:50:00Z')
  await runJobs()
  t.same((await lead.get('/tasks')).body.items, [], 'half an hour from when she said so, and the quarter')
  clock.set('2026-03-02T11:56:00Z')
  await runJobs()
  t.match((await lead.get('/tasks')).body.items, [{ kind: 'lone-worker-not-back' }])
  // A colleague whom she rang says it for her.
  t.equal((await as(town.otherAdvisor).post(`/contacts/${contactId}/check-out`)).statusCode, 200)
  t.same((await lead.get('/tasks')).body.items, [])
  t.same((await lead.get('/lone-working')).body.items, [])
  t.match(await advisor.post(`/contacts/${contactId}/running-late`), { statusCode: 409 }, 'nobody is inside any more')
})

t.test('a check-out by mistake is taken back, and the worker is watched over again', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  await setLadder(test, [town.teamLead, 15])
  const contactId = await inside(test)
  const [advisor, lead] = [as(town.advisor), as(town.teamLead)]
  const told = async () => (await lead.get('/tasks')).body.items.length
  clock.set('2026-03-02T11:16:00Z')
  await runJobs()
  t.equal(await told(), 1)
  await advisor.post(`/contacts/${contactId}/check-out`)
  t.equal(await told(), 0)
  clock.set('2026-03-02T11:20:00Z')
  const back = await advisor.post(`/contacts/${contactId}/take-back-check`)
  t.match(back, { statusCode: 200, body: { checkedOutAt: null, checkedInAt: '2026-03-02T10:00:00.000Z' } })
  await runJobs()
  t.equal(await told(), 1, 'whoever was told is told again')
  t.equal((await advisor.post(`/contacts/${contactId}/take-back-check`)).statusCode, 409, 'the check-in is too old')
  await advisor.post(`/contacts/${contactId}/check-out`)
  clock.set('2026-03-02T11:36:00Z')
  t.equal((await advisor.post(`/contacts/${contactId}/take-back-check`)).statusCode, 409, 'and so is this')
})

t.test('a check-in by mistake is taken back', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const contactId = await inside(test)
  const advisor = as(given.town.advisor)
  clock.set('2026-03-02T10:05:00Z')
  t.match(await advisor.post(`/contacts/${contactId}/take-back-check`), {
    statusCode: 200,
    body: { checkedInAt: null },
  })
  t.equal(
    (await advisor.post(`/contacts/${contactId}/take-back-check`)).statusCode,
    409,
    'there is nothing to take back',
  )
  t.equal((await advisor.post(`/contacts/${contactId}/check-in`)).statusCode, 200)
})

t.test('a scheme that named nobody tells its leads', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  await inside(test)
  clock.set('2026-03-02T11:30:00Z')
  await runJobs()
  t.match((await as(given.town.teamLead).get('/tasks')).body.items, [{ kind: 'lone-worker-not-back' }])
  const sick = { membershipId: given.town.teamLead.membershipId, kind: 'sick', fromOn: '2026-03-02' }
  const cover = { coverId: given.town.otherAdvisor.membershipId }
  t.equal((await as(given.town.teamLead).post('/absences', { ...sick, ...cover })).statusCode, 201)
  clock.set('2026-03-02T11:31:00Z')
  await runJobs()
  t.match(
    (await as(given.town.otherAdvisor).get('/tasks?mine=true')).body.items.filter(
      ({ membershipId }: { membershipId: string }) => membershipId === given.town.otherAdvisor.membershipId,
    ),
    [{ kind: 'lone-worker-not-back' }],
    'who has the work of a lead that is away is told herself',
  )
  t.same(
    (await as((await given.anotherTown()).teamLead).get('/lone-working')).body.items,
    [],
    'and not those of another scheme',
  )
})

t.test('an alarm that nobody runs does not look like silence', async (t) => {
  const { given, as, clock, runJobs, metrics } = await startApp(t)
  const lead = as(given.town.teamLead)
  const lastRun = async () =>
    Number(/rother_job_last_run_seconds\{job="watch-lone-workers"\} (\S+)/.exec(await metrics.metrics())?.[1])
  t.match((await lead.get('/lone-working')).body, { watching: false, lastRunAt: null })
  t.equal(await lastRun(), 0, 'never: since 1970')
  await runJobs()
  t.match((await lead.get('/lone-working')).body, { watching: true })
  t.equal(await lastRun(), clock.now().getTime() / 1000)
  const another = await given.anotherTown()
  t.equal(await lastRun(), 0, 'of all schemes the one in which nobody watches')
  t.match((await as(another.teamLead).get('/lone-working')).body, { watching: false })
  clock.set('2026-03-02T09:36:00Z')
  t.match((await lead.get('/lone-working')).body, { watching: false, lastRunAt: /2026-03-02T09:30/ })
})

t.test('who is due is a table', async (t) => {
  const ladder = [
    { membershipId: 'lead', afterMinutes: 30 },
    { membershipId: 'buddy', afterMinutes: 15 },
  ]
  const expected = new Date('2026-03-02T11:00:00Z')
  const due = (minutes: number, told: string[] = [], workerId = 'worker') =>
    rungsDue(ladder, { expected, workerId, told: new Set(told) }, new Date(expected.getTime() + minutes * 60_000))
  t.same(due(14), [])
  t.same(due(15), ['buddy'])
  t.same(due(31), ['buddy', 'lead'], 'a run that was late tells both')
  t.same(due(31, ['buddy']), ['lead'])
  t.same(due(31, [], 'buddy'), ['lead'], 'the buddy is the one who is missing')
  const later = new Date('2026-03-02T11:40:00Z')
  t.same(expectedBack({ plannedEnd: expected, lateUntil: later }), later)
  t.same(expectedBack({ plannedEnd: later, lateUntil: expected }), later, 'a plan made later than the word')
})
