import { parse } from 'csv-parse/sync'
import t from 'tap'
import { readCost, sayCost } from '../../src/features/imports/activity-columns.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { toCsv } from '../support/caseload.ts'
import type { Client } from '../support/client.ts'
import { runToEnd, upload } from '../support/upload.ts'

const HEADINGS = ['Name', 'Provider', 'Category', 'Description', 'When', 'Where', 'Postcode', 'Places', 'Cost']
const CLUB = 'Chapel Lunch Club, Millbridge'
const LUNCH = [
  'Soup lunch',
  CLUB,
  'community-hub',
  'A hot meal and company',
  'Fridays 12 to 2',
  'venue',
  's601aa',
  '8',
  '2.5',
]

const { given, as, runJobs, app } = await startApp(t)
const test = { given, as }
const { town } = given
const lead = as(town.teamLead)
const administrator = as(town.administrator)
const group = as(town.provider)

async function tried(client: Client, rows: readonly (readonly string[])[]) {
  const { body } = await upload(client, 'activities', toCsv(rows, ','))
  const answer = await client.post(`/imports/${body.id}/dry-run`)
  t.equal(answer.statusCode, 200, answer.text)
  const { body: shown } = await client.get(`/imports/${body.id}/rows?limit=100`)
  return { id: String(body.id), counts: answer.body.counts, rows: shown.items }
}
async function brought(client: Client, rows: readonly (readonly string[])[]): Promise<string> {
  const { id } = await tried(client, rows)
  const done = await runToEnd({ runJobs }, client, id)
  t.equal(done.body.status, 'done', done.text)
  return id
}
const find = async (name: string) =>
  (await lead.get(`/activities?q=${encodeURIComponent(name)}&withHidden=true`)).body.items[0]
const download = async (client: Client): Promise<string[][]> =>
  parse((await client.get('/activities/csv')).text, { bom: true })

t.test(
  'a file says what would be new, what would change and what is the same, before anything is written',
  async (t) => {
    await brought(lead, [HEADINGS, LUNCH])
    t.match(await find('Soup lunch'), {
      provider: { id: town.providerId },
      category: 'community-hub',
      postcode: 'S60 1AA',
      capacity: 8,
      costPence: 250,
      locationKind: 'venue',
    })
    const { id, counts, rows } = await tried(lead, [
      HEADINGS,
      LUNCH,
      ['soup-lunch', CLUB, '', '', '', '', '', '9', ''],
      ['Chair dance', CLUB, 'Physical activity', 'Dancing on chairs', 'Mondays', 'online', '', '20', 'free'],
    ])
    t.match(counts, { 'already-there': 1, ok: 1, error: 1 })
    t.match(rows, [
      { number: 2, state: 'already-there' },
      { number: 3, state: 'error', faults: [{ column: 'Name', level: 'error', message: /Row 2 is about the same/ }] },
      { number: 4, state: 'ok', faults: [{ column: 'Name', level: 'note', message: 'New: Chair dance' }] },
    ])
    const change = await tried(lead, [
      ['Name', 'Provider', 'Places', 'Cost', 'Languages', 'Postcode'],
      ['Soup lunch', CLUB, '10', 'free', 'Urdu; pa', ''],
    ])
    t.match(change.counts, { ok: 1 })
    t.same(change.rows[0].faults, [
      { column: 'Name', level: 'note', message: 'Changes: Soup lunch' },
      { column: 'Places', level: 'note', message: '8 becomes 10' },
      { column: 'Languages', level: 'note', message: 'nothing becomes Urdu; Punjabi' },
      { column: 'Cost', level: 'note', message: '2.50 becomes free' },
    ])
    t.match(await find('Soup lunch'), { capacity: 8, version: 1 }, 'nothing is written')
    t.equal(await find('Chair dance'), undefined)
    t.match((await runToEnd({ runJobs }, lead, change.id)).body.counts, { imported: 1 })
    t.match(await find('Soup lunch'), {
      capacity: 10,
      costPence: 0,
      languages: ['ur', 'pa'],
      postcode: 'S60 1AA',
      version: 2,
    })

    t.match((await lead.post(`/imports/${change.id}/take-back`)).body, { status: 'taken-back', left: 0 })
    t.match(await find('Soup lunch'), { capacity: 8, costPence: 250, version: 3 }, 'it says again what it said')
    t.same((await find('Soup lunch')).languages, [])
    t.match((await lead.post(`/imports/${id}/run`)).statusCode, 202)
    await runJobs()
    t.match(await find('Chair dance'), { costPence: 0, categoryLabel: /./ })
  },
)

