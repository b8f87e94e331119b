import t from 'tap'
import { startApp } from '../support/app.ts'

const { given, as, anybody } = await startApp(t)
const { town } = given
const group = as(town.provider)
const otherGroup = as(town.otherProvider)
const advisor = as(town.advisor)

const lunch = {
  name: 'Tuesday lunch club',
  category: 'community-hub',
  description: 'A hot meal and company',
  whoFor: 'Anyone over 60',
  locationKind: 'venue',
  postcode: 's601aa',
  when: 'Tuesdays 12 to 2',
  access: ['step-free', 'hearing-loop'],
  capacity: 12,
}
const namesOf = (answer: { body: { items: { name: string }[] } }) => answer.body.items.map(({ name }) => name)

t.test('a group adds an activity, and those who place people find it', async (t) => {
  const added = await group.post('/activities', lunch)
  t.equal(added.statusCode, 201, added.text)
  t.match(added.body, {
    provider: { id: town.providerId, name: 'Chapel Lunch Club, Millbridge' },
    categoryLabel: 'Community hubs and lunch clubs',
    postcode: 'S60 1AA',
    capacity: 12,
    taken: 0,
    placesLeft: 12,
    status: 'open',
    version: 1,
  })
  for (const member of [
    town.referrer,
    town.advisor,
    town.teamLead,
    town.provider,
    town.otherProvider,
    town.administrator,
  ]) {
    const seen = await as(member).get(`/activities/${added.body.id}`)
    t.equal(seen.statusCode, 200, member.role)
    t.equal(seen.headers.etag, '"1"')
    t.match(seen.body, added.body)
  }
  const rows = await given.rows<{ action: string }>(
    `select action from audit_tail where subject_id = '${added.body.id}'`,
  )
  t.same(rows, [{ action: 'activity.added' }])
})

t.test('the same request with the same key adds one activity', async (t) => {
  const headers = { 'idempotency-key': 'one-choir' }
  const [first, again] = [
    await group.post('/activities', { ...lunch, name: 'Choir' }, { headers }),
    await group.post('/activities', { ...lunch, name: 'Choir' }, { headers }),
  ]
  t.same([first.statusCode, again.statusCode, again.body], [201, 201, first.body])
  t.equal(namesOf(await advisor.get('/activities?q=choir')).length, 1)
})

t.test('a group adds for itself only; the service and the scheme for any group', async (t) => {
  const forOther = { ...lunch, providerId: town.otherProviderId }
  t.equal((await group.post('/activities', forOther)).statusCode, 403)
  for (const member of [town.advisor, town.teamLead, town.administrator]) {
    t.equal((await as(member).post('/activities', forOther)).statusCode, 201, member.role)
    t.match((await as(member).post('/activities', lunch)).body, { errors: [{ pointer: '#/providerId' }] })
    const noGroup = await as(member).post('/activities', { ...lunch, providerId: town.practiceId })
    t.match(noGroup, { statusCode: 400, body: { errors: [{ pointer: '#/providerId' }] } })
  }
  t.equal((await as(town.referrer).post('/activities', forOther)).statusCode, 403)
  t.equal((await as(town.commissioner).get('/activities')).statusCode, 403)
  t.equal((await anybody.get('/activities')).statusCode, 401)
})

t.test('what is wrong is pointed at', async (t) => {
  for (const [wrong, pointer] of [
    [{ category: 'stamp-collecting' }, '#/category'],
    [{ postcode: 'NOWHERE' }, '#/postcode'],
    [{ postcode: undefined }, '#/postcode'],
    [{ access: ['lift-to-the-moon'] }, '#/access/0'],
    [{ capacity: -1 }, '#/capacity'],
  ] as const)
    t.match(await group.post('/activities', { ...lunch, ...wrong }), {
      statusCode: 400,
      body: { errors: [{ pointer }] },
    })
})

