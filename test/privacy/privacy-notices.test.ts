import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('a version holds from its day, and says nothing else about yesterday', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  const officer = () => as(town.privacyOfficer)
  t.match(await officer().post('/scheme/privacy-notices', { text: 'New', holdsFrom: '2026-03-01' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/holdsFrom' }] },
  })
  const made = await officer().post('/scheme/privacy-notices', { text: 'New words', holdsFrom: '2026-03-09' })
  t.match(made, { statusCode: 201, body: { version: 2, isInForce: false, publishedBy: town.privacyOfficer.name } })
  t.match(await as(town.administrator).post('/scheme/privacy-notices', { text: 'Far', holdsFrom: '9999-12-31' }), {
    statusCode: 400,
    body: { errors: [{ detail: /within two years/ }] },
  })
  t.match(
    await as(town.administrator).post('/scheme/privacy-notices', { text: 'Newer', holdsFrom: '2026-03-08' }),
    { statusCode: 201, body: { version: 3 } },
    'it takes the place of one whose day has not come',
  )
  const inForce = async () =>
    (await as(town.referrer).get('/scheme/privacy-notices')).body.items.find(
      ({ isInForce }: { isInForce: boolean }) => isInForce,
    )
  t.match(await inForce(), { version: 1 })
  clock.set('2026-03-09T00:30:00Z')
  t.match(await inForce(), { version: 3, text: 'Newer' })
  t.match(await as(town.advisor).post('/scheme/privacy-notices', { text: 'Mine', holdsFrom: '2026-03-10' }), {
    statusCode: 403,
  })
})

t.test('two publish at once: each version is one of them, or one is told', async (t) => {
  const { given, as } = await startApp(t)
  const [one, other] = [as(given.town.privacyOfficer), as(given.town.administrator)]
  await Promise.all([one.token(), other.token()])
  const body = { text: 'New', holdsFrom: '2026-03-02' }
  const answers = await Promise.all([one, other].map((keeper) => keeper.post('/scheme/privacy-notices', body)))
  const made = answers.filter(({ statusCode }) => statusCode === 201).map((answer) => answer.body.version)
  t.ok(made.length >= 1)
  t.equal(new Set(made).size, made.length)
  t.ok(answers.every(({ statusCode }) => statusCode === 201 || statusCode === 412))
})

t.test('who was given which version, when, how and by whom stands on the record', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const path = `/people/${personId}/privacy-notices`
  const before = (await as(town.advisor).get(path)).body
  t.same([before.items, before.hasCurrent], [[], false])
  const read = await as(town.advisor).post(path, { how: 'read-aloud', on: '2026-03-02' })
  t.match(read, { statusCode: 201, body: { version: 1, how: 'read-aloud', recordedBy: town.advisor.name } }, read.text)
  t.match((await as(town.referrer).get(path)).body, {
    items: [{ version: 1, on: '2026-03-02', how: 'read-aloud', recordedBy: town.advisor.name }],
    hasCurrent: true,
  })
  t.match(await as(town.advisor).post(path, { how: 'by-post', on: '2026-03-03' }), { statusCode: 400 })
  t.match(await as(town.advisor).post(path, { how: 'by-post', on: '2026-01-01' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/on', detail: /No privacy notice held/ }] },
  })
  t.match(await as(town.otherReferrer).get(path), { statusCode: 404 })
  t.match(await as(town.otherReferrer).post(path, { how: 'by-post', on: '2026-03-02' }), { statusCode: 404 })
  const [audit] = await given.rows(`select person_id, detail from audit_tail where action = 'privacy-notice.given'`)
  t.match(audit, { person_id: personId, detail: { version: 1, how: 'read-aloud' } })
})

t.test('a new version: who was not given it is counted, and what a merged record was given counts', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const people = [await given.referral({ status: 'accepted' }), await given.referral({ status: 'accepted' })]
  const lead = as(town.teamLead)
  const notices = async () => (await lead.get('/scheme/privacy-notices')).body.items
  const notGiven = async (noticeId: string) =>
    (await as(town.administrator).get(`/scheme/privacy-notices/${noticeId}/not-given`)).body.people
  const [first] = await notices()
  t.equal(await notGiven(first.id), 2)
  for (const { personId } of people)
    await lead.post(`/people/${personId}/privacy-notices`, { how: 'in-person', on: '2026-03-02' })
  t.equal(await notGiven(first.id), 0)
  const second = await as(town.administrator).post('/scheme/privacy-notices', { text: 'New', holdsFrom: '2026-03-02' })
  t.equal(await notGiven(second.body.id), 2, 'nobody has it yet')
  const [kept, duplicate] = people
  await lead.post(`/people/${duplicate?.personId}/privacy-notices`, { how: 'by-post', on: '2026-03-02' })
  t.equal(await notGiven(second.body.id), 1)
  await given.rows(`update people set merged_into = '${kept?.personId}' where id = '${duplicate?.personId}'`)
  t.equal(await notGiven(second.body.id), 0)
  const { body } = await lead.get(`/people/${kept?.personId}/privacy-notices`)
  t.match(body, { hasCurrent: true, items: { length: 3 } })
})