t.test('what is wrong is said by row, in a file to mend', async (t) => {
  const { activity } = givePlacements(test)
  await activity({ name: 'Twin', capacity: 4 })
  await activity({ name: 'twin!', capacity: 4 })
  const { id, counts, rows } = await tried(administrator, [
    [...HEADINGS, 'Access', 'Areas', 'Min age', 'Max age', 'Website', 'Entry'],
    ['', CLUB, ...LUNCH.slice(2)],
    ['Bowls', 'Nobody of this name', ...LUNCH.slice(2)],
    [
      'Bowls',
      CLUB,
      'castle',
      '',
      '',
      'moon',
      'S60',
      'many',
      '2 pounds',
      'lift',
      'Millbridge',
      '',
      '',
      'example',
      'maybe',
    ],
    ['Bowls indoors', CLUB, 'community-hub', 'We bowl', 'Mondays', 'venue', '', '4', '', '', '', '70', '60', '', ''],
    ['Twin', CLUB, '', '', '', '', '', '5', ''],
  ])
  t.match(counts, { error: 5, ok: 0 })
  const columnsOf = (at: number) => rows[at].faults.map(({ column }: { column: string }) => column)
  t.same(columnsOf(0), ['Name'])
  t.match(rows[1].faults, [{ column: 'Provider', message: /bring it as an organisation first/ }])
  t.same(
    new Set(columnsOf(2)),
    new Set([
      'Category',
      'Description',
      'When',
      'Where',
      'Postcode',
      'Places',
      'Cost',
      'Access',
      'Areas',
      'Website',
      'Entry',
    ]),
  )
  t.match(rows[3].faults, [{ column: 'Postcode', message: 'Enter the postcode of the venue' }])
  t.match(rows[4].faults, [{ column: 'Name', message: /Two activities of this group have this name/ }])
  const mend = await administrator.get(`/imports/${id}/errors`)
  t.match(mend.text, /"What to do"/)
  t.match(mend.text, /Cost: Enter pounds, like 2.50, or free/)
})

