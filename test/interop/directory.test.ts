import { randomUUID } from 'node:crypto'
import t from 'tap'
import { startApp } from '../support/app.ts'

const { given, as, app } = await startApp(t)
const { town } = given
const group = as(town.provider)

const lunch = {
  name: 'Tuesday lunch club',
  category: 'community-hub',
  description: 'A hot meal and company',
  whoFor: 'Anyone over 60',
  locationKind: 'venue',
  postcode: 'S60 1AA',
  when: 'Tuesdays 12 to 2',
  access: ['step-free'],
  capacity: 12,
}
async function add(changes: Record<string, unknown>, columns = ''): Promise<string> {
  const { body, text } = await group.post('/activities', { ...lunch, ...changes })
  t.ok(body.id, text)
  if (columns !== '') await given.rows(`update activities set ${columns} where id = '${body.id}'`)
  return body.id
}
async function get(path: string, host = 'millbridge.example') {
  const answer = await app.inject({ url: `/open-referral-uk${path}`, headers: { host } })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, text: answer.body, body: isJson ? answer.json() : undefined }
}
const namesAt = async (path: string): Promise<string[]> => {
  const { body, text } = await get(path)
  t.ok(body?.contents, text)
  return body.contents
    .map((item: { name?: string; service?: { name: string } }) => item.service?.name ?? item.name)
    .sort()
}
const settle = async (isPublic: boolean, schemeId = town.schemeId) => {
  await given.rows(
    `update scheme_settings set settings = jsonb_set(settings, '{directory}', '{"isPublic": ${isPublic}}') where scheme_id = '${schemeId}'`,
  )
}

t.test('nothing is there before the scheme says that its directory is public', async (t) => {
  await add({ name: 'Not yet' })
  const hidden = await get('/services')
  t.equal(hidden.status, 404)
  for (const path of ['/', '/taxonomies', '/organizations']) t.equal((await get(path)).status, 404, path)
})

t.test('each scheme is read at its own host name, and nobody reads another', async (t) => {
  const other = await given.anotherTown()
  await settle(true)
  await settle(true, other.schemeId)
  await given.rows(`update schemes set host = 'millbridge.example' where id = '${town.schemeId}'`)
  await given.rows(`update schemes set host = 'elsewhere.example' where id = '${other.schemeId}'`)
  // What was read of hosts and settings is kept for five seconds.
  await new Promise((resolve) => setTimeout(resolve, 5_200))
  t.same(await namesAt('/services'), ['Not yet'])
  t.same((await get('/services', 'elsewhere.example')).body.contents, [])
  t.same((await get('/services', 'ELSEWHERE.example:443')).body.contents, [])
  t.equal((await get('/services', 'nobody.example')).status, 404)
})

