import t, { type Test } from 'tap'
import { startApp } from '../support/app.ts'
import { edith, ON_MONDAY_WEEK, ON_TUESDAY, reachTasks } from './given-visits.ts'

type End = 'death' | 'withdrawal' | 'entered in error'
const nothingLeavesAfter = (end: End) => async (t: Test) => {
  const test = await startApp(t)
  const { runJobs, sent, as, given } = test
  const { town } = given
  const she = await edith(test)
  await she.plan(ON_MONDAY_WEEK)
  await runJobs()
  t.match(await she.visits(), [{ channel: 'letter', status: 'waiting' }])
  // And one whose job has not run yet.
  await she.plan({ plannedStart: '2026-03-03T14:00:00Z', plannedEnd: '2026-03-03T15:00:00Z' })
  // What a worker wrote about nothing but the person: only a death ends it.
  if (end === 'death') {
    const wrote = { purpose: 'plan', preferred: 'letter' }
    const written = await as(town.advisor).post(`/people/${she.referral.personId}/reach`, wrote)
    t.match(written.body, { channel: 'letter' }, written.text)
  }
  const path = `/referrals/${she.referral.id}`
  const ended = {
    death: () =>
      as(town.advisor).post(`/people/${she.referral.personId}/death`, { on: '2026-03-01', toldBy: 'Her daughter' }),
    withdrawal: () => as(town.advisor).post(`${path}/withdraw`, { reason: 'person-changed-mind' }),
    'entered in error': () => as(town.teamLead).post(`${path}/enter-in-error`, { note: 'The wrong person' }),
  }
  t.match((await ended[end]()).statusCode, /20[01]/)
  const all = async () => [...(await she.visits()), ...(await she.acknowledged())]
  t.ok(
    (await all()).every(({ status }) => status === 'stopped'),
    'at once, in the same transaction',
  )
  t.same(
    await given.rows(`select id from outgoing_messages where recipient_kind = 'person' and status <> 'stopped'`),
    [],
    'whatever it was about',
  )
  await runJobs()
  t.ok(
    (await all()).every(({ status }) => status === 'stopped'),
    'and nothing new is written',
  )
  t.same(
    sent.text.filter(({ to }) => to === '+447700900123'),
    [],
  )
  t.same(await reachTasks(test), [])
  t.equal((await as(town.advisor).post('/letters/print')).statusCode, 422)
}

t.test('death between planned and sent: what is written does not leave', nothingLeavesAfter('death'))
t.test('withdrawal between planned and sent: what is written does not leave', nothingLeavesAfter('withdrawal'))
t.test(
  'entered in error between planned and sent: what is written does not leave',
  nothingLeavesAfter('entered in error'),
)

t.test('who has the letter and is withdrawn hears that nobody comes', async (t) => {
  const test = await startApp(t)
  const { runJobs, as, given } = test
  const she = await edith(test)
  await she.plan(ON_MONDAY_WEEK)
  await runJobs()
  const { letterIds } = (await as(given.town.advisor).post('/letters/print')).body
  for (const letterId of letterIds)
    await as(given.town.advisor).post(`/letters/${letterId}/posted`, { on: '2026-03-02' })
  await as(given.town.advisor).post(`/referrals/${she.referral.id}/withdraw`, { reason: 'person-changed-mind' })
  await runJobs()
  t.match((await she.visits()).at(-1), { subject: 'We do not come', status: 'waiting' })
})

t.test('the worker has the link on the day of the visit, by text or by mail, and each new worker theirs', async (t) => {
  const test = await startApp(t)
  const { anybody, clock, runJobs, sent, as, given } = test
  const { town } = given
  await as(town.advisor).put('/me/notices', { phone: '07700 900777' }, { headers: { 'if-match': '"1"' } })
  const she = await edith(test)
  const { id } = await she.plan(ON_TUESDAY)
  await runJobs()
  const links = () => [...sent.text, ...sent.mail].filter(({ text }) => text.includes('/visit#'))
  t.same(links(), [], 'not the day before')
  clock.set('2026-03-03T07:00:00Z')
  await runJobs()
  await runJobs()
  const [link, ...more] = links()
  t.same(more, [], 'once')
  t.match(link, { to: '+447700900777', text: /^Visit at 10:00/ })
  t.notMatch(link?.text, /Thornley|Chapel/)
  t.equal((await anybody.post('/links/visit/look', { token: link?.text.split('#').at(-1) })).statusCode, 200)

  await she.amend(id, { workerId: town.otherAdvisor.membershipId })
  await runJobs()
  t.equal(links().length, 2)
  t.match(links().at(-1)?.to, /@/, 'Ben has no telephone here: a mail')
  await she.plan({ plannedStart: '2026-03-03T15:00:00Z', plannedEnd: '2026-03-03T16:00:00Z' })
  await runJobs()
  t.equal(links().length, 3, 'planned today: at once')
})