t.test('the directory as a file comes back and changes nothing, whatever stands in it', async (t) => {
  const { activity } = givePlacements(test)
  await activity({
    name: 'Everything',
    description: '=SUM(A1) is only text,\n"quoted"; and\ttabbed ',
    whoFor: '-over 60s-',
    whoNotFor: '+44 is fine',
    minimumAge: 18,
    maximumAge: 99,
    costPence: 150,
    costNote: '@ the door',
    languages: ['ur', 'phr'],
    access: ['step-free', 'hearing-loop', 'carer-welcome'],
    areas: ['S60', 'S61'],
    entry: 'open-door',
    phone: '+44 1632 960001',
    email: 'club@example.org',
    website: 'https://club.example/?a=1',
    address: "'=a street",
    gettingThere: 'none',
    firstTime: 'free',
  })
  await activity({ name: 'By telephone', locationKind: 'telephone', postcode: undefined, capacity: 0 })
  const { text } = await lead.get('/activities/csv')
  t.match(text, /"'=SUM\(A1\)/, 'no cell is run as a formula')
  const [headings = [], ...lines] = parse(text, { bom: true })
  const { body: sent } = await upload(lead, 'activities', Buffer.from(text))
  const back = await lead.post(`/imports/${sent.id}/dry-run`)
  t.match(back.body.counts, { 'already-there': lines.length, ok: 0, error: 0 })
  t.ok(lines.length > 5)

  const { activity: more } = givePlacements(test)
  await more({ name: 'Of a closed group', providerId: town.otherProviderId })
  await given.rows(`update organisations set closed_on = '2026-03-01' where id = '${town.otherProviderId}'`)
  const withClosed = await tried(lead, await download(lead))
  t.match(withClosed.counts, { 'already-there': lines.length + 1, error: 0 }, 'also of a group that closed')
  await given.rows(`update organisations set closed_on = null where id = '${town.otherProviderId}'`)

  const everything = lines.find(([name]) => name === 'Everything') ?? []
  const cleared = lines.map((cells) => cells.map((cell, at) => (at < 2 ? cell : '')))
  t.equal(
    (await tried(lead, [headings, ...cleared])).counts['already-there'],
    lines.length,
    'empty cells leave what is there',
  )

  const none = everything.map((cell, index) =>
    ['Cost', 'Languages', 'Email'].includes(headings[index] ?? '') ? 'None' : cell,
  )
  await brought(lead, [headings, none])
  t.match(await find('Everything'), { costPence: null, email: null, phone: '+44 1632 960001' })
  t.same((await find('Everything')).languages, [])
})

t.test('the same file sent again, when the directory changed meanwhile, makes it so again', async (t) => {
  const { activity } = givePlacements(test)
  const activityId = await activity({ name: 'Chess', capacity: 4 })
  const rows = [
    ['Name', 'Provider', 'Places'],
    ['Chess', CLUB, '7'],
  ]
  const first = await brought(lead, rows)
  await lead.patch(`/activities/${activityId}`, { capacity: 3 }, { headers: { 'if-match': '"2"' } })
  const second = await brought(lead, rows)
  t.not(first, second)
  t.match(await find('Chess'), { capacity: 7 })
  const third = await tried(lead, rows)
  t.match(third.counts, { 'already-there': 1 })
  t.equal((await tried(lead, rows)).id, third.id, 'until it is brought it is one import')
})

t.test('of a group the file holds its own activities alone, and it brings none', async (t) => {
  const { activity } = givePlacements(test)
  await activity({ name: 'Canal walk', providerId: town.otherProviderId })
  const names = (await download(group)).map(([name]) => name)
  t.ok(names.includes('Everything') && !names.includes('Canal walk'))
  t.ok((await download(administrator)).map(([name]) => name).includes('Canal walk'))
  t.equal((await as(town.advisor).get('/activities/csv')).statusCode, 403)
  t.equal((await upload(group, 'activities', toCsv([HEADINGS, LUNCH]))).statusCode, 403)
})

t.test('taken back, what was added goes; what somebody uses or changed since stays', async (t) => {
  const { activity, placement } = givePlacements(test)
  const shared = await activity({ name: 'Garden', capacity: 3 })
  const edited = await activity({ name: 'Shed', capacity: 3 })
  const importId = await brought(lead, [
    [...HEADINGS, 'Phone'],
    ['Unused', ...LUNCH.slice(1), ''],
    ['Used', ...LUNCH.slice(1), ''],
    ['Renamed', ...LUNCH.slice(1), ''],
    ['Garden', CLUB, '', '', '', '', '', '9', '', '01632 960002'],
    ['Shed', CLUB, '', '', '', '', '', '9', '', ''],
  ])
  const [used, unused, renamed] = [await find('Used'), await find('Unused'), await find('Renamed')]
  await lead.patch(`/activities/${renamed.id}`, { name: 'Named anew' }, { headers: { 'if-match': '"1"' } })
  await placement('accepted', { activityId: used.id })
  await lead.patch(`/activities/${edited}`, { capacity: 11 }, { headers: { 'if-match': '"2"' } })
  const taken = await lead.post(`/imports/${importId}/take-back`)
  t.match(taken.body, { status: 'taken-back', counts: { 'taken-back': 2, 'worked-on': 3 } }, taken.text)
  t.ok(await find('Named anew'), 'what somebody changed stays')
  t.equal((await lead.get(`/activities/${unused.id}`)).statusCode, 404)
  t.match(await find('Used'), { taken: 1 })
  t.match((await lead.get(`/activities/${shared}`)).body, { capacity: 3, phone: null })
  t.match((await lead.get(`/activities/${edited}`)).body, { capacity: 11 })
  const audited = await given.rows(`select action from audit_tail where subject_id = '${unused.id}' order by id`)
  t.same(audited, [{ action: 'activity.added' }, { action: 'activity.taken-back' }])

  const again = await brought(lead, [
    [...HEADINGS, 'Phone'],
    ['Unused', ...LUNCH.slice(1), ''],
  ])
  t.ok(again !== importId && (await find('Unused')), 'and it may come again')
})

t.test(
  'places that are taken cannot be brought below, and a run that stood still goes on without doing a row twice',
  async (t) => {
    const { activity, placement } = givePlacements(test)
    const full = await activity({ name: 'Full house', capacity: 2 })
    await placement('accepted', { activityId: full })
    const refused = await tried(lead, [
      ['Name', 'Provider', 'Places'],
      ['Full house', CLUB, '0'],
    ])
    t.match(refused.rows[0].faults, [{ column: 'Places', message: 'Enter 1 at least: so many places are taken' }])
    const { id } = await tried(lead, [
      HEADINGS,
      ['Once', ...LUNCH.slice(1)],
      ['Full house', CLUB, '', '', '', '', '', '3', ''],
    ])
    await runToEnd({ runJobs }, lead, id)
    await given.rows(`update imports set status = 'tried' where id = '${id}'`)
    await given.rows(`update import_rows set state = 'ok' where import_id = '${id}' and number = 3`)
    t.match((await runToEnd({ runJobs }, lead, id)).body.counts, { imported: 1, 'already-there': 1 })
    t.match((await lead.get(`/activities/${full}`)).body, { capacity: 3, version: 2 })
    t.equal((await given.rows(`select id from activities where name = 'Once'`)).length, 1)
  },
)

t.test('the pages show each change before it is written, and hand the directory out', async (t) => {
  const office = createBrowser(app)
  await office.signIn(town.teamLead)
  const { activity } = givePlacements(test)
  await activity({ name: 'Knitting', capacity: 4 })
  const { id } = await tried(lead, [
    HEADINGS,
    ['Knitting', CLUB, '', '', '', '', '', '6', ''],
    ['Crochet', ...LUNCH.slice(1)],
    ['Lace', CLUB, '', '', '', '', '', '', ''],
  ])
  const path = `/imports/${id}`
  const first = await office.get(path)
  t.match(first.text, /Row 4.*Description: Say what people do there/, 'what is wrong comes first')
  t.notMatch(first.text, 'becomes')
  t.match(first.text, `${path}?state=ok`)
  const ready = await office.get(`${path}?state=ok`)
  t.match(ready.text, /Row 2.*<li>Changes: Knitting<.*Places: 4 becomes 6.*Row 3.*<li>New: Crochet</)
  t.match(ready.text, 'What the rows say')
  t.equal((await office.get(`${path}?state=moon&after=%00`)).statusCode < 500, true)
  t.equal((await office.sendShown(ready, `${path}/run`, {})).statusCode, 303)
  await runJobs()
  t.match((await office.get(path)).text, '2 rows brought')
  t.equal((await office.send(path, `${path}/take-back`, {})).statusCode, 303)
  t.match(await find('Knitting'), { capacity: 4 })
  const sent = await office.send('/imports', '/activities/csv', {})
  t.match(sent.headers['content-disposition'], /directory-.*\.csv/)
  t.match(sent.text, '"Knitting"')
  const club = createBrowser(app)
  await club.signIn(town.provider)
  const own = await club.send('/group/activities', '/activities/csv', {})
  t.match(own.text, '"Knitting"')
  t.notMatch(own.text, 'Canal walk')
})

t.test('costs are read as people write them', async (t) => {
  for (const [text, value] of [
    ['2.50', 250],
    ['£2', 200],
    ['2.5', 250],
    ['Free', 0],
    ['50p', 50],
    ['£ 0.75', 75],
  ] as const)
    t.same(readCost(text), { value }, text)
  for (const text of ['two', '2.505', '-2', '2-3', '1,50']) t.match(readCost(text), { fault: /pounds/ }, text)
  for (const pence of [0, 5, 250, 1_000]) t.same(readCost(sayCost(pence)), { value: pence })
  t.equal(sayCost(null), '')
})
