import { randomUUID } from 'node:crypto'
import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { type FeedServer, type Item, serveFeed } from './feed-server.ts'
import { readFixture } from './oruk-schemas.ts'

const test = await startApp(t)
const { given, as, app, runJobs } = test
const { town } = given
const office = createBrowser(app)
await office.signIn(town.administrator)

const organisation = { id: randomUUID(), name: 'Next Door Choirs', description: 'Choirs next door' }

let made = 0
const service = (changes: Partial<Item> = {}): Item => ({
  id: randomUUID(),
  name: `Choir ${++made}`,
  description: '<p>Singing for <b>everybody</b></p>',
  status: 'active',
  last_modified: '2026-02-01T10:00:00.000Z',
  assured_date: '2026-01-20',
  organization: organisation,
  schedules: [
    {
      id: randomUUID(),
      freq: 'WEEKLY',
      interval: 2,
      byday: 'TU',
      dtstart: '2010-01-05',
      opens_at: '10:00',
      closes_at: '11:30',
    },
  ],
  service_at_locations: [
    {
      id: randomUUID(),
      location: {
        id: randomUUID(),
        location_type: 'physical',
        addresses: [{ id: randomUUID(), address_1: 'Chapel Hall', city: 'Nextown', postal_code: 's60 2aa' }],
      },
    },
  ],
  cost_options: [{ id: randomUUID(), amount: 2.5 }],
  ...changes,
})

type Listed = {
  id: string
  name: string
  externalId: string
  source: string
  status: string
  hidden: boolean
  category: string
  rule: string | null
  held: string[]
  postcode: string | null
  costPence: number | null
  description: string
  version: number
}
const listed = (feedId: string) =>
  given.rows<Listed>(`select id, name, external_id as "externalId", source, status, hidden_at is not null as hidden, category,
    schedule->0->>'rule' as rule, held, postcode, cost_pence as "costPence", description, version
    from activities where feed_id = '${feedId}' order by name`)
const runsOf = (feedId: string) =>
  given.rows<{
    status: string
    kind: string
    failure: string | null
    added: number
    changed: number
    retired: number
    faulty: number
    read: number
  }>(
    `select status, kind, failure, added, changed, retired, faulty, read from directory_feed_runs where feed_id = '${feedId}' order by id desc`,
  )
const faultsOf = (feedId: string) =>
  given.rows<{ name: string | null; fault: string }>(
    `select name, fault from directory_feed_faults where run_id = (select id from directory_feed_runs where feed_id = '${feedId}' order by id desc limit 1) order by id`,
  )

async function addFeed(feed: FeedServer): Promise<string> {
  const answer = await office.send('/directory-feeds', '/directory-feeds', {
    name: 'Next door',
    url: `${feed.url}/`,
    source: 'Next Door Council',
    licence: 'OGL v3.0',
    category: 'befriending',
  })
  t.equal(answer.statusCode, 303, answer.text.slice(0, 2_000))
  return String(answer.location?.split('/').at(-1))
}
async function press(feedId: string, action: string): Promise<void> {
  const answer = await office.send(`/directory-feeds/${feedId}`, `/directory-feeds/${feedId}/${action}`, {})
  t.equal(answer.statusCode, 303, `${action}: ${answer.text.slice(0, 500)}`)
  await runJobs()
}
async function begin(feed: FeedServer): Promise<string> {
  const feedId = await addFeed(feed)
  await press(feedId, 'begin')
  await press(feedId, 'run')
  return feedId
}

