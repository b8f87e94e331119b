import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'

/** Ada visits from ten to eleven, and has a link. */
async function visit({ given, as }: TestApp) {
  const { town } = given
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const times = { plannedStart: '2026-03-02T10:00:00Z', plannedEnd: '2026-03-02T11:00:00Z' }
  const plan = { way: 'home-visit', purpose: 'support', ...times }
  const { body } = await as(town.advisor).post(`/referrals/${id}/contacts`, plan)
  const link = async () => {
    const answer = await as(town.advisor).post(`/contacts/${body.id}/link`)
    if (answer.statusCode !== 200) throw new Error(answer.text)
    return { token: answer.body.url.split('#').at(-1) as string }
  }
  return { contactId: body.id as string, version: body.version as number, link }
}

t.test('a worker without signal for a session checks in and out by link', async (t) => {
  const test = await startApp(t)
  const { anybody, clock, given, as } = test
  const { link, contactId } = await visit(test)
  const token = await link()
  clock.set('2026-03-02T10:00:00Z')
  const times = { plannedStart: '2026-03-02T10:00:00.000Z', plannedEnd: '2026-03-02T11:00:00.000Z' }
  const look = () => anybody.post('/links/visit/look', token)
  t.same((await look()).body, { state: 'to-come', ...times }, 'and nothing of the person')
  t.match((await look()).body, { state: 'to-come' }, 'a scanner that looks checks nobody in')
  t.match((await anybody.post('/links/visit/check-in', token)).body, { state: 'inside' })
  t.match(await anybody.post('/links/visit/check-in', token), { statusCode: 409 })
  t.match((await anybody.post('/links/visit/running-late', token)).body, { state: 'inside' })
  // She rings Ben, who says it for her.
  const rungBy = given.town.advisor.membershipId
  t.match(await as(given.town.otherAdvisor).post(`/contacts/${contactId}/check-out`, { rungBy }), { statusCode: 200 })
  t.match((await look()).body, { state: 'out' })
})

t.test('a link that was forged, is over, was made anew or is of a visit that is another’s opens nothing', async (t) => {
  const test = await startApp(t)
  const { anybody, clock, given, as } = test
  const { town } = given
  const { link, contactId, version } = await visit(test)
  const nothing = async (token: object, why: string) => {
    for (const act of ['look', 'check-in', 'check-out', 'running-late', 'trouble'])
      t.equal((await anybody.post(`/links/visit/${act}`, token)).statusCode, 404, `${why}: ${act}`)
  }
  const lost = await link()
  const latest = await link()
  await nothing(lost, 'lost, and a new one was made')
  await nothing({ token: `${latest.token.slice(0, -4)}AAAA` }, 'forged')
  t.equal((await anybody.post('/links/visit/look', latest)).statusCode, 200)
  const patch = { workerId: town.otherAdvisor.membershipId }
  await as(town.teamLead).patch(`/contacts/${contactId}`, patch, { headers: { 'if-match': `"${version}"` } })
  await nothing(latest, 'the visit was handed over')
  const bens = await link()
  clock.set('2026-03-02T23:00:01Z')
  await nothing(bens, 'over')
})

t.test('words that mean trouble call for help at once, and show nothing to whoever holds the phone', async (t) => {
  const test = await startApp(t)
  const { anybody, clock, given, as, runJobs } = test
  const { town } = given
  const rung = (member: { membershipId: string }, afterMinutes: number) => ({
    membershipId: member.membershipId,
    afterMinutes,
  })
  const loneWorkingLadder = [rung(town.otherAdvisor, 15), rung(town.teamLead, 30)]
  await as(town.administrator).put('/scheme/safety', { loneWorkingLadder }, { headers: { 'if-match': '"1"' } })
  const { link, contactId } = await visit(test)
  const token = await link()
  const set = { phrase: 'Is the red file there?', forEverybody: true }
  t.match(await as(town.advisor).post('/lone-working/phrase', set), { statusCode: 400 }, 'her own she may set')
  t.same((await as(town.teamLead).post('/lone-working/phrase', set)).body, { isSet: true })
  clock.set('2026-03-02T10:00:00Z')
  const usual = await anybody.post('/links/visit/check-in', { ...token, say: 'All well' })
  t.same((await as(town.teamLead).get('/lone-working')).body.items, [])

  clock.set('2026-03-02T10:20:00Z')
  const secret = await anybody.post('/links/visit/running-late', {
    ...token,
    say: 'Could you look: is the RED file there',
  })
  t.same([secret.statusCode, secret.body], [usual.statusCode, usual.body], 'the answer is an ordinary one')
  const [ada, ben, lena] = [as(town.advisor), as(town.otherAdvisor), as(town.teamLead)]
  t.match((await ben.get('/tasks?mine=true')).body.items, [{ kind: 'lone-worker-in-trouble' }], 'at once')
  const shows = [await ada.get('/lone-working'), await ada.get('/tasks')]
  for (const { body } of shows) t.same(body.items, [], 'her own pages show nothing')
  t.notMatch(await ada.get(`/contacts?on=2026-03-02`), { text: /trouble/ })

  clock.set('2026-03-02T10:25:00Z')
  t.match((await anybody.post('/links/visit/check-out', token)).body, { state: 'out' }, 'he lets her check out')
  clock.set('2026-03-02T10:36:00Z')
  await runJobs()
  t.match((await lena.get('/tasks?mine=true')).body.items, [{ kind: 'lone-worker-in-trouble' }], 'and it climbs on')
  const [alarm] = (await lena.get('/lone-working')).body.items
  t.match(alarm, { contactId, troubleAt: '2026-03-02T10:20:00.000Z', endedAt: null })
  t.match(await as(town.advisor).post(`/lone-working/${alarm.id}/end`, { found: 'safe', words: 'Nothing' }), {
    statusCode: 404,
  })
  t.equal((await lena.post(`/lone-working/${alarm.id}/take`)).statusCode, 200)
  const end = { found: 'emergency-services-sent', words: 'The police brought her out' }
  t.equal((await lena.post(`/lone-working/${alarm.id}/end`, end)).statusCode, 200)
  t.same((await lena.get('/tasks')).body.items, [])
})
