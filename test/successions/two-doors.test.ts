import t from 'tap'
import { startApp } from '../support/app.ts'

/** Every door that shows a person by their episode, to those who refer. */
const doorsOf = (referralId: string) =>
  ['', '/contacts', '/plan', '/plan/versions', '/closing'].map((end) => `/referrals/${referralId}${end}`)

t.test('she moves from one practice to the other in mid-episode, and both ask', async (t) => {
  const { given, as, runJobs } = await startApp(t)
  const { town } = given
  const [a, b, advisor] = [as(town.referrer), as(town.otherReferrer), as(town.advisor)]
  const person = given.personDetails()
  const old = await given.referral({ person, status: 'accepted', allocatedTo: town.advisor })
  await given.rows(`update person_registrations set from_on = '2026-01-05' where person_id = '${old.personId}'`)
  const word = { urgency: 'routine', about: 'other', text: 'Her son visits on Sundays' }
  await advisor.post(`/referrals/${old.id}/messages`, word)
  const made = await b.post('/referrals', given.referralDetails({ person }))
  t.match(made, { statusCode: 201, body: { personWasKnown: true } }, 'taken, and answered blind')
  const moved = { practiceId: town.otherPracticeId, from: '2026-03-01' }
  t.equal((await advisor.post(`/people/${old.personId}/registrations`, moved)).statusCode, 200)
  await runJobs()
  await advisor.post(`/referrals/${made.body.id}/messages`, { ...word, text: 'She settles in' })

  const seen = async (client: typeof a, referralId: string) =>
    (await Promise.all(doorsOf(referralId).map((door) => client.get(door)))).map(({ statusCode, body }) =>
      statusCode === 404 && body.detail === undefined ? 404 : statusCode,
    )
  // The receptionist at A answers the son: her own referral, and nothing of the new one.
  t.equal((await a.get(`/referrals/${old.id}`)).statusCode, 200)
  t.ok(
    (await seen(a, made.body.id)).every((status) => status === 404),
    'not a door of what B sent',
  )
  t.match(await a.get(`/people/${old.personId}`), { statusCode: 404 }, 'nor the record')
  t.same((await a.post('/people/search', { familyName: 'Thornley' })).body.items, [])
  t.same(
    (await a.get('/referrals')).body.items.map(({ id }: { id: string }) => id),
    [old.id],
  )
  const inboxOf = async (client: typeof a) =>
    (await client.get('/messages?limit=100')).body.items.map(({ body }: { body: string }) => body).join()
  t.match(await inboxOf(a), /Sundays/, 'what it was told it keeps')
  t.notMatch(await inboxOf(a), /settles in/)
  // B sees from its own referral on.
  t.equal((await b.get(`/referrals/${made.body.id}`)).statusCode, 200)
  t.ok(
    (await seen(b, old.id)).every((status) => status === 404),
    'not a door of what A sent',
  )
  t.match(await b.get(`/people/${old.personId}`), { statusCode: 404 })
  t.notMatch(await inboxOf(b), /Sundays/)
  t.same(
    (await b.get('/referrals')).body.items.map(({ id }: { id: string }) => id),
    [made.body.id],
  )
  // The service holds both under one person; neither practice may write to the record.
  t.equal((await advisor.get(`/referrals?personId=${old.personId}`)).body.items.length, 2)
  for (const client of [a, b])
    t.equal(
      (await client.patch(`/people/${old.personId}`, { preferredName: 'Edie' }, { headers: { 'if-match': '"1"' } }))
        .statusCode,
      404,
    )
})