t.test('a feed is tried first, then brought, with where it is from', async (t) => {
  const feed = await serveFeed(t, [
    service({ name: 'Alto' }),
    service({
      name: 'Bass',
      attributes: [
        { id: randomUUID(), taxonomy_term: { id: randomUUID(), name: 'arts and crafts', description: 'x' } },
      ],
    }),
  ])
  const feedId = await addFeed(feed)
  await press(feedId, 'trial')
  t.match(await runsOf(feedId), [
    { kind: 'trial', status: 'done', read: 2, added: 2, changed: 0, retired: 0, faulty: 0 },
  ])
  t.same(await listed(feedId), [], 'a trial brings nothing')
  t.match((await office.open(`/directory-feeds/${feedId}`)).text, /2 read: 2 would be added/)
  await press(feedId, 'begin')
  await press(feedId, 'run')
  t.match(await listed(feedId), [
    {
      name: 'Alto',
      externalId: feed.items[0]?.id,
      source: 'Next Door Council (OGL v3.0)',
      status: 'open',
      hidden: false,
      category: 'befriending',
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      held: ['tue-morning'],
      postcode: 'S60 2AA',
      costPence: 250,
      description: 'Singing for everybody',
    },
    { name: 'Bass', category: 'arts-and-crafts' },
  ])
  t.same(
    await given.rows(`select count(*)::int as count from organisations where name = 'Next Door Choirs'`),
    [{ count: 1 }],
    'one organisation for both',
  )
  t.same(
    await given.rows('select count(*)::int as count from directory_feed_rows'),
    [{ count: 0 }],
    'nothing stays aside',
  )
  const found = await as(town.advisor).get('/activities?q=Alto')
  t.match(found.body.items, [{ name: 'Alto', source: 'Next Door Council (OGL v3.0)' }])
  const [{ id = '', version = 0 } = {}] = await listed(feedId)
  const edit = await as(town.administrator).patch(
    `/activities/${id}`,
    { name: 'Ours' },
    { headers: { 'if-match': `"${version}"` } },
  )
  t.match(edit, { statusCode: 422, body: { type: '/problems/not-possible' } }, 'nobody edits it here')
  const confirmed = await as(town.administrator).post(`/activities/${id}/confirm`)
  t.match(confirmed, { statusCode: 422 }, 'nor confirms it')
  const page = await office.get(`/directory/${id}`)
  t.match(page.text, /Next Door Council \(OGL v3\.0\)/, 'whom it is from and under what licence is read beside it')
  t.notMatch(page.text, /Change this listing/)
})

t.test('only what changed is asked for, and what is the same is not written', async (t) => {
  const feed = await serveFeed(t, [
    service({ name: 'Alto' }),
    service({ name: 'Bass', last_modified: '2026-02-10T00:00:00.000Z' }),
  ])
  const feedId = await begin(feed)
  feed.asked.length = 0
  const [alto] = feed.items
  if (alto !== undefined) Object.assign(alto, { name: 'Contralto', last_modified: '2026-02-20T10:00:00.000Z' })
  await press(feedId, 'run')
  t.match(feed.asked[0], /modified_after=2026-02-09T23%3A00/)
  t.match(await runsOf(feedId), [{ status: 'done', read: 2, added: 0, changed: 1, retired: 0 }, {}])
  t.match(await listed(feedId), [
    { name: 'Bass', version: 1 },
    { name: 'Contralto', version: 2 },
  ])
})

t.test('what is gone there is closed and hidden here, and comes back when it does', async (t) => {
  const [stays, goes, ends] = [service({ name: 'Stays' }), service({ name: 'Goes' }), service({ name: 'Ends' })]
  const feed = await serveFeed(t, [stays, goes, ends])
  const feedId = await begin(feed)
  feed.items = [stays, { ...ends, status: 'defunct', last_modified: '2026-02-20T10:00:00.000Z' }]
  await press(feedId, 'run')
  t.match(await listed(feedId), [
    { name: 'Ends', status: 'closed', hidden: true },
    { name: 'Goes', status: 'closed', hidden: true },
    { name: 'Stays', status: 'open', hidden: false },
  ])
  t.match((await runsOf(feedId))[0], { retired: 2 })
  feed.items = [stays, { ...goes, last_modified: '2026-02-25T10:00:00.000Z' }]
  await press(feedId, 'run')
  t.match((await listed(feedId)).slice(1), [{ name: 'Goes', status: 'open', hidden: false }, { name: 'Stays' }])
})