t.test('what a listing says stands in the feed', async (t) => {
  const id = await add(
    { name: 'Walking football' },
    `schedule = '[{"startsOn": "2026-03-03", "startsAt": "10:00", "endsAt": "11:30", "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "exceptOn": []},
      {"startsOn": "2026-03-05", "startsAt": "14:00", "endsAt": "15:00", "rule": "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1", "exceptOn": []},
      {"startsOn": "2026-04-01", "startsAt": "09:00", "endsAt": "10:00", "rule": "FREQ=DAILY;COUNT=3", "exceptOn": []}]',
     cost_pence = 250, cost_note = 'tea included', minimum_age = 50, confirmed_on = '2026-02-01', languages = '{ur}', areas = '{S60,S61}',
     phone = '01709 555 0123', email = 'ball@walk.example', website = 'https://walk.example/ball', address = 'Town Hall, High Street, Millbridge',
     latitude = 53.43, longitude = -1.357, entry = 'open-door'`,
  )
  const { body } = await get(`/services/${id}`)
  t.match(body, {
    id,
    organization_id: town.providerId,
    status: 'active',
    minimum_age: 50,
    assured_date: '2026-02-01',
    email: 'ball@walk.example',
    url: 'https://walk.example/ball',
    organization: { id: town.providerId, name: 'Chapel Lunch Club, Millbridge' },
    schedules: [
      { freq: 'WEEKLY', interval: 2, byday: 'TU', opens_at: '10:00', closes_at: '11:30', dtstart: '2026-03-03' },
      { freq: 'MONTHLY', interval: 1, byday: '1TH', opens_at: '14:00' },
      { freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU', valid_to: '2026-04-03' },
    ],
    cost_options: [{ option: 'Each time', amount: 2.5, currency: 'GBP', amount_description: 'tea included' }],
    service_areas: [{ name: 'S60' }, { name: 'S61' }],
    languages: [{ code: 'ur', name: 'Urdu' }],
    contacts: [{ phones: [{ number: '01709 555 0123' }] }],
    attributes: [{ taxonomy_term: { name: 'Community hubs and lunch clubs', term: 'community-hub' } }],
    service_at_locations: [
      {
        id,
        location: {
          location_type: 'physical',
          latitude: 53.43,
          longitude: -1.357,
          addresses: [{ address_1: 'Town Hall', city: 'Millbridge', postal_code: 'S60 1AA', country: 'GB' }],
          accessibility: [{ accessibility: 'step-free', description: 'Step-free from the street' }],
        },
      },
    ],
  })
  const term = body.attributes[0].taxonomy_term
  t.match((await get(`/taxonomy_terms/${term.id}`)).body, { id: term.id, term: 'community-hub' })
  t.same((await get(`/services/${id}`)).body.attributes[0].taxonomy_term.id, term.id, 'ids of terms stay')
})

t.test('what is hidden, and what came from another area, is not in it', async () => {
  await add({ name: 'Hidden' }, 'hidden_at = now()')
  const feedId = randomUUID()
  await given.rows(`insert into directory_feeds (scheme_id, id, name, url, licence, source, category, added_at, added_by_id)
    values ('${town.schemeId}', '${feedId}', 'N', 'https://n.example', 'L', 'S', 'befriending', now(), '${town.administrator.membershipId}')`)
  await add({ name: 'Theirs' }, `feed_id = '${feedId}', external_id = 'x', source = 'S (L)'`)
  t.same(await namesAt('/services'), ['Not yet', 'Walking football'])
})

t.test('where something sensitive is held is not said, nor found', async (t) => {
  const id = await add(
    { name: 'Safe house circle', category: 'domestic-abuse-support' },
    `address = 'Secretstreet 4, Millbridge', latitude = 53.43, longitude = -1.357, getting_there = 'Behind Secretstreet', areas = '{S60}'`,
  )
  const whole = await get(`/services/${id}`)
  t.match(whole.body, { id, name: 'Safe house circle' })
  t.notMatch(whole.text, /Secretstreet|S60|53\.43|latitude|location_type|service_areas/)
  t.notMatch((await get('/services?full=true')).text, /Secretstreet/)
  t.equal((await get(`/service_at_locations/${id}`)).status, 404)
  t.notOk((await namesAt('/service_at_locations')).includes('Safe house circle'))
  t.same(await namesAt('/services?search=secretstreet'), [])
  t.notOk((await namesAt('/services?postcode=S60%201AA')).includes('Safe house circle'))
  await given.rows(
    `insert into postcode_centroids (postcode, latitude, longitude) values ('S60 1AA', 53.43, -1.357), ('S61 1AA', 53.45, -1.4) on conflict do nothing`,
  )
  t.same(await namesAt('/services?postcode=S60%201AA&proximity=500'), ['Walking football'])
})

t.test('each filter that the standard has finds what it asks for', async (t) => {
  await add(
    { name: 'Closed choir', category: 'arts-and-crafts', description: 'Songs' },
    `status = 'closed', closed_because = 'The roof leaks', maximum_age = 30, areas = '{S61}', updated_at = '2099-06-01', latitude = null, longitude = null`,
  )
  const all = await namesAt('/services')
  t.same(all, ['Closed choir', 'Not yet', 'Safe house circle', 'Walking football'])
  const terms = (await get('/taxonomy_terms?per_page=100')).body.contents
  const arts = terms.find(({ term }: { term: string }) => term === 'arts-and-crafts')
  const cases: Record<string, string[]> = {
    'search=songs': ['Closed choir'],
    'search=high%20street': ['Walking football'],
    [`taxonomy_term_id=${arts.id}`]: ['Closed choir'],
    [`taxonomy_id=${arts.taxonomy_id}`]: all,
    [`taxonomy_term_id=${randomUUID()}`]: [],
    [`organization_id=${town.providerId}`]: all,
    [`organization_id=${town.otherProviderId}`]: [],
    'modified_after=2099-06-01T00:00:00Z': ['Closed choir'],
    'minimum_age=60': ['Not yet', 'Safe house circle', 'Walking football'],
    'maximum_age=40': ['Closed choir', 'Not yet', 'Safe house circle'],
    'postcode=S61%201AA': all.filter((name) => name !== 'Safe house circle'),
    'postcode=S62%201AA': ['Not yet'],
    'postcode=S61%201AA&proximity=100': [],
    'postcode=S61%201AA&proximity=5000': ['Walking football'],
    'day=tuesday': ['Walking football'],
    'day=TU&start_time=09:30&end_time=12:00': ['Walking football'],
    'day=TU&start_time=10:30': [],
    'day=sat&start_time=09:00&end_time=10:00': ['Walking football'],
    'end_time=08:00': [],
  }
  for (const [query, names] of Object.entries(cases)) t.same(await namesAt(`/services?${query}`), names, query)
  t.match((await get(`/services?search=songs`)).body.contents, [
    { status: 'temporarily closed', alert: 'Closed for now: The roof leaks' },
  ])
  t.match((await get('/services?minimal=true')).body, { size: 4, last_page: true })
  t.equal(Object.keys((await get('/services?minimal=true')).body.contents[0]).includes('description'), false)
})

t.test('what a closed organisation offered is not in it', async (t) => {
  const closes = (on: string) =>
    given.rows(`update organisations set closed_on = ${on} where id = '${town.providerId}'`)
  const [id] = (await get('/services?minimal=true')).body.contents.map((item: { id: string }) => item.id)
  await closes(`'2026-02-01', closed_because = 'x'`)
  t.same(await namesAt('/services'), [])
  t.same(await namesAt('/organizations'), [])
  t.equal((await get(`/services/${id}`)).status, 404)
  t.equal((await get(`/organizations/${town.providerId}`)).status, 404)
  await closes('null, closed_because = null')
})

t.test('who asks too often is told to wait', async (t) => {
  const { app } = await startApp(t, { rateLimitPerMinute: 3 })
  const codes: number[] = []
  for (let time = 0; time < 5; time++) codes.push((await app.inject({ url: '/open-referral-uk/' })).statusCode)
  t.same(codes.slice(-2), [429, 429])
})
