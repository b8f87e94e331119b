import t from 'tap'
import { formWith, jpegWithPlace } from '../files/made-files.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const started = await startApp(t)
const { given, as, clock, runJobs, app } = started
const { town } = given
const [group, advisor, administrator] = [as(town.provider), as(town.advisor), as(town.administrator)]

const listing = {
  name: 'Lunch at the chapel',
  category: 'community-hub',
  description: 'A hot meal and company',
  locationKind: 'venue',
  postcode: 'S60 2AB',
  when: 'Tuesdays 12 to 2',
  capacity: 12,
}
const add = async (details: object = {}): Promise<string> =>
  (await group.post('/activities', { ...listing, ...details })).body.id
const read = async (id: string, by = advisor) => (await by.get(`/activities/${id}`)).body
const change = async (id: string, body: object, by = group) =>
  by.patch(`/activities/${id}`, body, { headers: { 'if-match': `"${(await read(id)).version}"` } })
const tasks = (kind: string, id: string) =>
  given.rows<{ organisation_id: string; done: boolean }>(
    `select organisation_id, done_at is not null as done from tasks where kind = '${kind}' and subject_id = '${id}'`,
  )

t.test('what a group changes in its words waits beside what is live; its places never wait', async (t) => {
  const id = await add()
  const answer = await change(id, { when: 'Wednesdays 12 to 2', capacity: 20, whoFor: 'Anyone over 60' })
  t.match(answer.body, { when: 'Tuesdays 12 to 2', capacity: 20, whoFor: null, version: 2 })
  const kept = await read(id)
  t.match(kept, {
    when: 'Tuesdays 12 to 2',
    waitingEdit: { patch: { when: 'Wednesdays 12 to 2', whoFor: 'Anyone over 60' } },
  })
  t.match(await read(id, as(town.referrer)), { waitingEdit: null }, 'nobody else reads what waits')
  t.same(await tasks('decide-edit', id), [{ organisation_id: town.serviceId, done: false }])

  await change(id, { costPence: 250 })
  t.match(
    await read(id),
    { waitingEdit: { patch: { when: 'Wednesdays 12 to 2', costPence: 250 } } },
    'a second one joins it',
  )

  const { waitingEdit } = await read(id)
  t.equal(
    (await group.post(`/activities/${id}/edits/${waitingEdit.id}/decide`, { decision: 'approved' })).statusCode,
    403,
  )
  const decide = () => advisor.post(`/activities/${id}/edits/${waitingEdit.id}/decide`, { decision: 'approved' })
  const both = await Promise.all([decide(), decide()])
  t.same(both.map(({ statusCode }) => statusCode).sort(), [200, 409], 'two decide: one does')
  t.match(await read(id), { when: 'Wednesdays 12 to 2', costPence: 250, waitingEdit: null })
  t.same(await tasks('decide-edit', id), [{ organisation_id: town.serviceId, done: true }])
})

t.test('what a group adds is live, and the service is asked to read it', async (t) => {
  const id = await add({ name: 'Newest circle' })
  t.same(await tasks('decide-edit', id), [{ organisation_id: town.serviceId, done: false }])
  t.equal((await group.post(`/activities/${id}/confirm`)).statusCode, 200)
  t.match(await tasks('decide-edit', id), [{ done: false }], 'not by the group itself')
  t.equal((await advisor.post(`/activities/${id}/confirm`)).statusCode, 200)
  t.match(await tasks('decide-edit', id), [{ done: true }])
})