t.test('services that are wrong are said one by one, and the others come', async (t) => {
  const feed = await serveFeed(t, [
    service({ name: 'Right' }),
    service({ name: '' }),
    service({ name: 'No owner', organization: undefined }),
    service({ id: 'seven' }),
    service({ name: 'Odd status', status: 'maybe' }),
    service({
      name: 'Null here and there',
      email: null,
      schedules: null,
      cost_options: 'free',
      minimum_age: 'ten',
      description: 'A\u0000B',
    }),
  ])
  const feedId = await begin(feed)
  t.match(await runsOf(feedId), [{ status: 'done', added: 2, faulty: 4 }])
  t.same(
    (await listed(feedId)).map(({ name }) => name),
    ['Null here and there', 'Right'],
  )
  t.same(
    (await faultsOf(feedId)).map(({ fault }) => fault),
    [
      'It has no name',
      'It does not say whose it is',
      'It has no id that is a UUID',
      'Its status is none of the standard',
    ],
  )
  t.match((await office.open(`/directory-feeds/${feedId}`)).text, /It does not say whose it is/)
  // What was right and is wrong now stays as it was.
  const [right] = feed.items
  if (right !== undefined) Object.assign(right, { status: 'broken', last_modified: '2026-02-20T10:00:00.000Z' })
  await press(feedId, 'run')
  t.match((await listed(feedId))[1], { name: 'Right', status: 'open', hidden: false, version: 1 })
})

t.test('a sign of two halves at the end of what is taken stops nothing', async (t) => {
  const long = (most: number) => `${'x'.repeat(most - 1)}😀 and more`
  const feed = await serveFeed(t, [
    service({ name: 'Fine' }),
    service({
      name: long(200),
      description: long(2_000),
      organization: { ...organisation, id: randomUUID(), name: long(200) },
      status: 'temporarily closed',
      alert: long(300),
      cost_options: [{ id: randomUUID(), amount_description: long(300) }],
      schedules: [{ id: randomUUID(), description: long(200) }],
      service_at_locations: [{ location: { description: long(500), addresses: [{ address_1: long(300) }] } }],
    }),
    service({ name: long(200), organization: undefined }),
  ])
  const feedId = await begin(feed)
  t.match(await runsOf(feedId), [{ status: 'done', added: 2, faulty: 1 }])
  t.match(await listed(feedId), [{ name: 'Fine' }, { name: 'x'.repeat(199), description: 'x'.repeat(1_999) }])
})

t.test('schedules are few, begin near, and have rules that are ours', async (t) => {
  const at = { opens_at: '10:00', closes_at: '11:30' }
  const feed = await serveFeed(t, [
    service({
      name: 'Old',
      schedules: [
        { ...at, freq: 'DAILY', dtstart: '0001-01-01' },
        { ...at, freq: 'WEEKLY', interval: 2, byday: 'TU', dtstart: '1900-01-02' },
        { ...at, freq: 'MONTHLY', interval: 5, byday: '1TH', dtstart: '1900-01-02' },
        { ...at, freq: 'WEEKLY', byday: 'TU', dtstart: '9999-01-05' },
        { ...at, freq: 'YEARLY', dtstart: '2026-01-05' },
        { ...at, freq: 'WEEKLY', byday: 'FR', dtstart: '2026-01-05' },
      ],
    }),
  ])
  const feedId = await begin(feed)
  const lines = await given.rows<{ startsOn: string; rule: string }>(
    `select line->>'startsOn' as "startsOn", line->>'rule' as rule from activities, jsonb_array_elements(schedule) as line where feed_id = '${feedId}'`,
  )
  t.same(
    lines.map(({ rule }) => rule),
    ['FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=MONTHLY;INTERVAL=5;BYDAY=1TH'],
    'five at most, none far ahead, none of a year',
  )
  const starts = lines.map(({ startsOn }) => startsOn)
  t.ok(
    starts.every((day) => day >= '2021-03-01' && day < '2026-01-01'),
    starts.join(),
  )
  const weeks = (Date.parse(starts[1] ?? '') - Date.parse('1900-01-02')) / (7 * 86_400_000)
  t.equal(weeks % 2, 0, 'every second week stays the same one')
  const [year = 0, month = 0] = (starts[2] ?? '').split('-').map(Number)
  t.equal(((year - 1900) * 12 + month - 1) % 5, 0, 'and so does every fifth month')
})

