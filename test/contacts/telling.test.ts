import t from 'tap'
import { isAsTold, newsOf, waysInTime } from '../../src/features/contacts/telling.ts'
import { firstNameOf } from '../../src/features/people/news-texts.ts'
import { startApp } from '../support/app.ts'
import { edith, ON_MONDAY_WEEK, ON_TUESDAY, reachTasks } from './given-visits.ts'

t.test('a referral that is accepted is acknowledged once, by letter, without a word of why', async (t) => {
  const test = await startApp(t)
  const she = await edith(test)
  const [letter, ...more] = await she.acknowledged()
  t.match(letter, { channel: 'letter', status: 'waiting', subject: 'We have your referral' })
  t.match(letter?.body, /^Dear Edith Thornley/)
  t.match(letter?.body, /Ada from /, 'who will get in touch, by the first name')
  t.notMatch(letter?.body, /lonel|husband|copd|Advisor\b/i)
  t.same(more, [])
  const { tellOfReferral } = await import('../../src/features/referrals/use-cases/tell-of-referral.ts')
  await tellOfReferral(await test.app.systemContext(test.given.town.schemeId), { referralId: she.referral.id })
  t.equal((await she.acknowledged()).length, 1, 'a job that runs again says it once')
})

t.test('a planned visit is announced by letter: who, when, and how to check who comes', async (t) => {
  const test = await startApp(t)
  const { given, runJobs } = test
  await given.rows(`update organisations set phone = '01709 555 900' where id = '${given.town.advisor.organisationId}'`)
  const she = await edith(test)
  const { id } = await she.plan(ON_MONDAY_WEEK)
  await runJobs()
  const [letter] = await she.visits()
  t.match(letter, { channel: 'letter', status: 'waiting' })
  t.match(letter?.body, /Ada from .+ is to see you on Monday 9 March 2026 at 10:00/)
  t.match(letter?.body, /Please ring Community Links, Millbridge on 01709 555 900\./)
  t.match(letter?.body, /leave it closed and ring us first/)
  t.notMatch(letter?.body, /lonel|husband|copd|first-contact/i)

  await she.amend(id, { note: 'Bring the large print' })
  await runJobs()
  t.equal((await she.visits()).length, 1, 'what changes nothing for her is not said')

  // Moved before it was printed: the letter with the wrong day does not leave, and she is told the right one once.
  await she.amend(id, { plannedStart: '2026-03-10T14:00:00Z', plannedEnd: '2026-03-10T15:00:00Z' })
  await runJobs()
  t.match(await she.visits(), [
    { status: 'stopped' },
    { status: 'waiting', subject: 'When we see you', body: /Tuesday 10 March 2026 at 14:00/ },
  ])
  const { letterIds } = (await test.as(given.town.advisor).post('/letters/print')).body
  for (const letterId of letterIds)
    await test.as(given.town.advisor).post(`/letters/${letterId}/posted`, { on: '2026-03-02' })

  // Now she has it: moved again is a change, cancelled is said, and what the person cancelled they know.
  await she.amend(id, { plannedStart: '2026-03-11T14:00:00Z', plannedEnd: '2026-03-11T15:00:00Z' })
  await runJobs()
  t.match((await she.visits()).at(-1), { subject: 'A change: when we see you', body: /Wednesday 11 March/ })
  await she.amend(id, { happened: false, notHappenedBecause: 'service-cancelled' })
  await runJobs()
  t.match((await she.visits()).slice(-2), [
    { status: 'stopped', subject: 'A change: when we see you' },
    { subject: 'We do not come', body: /nobody from .+ comes on Tuesday 10 March/ },
  ])
})

t.test('tomorrow: a text says who and when and nothing of what; a landline is rung', async (t) => {
  const test = await startApp(t)
  const { runJobs, sent, as, given } = test
  const she = await edith(test, { safeContact: { channels: ['text', 'phone'], voicemail: false } })
  sent.text.splice(0)
  await she.plan(ON_TUESDAY)
  await runJobs()
  t.match(sent.text, [{ to: '+447700900123', text: /^Ada: Tuesday 3 March 2026 at 10:00\. To change it/ }])
  t.notMatch(sent.text[0]?.text, /Thornley|Edith|visit|referr/i)

  const he = await edith(test, {
    phones: [{ number: '01709 555 0123', label: 'home' }],
    safeContact: { channels: ['phone'], voicemail: false },
  })
  await he.plan(ON_TUESDAY)
  await runJobs()
  const calls = (await as(given.town.advisor).get('/calls')).body.items
  const announced = calls.filter(({ purpose }: { purpose: string }) => purpose === 'appointment')
  t.match(announced, [{ purpose: 'appointment', about: /Tuesday 3 March 2026 at 10:00/, to: '01709 555 0123' }])
})

t.test('she named times: a machine lights up no telephone, a call keeps to them', async (t) => {
  const test = await startApp(t)
  const { runJobs, sent, as, given } = test
  const times = 'Mornings, when he is at work'
  const she = await edith(test, { safeContact: { channels: ['text', 'phone'], voicemail: false, times } })
  await she.plan(ON_TUESDAY)
  await runJobs()
  t.same(sent.text, [])
  t.match(
    (await as(given.town.advisor).get('/calls')).body.items.filter(
      ({ purpose }: { purpose: string }) => purpose === 'appointment',
    ),
    [{ rules: { times } }],
  )
})