t.test('the list is by name, page by page, and narrows', async (t) => {
  const place = await given.anotherTown()
  const service = as(place.advisor)
  const add = async (details: object) => {
    const answer = await service.post('/activities', { ...lunch, providerId: place.providerId, ...details })
    t.equal(answer.statusCode, 201, answer.text)
    return answer.body
  }
  const archery = await add({ name: 'Archery', category: 'physical-activity', providerId: place.otherProviderId })
  await add({ name: 'Art 50% off_peak', category: 'arts-and-crafts', capacity: 0 })
  await add({ name: 'Bowls', category: 'physical-activity' })
  await add({ name: 'Bowls' })

  const names: string[] = []
  let after = ''
  for (let page = 0; page < 10; page += 1) {
    const answer = await service.get(`/activities?limit=1${after}`)
    names.push(...namesOf(answer))
    if (answer.body.next === null) break
    after = `&after=${answer.body.next}`
  }
  t.same(names, ['Archery', 'Art 50% off_peak', 'Bowls', 'Bowls'])
  t.same(namesOf(await service.get('/activities?category=physical-activity')), ['Archery', 'Bowls'])
  t.same(namesOf(await service.get(`/activities?providerId=${place.otherProviderId}`)), ['Archery'])
  t.same(namesOf(await service.get('/activities?q=BOW')), ['Bowls', 'Bowls'])
  t.same(namesOf(await service.get('/activities?q=%25')), [], 'no wildcard')
  t.same(namesOf(await service.get('/activities?hasRoom=true')), ['Archery', 'Bowls', 'Bowls'])
  await service.patch(
    `/activities/${archery.id}`,
    { status: 'closed', closedBecause: 'The targets are worn' },
    { headers: { 'if-match': '"1"' } },
  )
  t.same(namesOf(await service.get('/activities?hasRoom=true')), ['Bowls', 'Bowls'], 'closed is not room')
  t.equal((await service.get('/activities?after=nonsense')).statusCode, 400)

  t.equal((await advisor.get(`/activities/${archery.id}`)).statusCode, 404, 'another scheme')
  t.equal(
    (await advisor.patch(`/activities/${archery.id}`, { capacity: 1 }, { headers: { 'if-match': '"2"' } })).statusCode,
    404,
  )
})

t.test('a listing is changed by whoever may, against the version they read', async (t) => {
  const { id } = (await group.post('/activities', lunch)).body
  const change = (client: typeof group, body: object, version = '"1"') =>
    client.patch(`/activities/${id}`, body, { headers: { 'if-match': version } })

  t.equal((await otherGroup.patch(`/activities/${id}`, { capacity: 1 })).statusCode, 428)
  t.equal((await change(otherGroup, { capacity: 1 })).statusCode, 403, 'visible, but not theirs')
  t.equal((await as(town.referrer).patch(`/activities/${id}`, { capacity: 1 })).statusCode, 403)

  const changed = await change(group, { capacity: 20, whoFor: null })
  t.match(changed, {
    statusCode: 200,
    headers: { etag: '"2"' },
    body: { capacity: 20, whoFor: 'Anyone over 60', version: 2 },
  })
  t.equal((await change(advisor, { capacity: 30 })).statusCode, 412, 'stale')
  t.match(await change(advisor, { postcode: null }, '"2"'), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/postcode' }] },
  })
  t.match(await change(advisor, { category: 'none' }, '"2"'), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/category' }] },
  })
  t.equal((await change(advisor, { locationKind: 'online', postcode: null }, '"2"')).statusCode, 200)
  t.same((await group.get(`/activities/${id}`)).body.postcode, null)
})

t.test('closed is for now and says why; opening takes the reason away', async (t) => {
  const { id } = (await group.post('/activities', lunch)).body
  const change = (body: object, version: number) =>
    group.patch(`/activities/${id}`, body, { headers: { 'if-match': `"${version}"` } })
  t.match(await change({ status: 'closed' }, 1), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/closedBecause' }] },
  })
  t.match(await change({ closedBecause: 'The roof leaks' }, 1), { statusCode: 400 }, 'no reason on what is open')
  const closed = await change({ status: 'closed', closedBecause: 'The roof leaks' }, 1)
  t.match(closed.body, { status: 'closed', closedBecause: 'The roof leaks' })
  t.match((await change({ status: 'open' }, 2)).body, { status: 'open', closedBecause: null })
})