t.test('what somebody has a place in stays with its organisation, and that is said', async (t) => {
  const feed = await serveFeed(t, [service({ name: 'Choir with a place' }), service({ name: 'Choir without' })])
  const feedId = await begin(feed)
  const [held] = await listed(feedId)
  const referral = await given.referral({ status: 'accepted' })
  const offer = await as(town.advisor).post(`/referrals/${referral.id}/placements`, { activityId: held?.id })
  t.equal(offer.statusCode, 201, offer.text)
  const another = { id: randomUUID(), name: 'New Owners', description: 'x' }
  for (const item of feed.items)
    Object.assign(item, { organization: another, description: 'Now theirs', last_modified: '2026-02-20T10:00:00.000Z' })
  await press(feedId, 'run')
  t.match((await runsOf(feedId))[0], { status: 'done', changed: 2, faulty: 1 })
  t.same(
    await given.rows(
      `select activities.name, description, organisations.name as "of" from activities join organisations on organisations.id = provider_id where feed_id = '${feedId}' order by 1`,
    ),
    [
      { name: 'Choir with a place', description: 'Now theirs', of: organisation.name },
      { name: 'Choir without', description: 'Now theirs', of: 'New Owners' },
    ],
  )
  t.match(await faultsOf(feedId), [{ name: 'Choir with a place', fault: /^It is of New Owners now/ }])
})

const BREAKS: Record<string, { failure: string; instead: FeedServer['instead'] }> = {
  'answers with a fault half-way': {
    failure: 'refused',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.writeHead(500).end()
      return true
    },
  },
  'answers half a page': {
    failure: 'not-a-feed',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.writeHead(200).end('{"contents": [{"id"')
      return true
    },
  },
  'ends the connection': {
    failure: 'unreachable',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.destroy()
      return true
    },
  },
  'answers a page that is another': {
    failure: 'not-a-feed',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.writeHead(200).end('{"page_number": 1, "total_pages": 3, "contents": [{}]}')
      return true
    },
  },
  'answers more than is taken': {
    failure: 'too-large',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.writeHead(200).end(Buffer.alloc(9 * 1024 * 1024, 'a'))
      return true
    },
  },
  'leads into a private network': {
    failure: 'not-allowed-address',
    instead: (url, response) => {
      if (url.searchParams.get('page') !== '2') return false
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
      return true
    },
  },
}
for (const [what, { failure, instead }] of Object.entries(BREAKS))
  t.test(`a feed that ${what} changes nothing`, async (t) => {
    const feed = await serveFeed(
      t,
      Array.from({ length: 5 }, () => service()),
      2,
    )
    const feedId = await begin(feed)
    const before = await listed(feedId)
    t.equal(before.length, 5)
    feed.items = feed.items
      .slice(1)
      .map((item) => ({ ...item, name: 'Changed', last_modified: '2026-02-20T10:00:00.000Z' }))
    feed.instead = instead
    await press(feedId, 'run')
    t.match((await runsOf(feedId))[0], { status: 'failed', failure })
    t.same(await listed(feedId), before)
    t.same(await given.rows('select count(*)::int as count from directory_feed_rows'), [{ count: 0 }])
    feed.instead = undefined
    await press(feedId, 'run')
    t.match((await runsOf(feedId))[0], { status: 'done', changed: 4, retired: 1 }, 'and the next run brings all of it')
  })

t.test('a feed that is suddenly empty, or lost most, changes nothing until somebody says so', async (t) => {
  const feed = await serveFeed(
    t,
    Array.from({ length: 12 }, () => service()),
  )
  const feedId = await begin(feed)
  const items = feed.items
  feed.items = items.slice(0, 5)
  await press(feedId, 'run')
  t.match((await runsOf(feedId))[0], { status: 'failed', failure: 'half-gone' })
  feed.items = []
  await press(feedId, 'run')
  t.match((await runsOf(feedId))[0], { status: 'failed', failure: 'empty' })
  t.equal((await listed(feedId)).filter(({ hidden }) => !hidden).length, 12)
  feed.items = items.slice(0, 5)
  await press(feedId, 'run-whole')
  t.match((await runsOf(feedId))[0], { status: 'done', retired: 7 })
})