t.test('a no says why, and the group reads it', async (t) => {
  const id = await add()
  await change(id, { description: 'Come and buy our cakes' })
  const { waitingEdit } = await read(id)
  const path = `/activities/${id}/edits/${waitingEdit.id}/decide`
  t.match(await advisor.post(path, { decision: 'refused' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/why' }] },
  })
  t.equal((await advisor.post(path, { decision: 'refused', why: 'Say what people do there' })).statusCode, 200)
  t.match(await read(id, group), {
    description: 'A hot meal and company',
    lastDecision: { decision: 'refused', why: 'Say what people do there' },
  })
})

t.test('what cannot be said together is refused before it waits', async (t) => {
  const id = await add()
  t.match(await change(id, { minimumAge: 70, maximumAge: 60 }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/maximumAge' }] },
  })
  t.match(await change(id, { website: 'javascript:alert(1)' }), { statusCode: 400 })
  t.match(await change(id, { reopensOn: '2026-04-01' }), { statusCode: 400 }, 'it is open')
  t.match(
    await change(id, { schedule: [{ startsOn: '2026-03-03', startsAt: '12:00', endsAt: '11:00', rule: null }] }),
    { statusCode: 400 },
  )
})

t.test('closed until a day, it opens on that day, and its group is asked', async (t) => {
  const id = await add()
  await change(id, { status: 'closed', closedBecause: 'The roof leaks', reopensOn: '2026-03-04' })
  await runJobs()
  t.match(await read(id), { status: 'closed' })
  clock.set('2026-03-04T09:00:00Z')
  await runJobs()
  t.match(await read(id), { status: 'open', closedBecause: null, reopensOn: null })
  t.same(await tasks('confirm-listing', id), [{ organisation_id: town.providerId, done: false }])
})

t.test(
  'nobody confirms: asked, reminded, the service told, last in the list, hidden; whoever confirms has it back',
  async (t) => {
    clock.set('2026-03-05T09:00:00Z')
    const id = await add({ name: 'Aardvark watching' })
    const rung = async () =>
      (await given.rows<{ review_rung: number }>(`select review_rung from activities where id = '${id}'`))[0]
        ?.review_rung
    const at = async (day: string) => {
      clock.set(`${day}T09:00:00Z`)
      // Whoever has not signed in for 90 days is shut out, and the listings of the other tests are confirmed meanwhile.
      await given.rows(`update memberships set last_signed_in_at = '${day}T08:00:00Z'`)
      await given.rows(
        `update activities set confirmed_on = '${day}', review_rung = 0, hidden_at = null where id <> '${id}'`,
      )
      await runJobs()
      return rung()
    }
    t.equal(await at('2027-03-04'), 0)
    t.equal(await at('2027-03-05'), 1)
    t.same(await tasks('confirm-listing', id), [{ organisation_id: town.providerId, done: false }])
    t.equal(await at('2027-03-06'), 1, 'one rung at a time')
    t.equal(await at('2027-03-19'), 2)
    t.equal(await at('2027-04-02'), 3)
    t.same(await tasks('check-listing', id), [{ organisation_id: town.serviceId, done: false }])
    t.equal(await at('2027-04-16'), 4)
    const names = async () =>
      (await advisor.get('/activities?limit=100')).body.items.map(({ name }: { name: string }) => name)
    t.equal((await names()).at(-1), 'Aardvark watching', 'last, whatever its name')
    t.equal(await at('2027-05-14'), 5)
    t.notOk((await names()).includes('Aardvark watching'), 'hidden')
    t.match(await read(id), { isHidden: true }, 'and still there for who has its address')

    t.equal((await group.post(`/activities/${id}/confirm`)).statusCode, 200)
    t.equal((await names())[0], 'Aardvark watching')
    t.equal(await rung(), 0)
    t.same(await tasks('check-listing', id), [{ organisation_id: town.serviceId, done: true }])
  },
)

t.test('an open door is counted by number, and only an open door', async (t) => {
  const id = await add({ entry: 'open-door' })
  const today = '2027-05-14'
  t.equal((await group.post(`/activities/${id}/walk-ins`, { on: today, count: 24 })).statusCode, 200)
  t.equal((await group.post(`/activities/${id}/walk-ins`, { on: today, count: 25 })).statusCode, 200)
  t.same((await group.get(`/activities/${id}/walk-ins`)).body.items, [{ on: today, count: 25 }])
  t.equal((await group.post(`/activities/${id}/walk-ins`, { on: '2027-05-15', count: 1 })).statusCode, 400)
  t.equal((await group.post(`/activities/${await add()}/walk-ins`, { on: today, count: 1 })).statusCode, 422)
  t.equal((await as(town.otherProvider).post(`/activities/${id}/walk-ins`, { on: today, count: 1 })).statusCode, 403)
})

t.test('a picture is kept without where it was taken', async (t) => {
  const id = await add()
  const sent = await group.post(
    `/activities/${id}/photo`,
    formWith(await jpegWithPlace(), { alternativeText: 'A long table' }),
  )
  t.equal(sent.statusCode, 200, sent.text)
  const [row] = await given.rows<{ bytes: Buffer }>(`select bytes from activity_photos where activity_id = '${id}'`)
  t.notOk(row?.bytes.includes('SpyCam'), 'neither the camera nor the place')
  t.match(await read(id), { photoShows: 'A long table' })
  const wrong = await group.post(
    `/activities/${id}/photo`,
    formWith(Buffer.from('MZ not a picture'), { alternativeText: 'None' }),
  )
  t.match(wrong, { statusCode: 400, body: { errors: [{ pointer: '#/file' }] } })
})

t.test('everybody reads it where the scheme says so; nothing of a sensitive kind says where it is', async (t) => {
  await add({ name: 'Bowls on the green' })
  await as(town.advisor).post('/activities', {
    ...listing,
    providerId: town.providerId,
    name: 'A safe house',
    category: 'domestic-abuse-support',
    address: '7 Secret Lane',
  })
  const anyone = createBrowser(app)
  t.equal((await anyone.get('/find-activities')).statusCode, 404, 'it keeps its directory to itself')
  const version = (await administrator.get('/scheme')).body.version
  await administrator.put(
    '/scheme/directory',
    { isPublic: true, editsWait: true, confirmEveryMonths: 12 },
    { headers: { 'if-match': `"${version}"` } },
  )
  const page = await anyone.get('/find-activities')
  t.equal(page.statusCode, 200)
  t.match(page.text, /Bowls on the green[\s\S]*S60 2AB/)
  const safe = await anyone.get('/find-activities?words=safe+house')
  t.match(safe.text, 'A safe house')
  t.notMatch(safe.text, /Secret Lane|S60 2AB/)
  await given.rows(
    `insert into postcode_centroids (postcode, latitude, longitude) values ('S60 2AB', 53.43, -1.357) on conflict do nothing`,
  )
  for (const asked of ['area=S60', 'near=S60+2AB', 'near=S60+2AB&withinKm=1&words=safe', 'words=secret+lane']) {
    const found = await anyone.get(`/find-activities?${asked}`)
    t.equal(found.statusCode, 200, asked)
    t.notMatch(found.text, 'A safe house', `nor by asking for a place: ${asked}`)
  }
  const [{ id } = { id: '' }] = await given.rows<{ id: string }>(
    `select id from activities where name = 'A safe house'`,
  )
  const opened = await anyone.get(`/find-activities/${id}`)
  t.match(opened.text, 'A safe house')
  t.notMatch(opened.text, /Secret Lane|S60 2AB/)
  t.notMatch(opened.text, /\d+ of \d+ places/, 'who counts places counts people')
  await as(town.advisor).post(
    `/activities/${id}/photo`,
    formWith(await jpegWithPlace(), { alternativeText: 'The house' }),
  )
  t.equal((await anyone.get(`/find-activities/${id}/photo`)).statusCode, 404, 'nor does its picture show where it is')

  const path = `/find-activities/${id}/suggestions`
  t.equal((await anyone.sendShown(opened, path, { words: '' })).statusCode, 400)
  t.match((await anyone.sendShown(opened, path, { words: 'The number is another' })).text, 'Thank you')
  t.match((await advisor.get('/activity-suggestions')).body.items, [
    { words: 'The number is another', activity: { id } },
  ])
})