t.test('she is reminded the working day before, once: on Friday of Monday', async (t) => {
  const test = await startApp(t)
  const { clock, runJobs, sent, given, as } = test
  const she = await edith(test, { safeContact: { channels: ['text', 'letter'], voicemail: false } })
  await she.plan(ON_MONDAY_WEEK)
  await runJobs()
  const texts = () => sent.text.filter(({ to }) => to === '+447700900123')
  for (const day of ['03', '04', '05']) {
    clock.set(`2026-03-${day}T10:00:00Z`)
    await runJobs()
  }
  t.same(texts(), [], 'not before')
  clock.set('2026-03-06T10:00:00Z')
  await runJobs()
  t.match(texts(), [{ text: /^Ada: Monday 9 March 2026 at 10:00/ }])
  clock.set('2026-03-06T16:00:00Z')
  const { remindOfVisits } = await import('../../src/features/contacts/use-cases/remind-of-visits.ts')
  await remindOfVisits(await test.app.systemContext(given.town.schemeId))
  await runJobs()
  t.equal(texts().length, 1, 'once')

  // The scheme turns it off.
  const { version } = (await as(given.town.administrator).get('/scheme')).body
  const headers = { 'if-match': `"${version}"` }
  const off = { acknowledgement: true, appointment: true, reminder: false }
  t.match(await as(given.town.administrator).put('/scheme/to-person', off, { headers }), {
    statusCode: 200,
    body: { toPerson: off },
  })
  await she.plan({ plannedStart: '2026-03-10T10:00:00Z', plannedEnd: '2026-03-10T11:00:00Z' })
  await runJobs()
  sent.text.splice(0)
  clock.set('2026-03-09T09:45:00Z')
  await runJobs()
  t.same(texts(), [])
})

t.test('no safe way is open: no silence, a task; the dead and who said no get nothing', async (t) => {
  const test = await startApp(t)
  const { runJobs, as, given } = test
  const she = await edith(test)
  const { personId } = she.referral
  const { version } = (await as(given.town.advisor).get(`/people/${personId}`)).body
  const nowhere = { safeContact: { channels: ['email'], voicemail: false }, addressHidden: false, unsafeRelatedIds: [] }
  await as(given.town.advisor).put(`/people/${personId}/safe-contact`, nowhere, {
    headers: { 'if-match': `"${version}"` },
  })
  t.match(await reachTasks(test), [{ subjectId: personId }], 'the acknowledgement asks for another way')
  await given.rows(`update tasks set done_at = now(), done_by_id = '${given.town.advisor.membershipId}', outcome = 'done'
    where kind = 'reach-another-way'`)
  await she.plan(ON_TUESDAY)
  await runJobs()
  t.same(await she.visits(), [])
  t.match(await reachTasks(test), [{ membershipId: given.town.advisor.membershipId }])

  const he = await edith(test)
  const no = { purpose: 'contact', answer: 'withdrawn', how: 'by-phone', on: '2026-03-02' }
  await as(given.town.advisor).post(`/people/${he.referral.personId}/consents`, no)
  await he.plan(ON_TUESDAY)
  await runJobs()
  t.same(await he.visits(), [])
})

t.test('what is known, and what is news', async (t) => {
  const now = new Date('2026-03-02T09:00:00Z')
  const [tuesday, wednesday] = [new Date('2026-03-03T10:00:00Z'), new Date('2026-03-04T10:00:00Z')]
  const coming = { isComing: true, isKnownCancelled: false, plannedStart: tuesday, workerId: 'ada' }
  const known = { news: 'visit-planned' as const, plannedStart: tuesday, workerId: 'ada' }
  const gone = { ...coming, isComing: false }
  t.equal(newsOf(coming, undefined, now), 'visit-planned')
  t.equal(newsOf(coming, known, now), undefined)
  t.equal(newsOf({ ...coming, workerId: 'ben' }, known, now), 'visit-moved', 'somebody else at the door is a change')
  t.equal(newsOf({ ...coming, plannedStart: wednesday }, known, now), 'visit-moved')
  t.equal(newsOf(gone, known, now), 'visit-cancelled')
  t.equal(newsOf({ ...gone, isKnownCancelled: true }, known, now), undefined)
  t.equal(newsOf(gone, undefined, now), undefined, 'who knew nothing misses nothing')
  t.equal(newsOf(coming, { ...known, news: 'visit-cancelled' }, now), 'visit-planned')
  t.equal(isAsTold(gone, { ...known, plannedStart: new Date('2026-03-01T10:00:00Z') }, now), true, 'it is over')
  t.notOk(
    (waysInTime('visit-planned', { today: '2026-03-02', day: '2026-03-04' }).channels as string[]).includes('letter'),
  )
  t.equal(firstNameOf('Dr. Ada Advisor'), 'Ada')
})