t.test('a list without details is read service by service', async (t) => {
  const whole = service({ name: 'Details' })
  const feed = await serveFeed(t, [whole])
  feed.instead = (url, response) => {
    if (url.pathname !== '/services') return false
    const { id, name, status, organization, last_modified } = whole
    response.end(JSON.stringify({ empty: false, contents: [{ id, name, status, organization, last_modified }] }))
    return true
  }
  const feedId = await begin(feed)
  t.match(await listed(feedId), [{ name: 'Details', postcode: 'S60 2AA', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' }])
})

t.test("the standard's own mocks: the good one comes, the bad one says what is wrong", async (t) => {
  for (const [which, want] of [
    ['good', { added: 1, faulty: 0 }],
    ['bad', { added: 0, faulty: 4 }],
  ] as const) {
    const feed = await serveFeed(t, [])
    feed.instead = (url, response) => {
      response.end(
        readFixture(url.pathname === '/services' ? `${which}/service_list.json` : `${which}/service_full.json`),
      )
      return true
    }
    const feedId = await begin(feed)
    t.match((await runsOf(feedId))[0], { status: 'done', ...want }, which)
  }
})

t.test('ours are never touched, and it is read each night while it is not stopped', async (t) => {
  const ours = await as(town.provider).post('/activities', {
    name: 'Our choir',
    category: 'befriending',
    description: 'Ours',
    locationKind: 'online',
    when: 'Mondays',
    capacity: 3,
  })
  const feed = await serveFeed(t, [service({ id: ours.body.id, name: 'Theirs' })])
  const feedId = await begin(feed)
  t.match((await as(town.advisor).get(`/activities/${ours.body.id}`)).body, {
    name: 'Our choir',
    version: 1,
    source: null,
  })
  t.match(await listed(feedId), [{ name: 'Theirs' }])
  feed.items.push(service({ name: 'Tonight', last_modified: '2026-03-01T00:00:00.000Z' }))
  test.clock.set('2026-03-03T03:00:00Z')
  await runJobs()
  t.equal((await listed(feedId)).length, 2)
  await office.signIn(town.administrator)
  await press(feedId, 'stop')
  feed.items.push(service({ name: 'Too late', last_modified: '2026-03-03T00:00:00.000Z' }))
  test.clock.set('2026-03-04T03:00:00Z')
  await runJobs()
  t.equal((await listed(feedId)).length, 2)
})

t.test('a run whose job is dead has failed, and the page reads it again', async (t) => {
  const feed = await serveFeed(t, [service({ name: 'Alto' })])
  await office.signIn(town.administrator)
  const feedId = await begin(feed)
  const again = createBrowser(app)
  const started = test.clock.now()
  await given.rows('alter table directory_feed_rows add constraint nothing_more check (false) not valid')
  await press(feedId, 'run')
  t.match((await office.open(`/directory-feeds/${feedId}`)).text, /It is being read/)
  test.clock.set(new Date(started.getTime() + 31 * 60_000))
  await again.signIn(town.administrator)
  t.match((await again.open(`/directory-feeds/${feedId}`)).text, /Read it now/, 'what stands still is asked for again')
  await given.rows(
    `update jobs set attempt = 7, run_at = created_at where name = 'read-directory-feed' and done_at is null and dead_at is null`,
  )
  await runJobs()
  await given.rows('alter table directory_feed_rows drop constraint nothing_more')
  t.match((await runsOf(feedId))[0], { status: 'failed', failure: 'given-up' })
  t.match((await again.open(`/directory-feeds/${feedId}`)).text, /It could not be brought/)
  await again.send(`/directory-feeds/${feedId}`, `/directory-feeds/${feedId}/run`, {})
  await runJobs()
  t.match((await runsOf(feedId))[0], { status: 'done' })
})
