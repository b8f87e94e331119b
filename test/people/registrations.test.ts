import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'

/** Referred by her old practice, she moved; the new one refers her too. */
async function moved(test: TestApp) {
  const { given, as } = test
  const { town } = given
  const person = given.personDetails()
  const old = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  await given.rows(`update person_registrations set from_on = '2026-01-05' where person_id = '${old.personId}'`)
  const made = await as(town.otherReferrer).post('/referrals', given.referralDetails({ person }))
  return { old, newId: made.body.id as string, made, path: `/people/${old.personId}/registrations` }
}
const move = (practiceId: string) => ({ practiceId, from: '2026-02-20' })

t.test('she moved: the old practice keeps what it referred, the new one sees its own referral', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { old, newId, made, path } = await moved(test)
  await test.runJobs()
  t.match(
    made,
    { statusCode: 201, body: { personWasKnown: true } },
    'a referral from a new practice is taken, and answered blind',
  )
  const tasks = async () =>
    (await as(town.advisor).get('/tasks?limit=100')).body.items.map(({ kind }: { kind: string }) => kind)
  t.ok((await tasks()).includes('confirm-registration'), 'and the service is to ask her')

  t.match(await as(town.advisor).post(path, move(town.otherPracticeId)), {
    statusCode: 200,
    body: { moved: true, from: '2026-02-20' },
  })
  t.notOk((await tasks()).includes('confirm-registration'))
  const [before, after] = [as(town.referrer), as(town.otherReferrer)]
  t.match(await before.get(`/referrals/${old.id}`), { statusCode: 200 }, 'what it referred')
  t.match(await before.get(`/people/${old.personId}`), { statusCode: 404 }, 'the record is no longer its business')
  t.match(await before.get(`/referrals/${newId}`), { statusCode: 404 }, 'nor what the new practice sends')
  t.ok((await before.get('/messages')).body.items.length > 0, 'what it was sent it keeps')
  t.match(await after.get(`/referrals/${newId}`), { statusCode: 200 })
  t.match(await after.get(`/referrals/${old.id}`), { statusCode: 404 }, 'the new one does not see back')
  t.match(await after.get(`/people/${old.personId}`), { statusCode: 404 })
  t.match((await as(town.advisor).get(`/people/${old.personId}`)).body.practice, { id: town.otherPracticeId })
  const rows = await given.rows<{ until_on: string | null }>(
    `select until_on from person_registrations where person_id = '${old.personId}'`,
  )
  t.equal(rows.length, 2, 'both registrations stand, with their days')
})

t.test('with her yes the new practice reads the record', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { old, path } = await moved(test)
  const yes = {
    purpose: 'share',
    answer: 'given',
    how: 'by-phone',
    on: '2026-03-02',
    recipientId: town.otherPracticeId,
  }
  await as(town.advisor).post(`/people/${old.personId}/consents`, yes)
  await as(town.advisor).post(path, move(town.otherPracticeId))
  t.match(await as(town.otherReferrer).get(`/people/${old.personId}`), { statusCode: 200 })
  t.match(await as(town.otherReferrer).get(`/referrals/${old.id}`), { statusCode: 200 })
})

t.test('she did not move: the task ends and nothing else changes', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { old, path } = await moved(test)
  t.match(await as(town.advisor).post(path, move(town.practiceId)), {
    statusCode: 200,
    body: { moved: false, from: '2026-01-05' },
  })
  t.match(await as(town.referrer).get(`/people/${old.personId}`), { statusCode: 200 })
})

t.test('what cannot be is refused, and of two who move her at once one does', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { path } = await moved(test)
  const pointer = (at: string) => ({ statusCode: 400, body: { errors: [{ pointer: at }] } })
  const ask = (body: object) => as(town.advisor).post(path, body)
  t.match(await ask({ practiceId: town.providerId, from: '2026-02-20' }), pointer('#/practiceId'), 'a lunch club')
  t.match(await ask({ practiceId: town.otherPracticeId, from: '2026-03-03' }), pointer('#/from'), 'in the future')
  t.match(
    await ask({ practiceId: town.otherPracticeId, from: '2026-01-04' }),
    pointer('#/from'),
    'before the one before',
  )
  t.match(
    await as(town.referrer).post(path, move(town.otherPracticeId)),
    { statusCode: 403 },
    'the service asks, not the practice',
  )
  const answers = await Promise.all(
    [town.advisor, town.teamLead].map((member) => as(member).post(path, move(town.otherPracticeId))),
  )
  t.same(answers.map(({ body }) => body.moved).sort(), [false, true])
})
