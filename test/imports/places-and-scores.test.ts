import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import { askUntilDone, runToEnd, upload } from '../support/upload.ts'

type Fault = { column: string; level: string; message: string }
type Row = { number: number; subjectId: string; faults: Fault[] }

const AROUND = { practices: ['Wharf Lane Surgery, Millbridge'], advisors: ['Ada Advisor'] }
const OWN = ['Groups', 'Activity since', 'UCLA', 'Score date', 'How asked']
const MORE = [
  'First scores',
  'LSNS total',
  ...['companionship', 'left-out', 'isolated', 'direct'].map((item) => `UCLA-3 ${item}`),
]

/** A caseload with nothing in the columns of places and scores but what is put in; one row each. */
function fileOf(rows: Record<string, string>[], seed: number): Buffer {
  const [headings = [], ...people] = makeCaseload(AROUND, { people: rows.length, seed }).mended.slice(2)
  const all = [...headings, ...MORE]
  const isOwn = (heading: string) => OWN.includes(heading) || heading.startsWith('ONS4') || MORE.includes(heading)
  return toCsv([
    all,
    ...people.map((cells, at) =>
      all.map((heading, column) => rows[at]?.[heading] ?? (isOwn(heading) ? '' : (cells[column] ?? ''))),
    ),
  ])
}

async function bring(test: TestApp, rows: Record<string, string>[], seed: number) {
  const lead = test.as(test.given.town.teamLead)
  const { body } = await upload(lead, 'caseload', fileOf(rows, seed))
  await lead.post(`/imports/${body.id}/dry-run`)
  const tried = (await lead.get(`/imports/${body.id}/rows`)).body.items as Row[]
  const done = await runToEnd(test, lead, body.id)
  const written = (await lead.get(`/imports/${body.id}/rows`)).body.items as Row[]
  return { lead, importId: body.id as string, tried, written, counts: done.body.counts }
}

const saidOf = (rows: readonly Row[]) =>
  rows.map(({ faults }) =>
    faults
      .filter(({ column }) => /^(?:Activities|First scores|Scores|UCLA|LSNS|ONS4)/.test(column))
      .map(({ column, level, message }) => [column, level, message]),
  )
const idOf = (rows: readonly Row[], at: number) => rows[at]?.subjectId ?? ''

t.test('a place of an earlier record is a place: it has begun, and nobody is offered anything or told', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { activity, answerToShare } = givePlacements(test)
  const club = await activity({ name: 'Lunch club', capacity: 3 })
  const walk = await activity({ name: 'Slow walk' })
  const rows = [
    { Groups: 'lunch club; Slow Walk', 'Activity since': '3/2/26; 5 Jan 2026' },
    { Groups: 'Lunch Club', 'Activity since': '3/2/2026' },
  ]
  const { lead, written, counts } = await bring(test, rows, 30_000)
  t.match(counts, { imported: 2 })
  t.same(saidOf(written), [[], []])
  const referralId = idOf(written, 0)
  const { body } = await lead.get(`/placements?referralId=${referralId}`)
  t.match(
    body.items.map(({ activity: of, status, startedOn }: { activity: object; status: string; startedOn: string }) => ({
      of,
      status,
      startedOn,
    })),
    [...(body.items[0].activity.id === walk ? [walk, club] : [club, walk])].map((id) => ({
      of: { id },
      status: 'started',
      startedOn: id === club ? '2026-02-03' : '2026-01-05',
    })),
    'each on its day',
  )
  t.match(await given.rows(`select taken from activities where id = '${club}'`), [{ taken: 2 }], 'the place is taken')

  await test.runJobs()
  t.same(await given.rows('select id from messages'), [], 'no message')
  t.same(
    await given.rows(`select id from outgoing_messages where organisation_id = '${town.providerId}'`),
    [],
    'no mail to the group',
  )
  t.same(await given.rows(`select id from placement_events where step <> 'start'`), [], 'and no offer')

  const placementId = body.items[0].id
  const group = as(town.provider)
  t.match((await group.get(`/placements/${placementId}`)).body, { disclosure: 'waiting-for-consent', person: null })
  t.match(
    await given.rows(`select count(*)::integer as n from tasks where kind = 'ask-to-share' and done_at is null`),
    [{ n: 3 }],
    'the advisor is asked to ask the person',
  )
  const { body: referral } = await lead.get(`/referrals/${referralId}`)
  await answerToShare(referral.person.id, 'given')
  t.match((await group.get(`/placements/${placementId}`)).body, { disclosure: 'shared' }, 'the person says yes')
  await given.rows('update sharing_agreements set from_on = to_on')
  t.match((await group.get(`/placements/${placementId}`)).body, { disclosure: 'waiting-for-agreement', person: null })
})

t.test(
  'a full activity refuses, and a name that is not sure is no place: the row says so and the note keeps it',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { activity } = givePlacements(test)
    const club = await activity({ name: 'Lunch club', capacity: 1 })
    await activity({ name: 'Choir' })
    await activity({ name: 'Choir' })
    const garden = await activity({ name: 'Garden' })
    await as(given.town.advisor).patch(
      `/activities/${garden}`,
      { status: 'closed', closedBecause: 'Winter' },
      { headers: { 'if-match': '"1"' } },
    )
    const since = { 'Activity since': '3/2/26' }
    const rows = [
      { Groups: 'Lunch club', ...since },
      { Groups: 'Lunch club', ...since },
      { Groups: 'Tea with the mayor', ...since },
      { Groups: 'Choir', ...since },
      { Groups: 'Garden', ...since },
      { Groups: 'Lunch club' },
      { Groups: 'Lunch club', 'Activity since': '1/9/2025' },
      { Groups: 'Lunch club', 'Activity since': '31/2/2026' },
    ]
    const { lead, tried, written, counts } = await bring(test, rows, 31_000)
    t.match(counts, { imported: 7, error: 1 })
    const expected = [
      [],
      [['Activities', 'warning', 'Kept as a note: the activity has no place left']],
      [['Activities', 'warning', 'Kept as a note: no activity of the scheme has this name']],
      [['Activities', 'warning', 'Kept as a note: two activities have this name, write the group after it']],
      [['Activities', 'warning', 'Kept as a note: the activity has no place left']],
      [['Activities since', 'warning', /say on which day/]],
      [['Activities since', 'warning', /began before the referral/]],
      [['Activities since', 'error', /day\/month\/year/]],
    ]
    t.match(saidOf(tried), expected, 'before anything is written')
    t.match(
      saidOf(written),
      expected.map((said, at) =>
        at === 1
          ? [['Activities', 'warning', /^Kept as a note: There is no place left/]]
          : at === 4
            ? [['Activities', 'warning', 'Kept as a note: The activity is closed for now']]
            : said,
      ),
      'and when it is',
    )
    t.match(await given.rows('select activity_id from placements'), [{ activity_id: club }], 'one place, one person')
    t.match(await given.rows(`select taken from activities where id = '${club}'`), [{ taken: 1 }])
    t.match((await lead.get(`/referrals/${idOf(written, 1)}`)).body, {
      status: 'accepted',
      importedNote: /Activities: Lunch club\nActivities since: 3\/2\/26/,
    })
  },
)

t.test('a total stays a total: shown apart, compared with nothing; all answers are a measurement', async (t) => {
  const test = await startApp(t)
  const { given, clock } = test
  const on = { 'Score date': '21/10/2025' }
  const answers = {
    'UCLA-3 companionship': '3',
    'UCLA-3 left-out': '2',
    'UCLA-3 isolated': '3',
    'UCLA-3 direct': '1',
  }
  const rows: Record<string, string>[] = [
    { Status: 'To contact', UCLA: '7/9', 'First scores': 'LSNS-6 12', ...on },
    { ...answers, UCLA: '8', 'How asked': 'phone', ...on },
    { ...answers, ...on },
    { ...answers, 'UCLA-3 direct': '', 'How asked': 'phone', ...on },
    { ...answers, 'UCLA-3 isolated': '4', 'How asked': 'phone', ...on },
    { ...answers, UCLA: '6', 'How asked': 'phone', ...on },
    { UCLA: '10', ...on },
    { 'First scores': 'UCLA-3; ONS4 27; better', ...on },
    { UCLA: '7' },
    { UCLA: '7', 'Score date': '12/12/2031' },
    { ...answers, 'How asked': 'pigeon', ...on },
  ]
  const { lead, written, counts } = await bring(test, rows, 32_000)
  t.same(saidOf(written).slice(0, 2).flat(), [], 'the first two are right')
  t.match(saidOf(written).slice(2), [
    [['Scores asked by', 'warning', /Kept as totals/]],
    [['UCLA-3 companionship', 'warning', /without every answer it is no measurement/]],
    [['UCLA-3 isolated', 'error', /must be 1, 2 or 3/]],
    [['UCLA-3 total', 'error', 'The total does not fit the answers: check both']],
    [['UCLA-3 total', 'warning', 'Kept as a note: this is no total of the instrument']],
    [['First scores', 'warning', 'Kept as a note: this is no total of the instrument']],
    [['Scores on', 'warning', /needs the day/]],
    [['Scores on', 'error', /not in the future/]],
    [
      ['Scores asked by', 'error', /face-to-face/],
      ['Scores asked by', 'warning'],
    ],
  ])
  t.match(counts, { imported: 7, error: 4 })
  const measuredIn = async (at: number) => (await lead.get(`/referrals/${idOf(written, at)}/measurements`)).body
  t.same((await measuredIn(0)).items, [])
  t.match(await measuredIn(0), {
    imported: [
      { instrument: 'lsns-6', scoreId: 'total', value: 12, on: '2025-10-21' },
      { instrument: 'ucla-3', scoreId: 'total', name: 'Loneliness (UCLA-3)', value: 7, on: '2025-10-21' },
    ],
  })
  const measured = await measuredIn(1)
  t.same(measured.imported, [])
  t.match(measured, {
    items: [
      {
        status: 'finished',
        mode: 'telephone',
        on: '2025-10-21',
        timepoint: 'baseline',
        askedBy: { name: 'Ada Advisor' },
        scores: [{ id: 'total', value: 8 }],
      },
    ],
  })
  t.match(await measuredIn(2), { imported: [{ instrument: 'ucla-3', value: 8 }] }, 'how was not said')
  t.same((await measuredIn(2)).items, [])
  for (const at of [3, 6, 7, 8]) {
    const { items, imported } = await measuredIn(at)
    t.same([items, imported], [[], []], `row ${at}: nothing made up`)
  }
  t.match((await lead.get(`/referrals/${idOf(written, 7)}`)).body.importedNote, /First scores: UCLA-3; ONS4 27; better/)
  t.equal((await given.rows('select id from measurements')).length, 1)

  const [owed] = await given.rows<{ due: string }>(
    `select due_on::text as due from tasks where kind = 'follow-up-measures'`,
  )
  t.ok((owed?.due ?? '') > clock.now().toISOString().slice(0, 10), 'a follow-up that was late elsewhere is due anew')

  const asked = await lead.post(`/referrals/${idOf(written, 0)}/measurements`, {
    instrument: 'ucla-3',
    mode: 'telephone',
    on: '2026-03-02',
    answers: { companionship: 1, 'left-out': 1, isolated: 1, direct: 5 },
  })
  t.match(asked.body, { timepoint: 'baseline', scores: [{ value: 3, sinceBaseline: null }] }, 'no change since a total')
  const [, total] = (await measuredIn(0)).imported
  const wrong = { note: 'It was her sister’s' }
  t.match((await lead.post(`/imported-scores/${total.id}/enter-in-error`, wrong)).body, {
    id: total.id,
    enteredInErrorNote: wrong.note,
  })
  t.match(await lead.post(`/imported-scores/${total.id}/enter-in-error`, wrong), { statusCode: 409 }, 'once')

  clock.set('2027-01-20T09:00:00Z')
  const { body: report } = await test.as(given.town.commissioner).get('/reports/outcomes?from=2025-10&to=2026-12')
  t.match(
    report.changes.map(({ nEligible, nPaired }: { nEligible: number; nPaired: number }) => [nEligible, nPaired]),
    [
      [0, 0],
      [0, 0],
    ],
  )
  t.match(report.definitions.changes, /totals .*without their answers are in no pair/i)
})

t.test('asked again nothing comes twice, and taken back it is as if it had not been', async (t) => {
  const test = await startApp(t)
  const { given } = test
  const { activity } = givePlacements(test)
  const club = await activity({ name: 'Lunch club', capacity: 4 })
  const row = {
    Groups: 'Lunch club',
    'Activity since': '3/2/26',
    'First scores': 'LSNS 12',
    'Score date': '21/10/2025',
    'How asked': 'face to face',
    'ONS4 satisfaction': '4',
    'ONS4 worthwhile': '5',
    'ONS4 happiness': '0',
    'ONS4 anxiety': '10',
  }
  const { lead, importId, written } = await bring(test, [row, row, row], 33_000)
  const there = () =>
    given.rows(`select (select count(*)::integer from placements) as places, (select count(*)::integer from measurements) as measured,
      (select count(*)::integer from imported_scores) as totals, (select count(*)::integer from placement_events) as events,
      (select taken from activities where id = '${club}') as taken`)
  const once = [{ places: 3, measured: 3, totals: 3, events: 3, taken: 3 }]
  t.same(await there(), once)
  await given.rows(`update import_rows set state = 'ok', subject_id = null`)
  await given.rows(`update imports set status = 'tried'`)
  t.match((await runToEnd(test, lead, importId)).body.counts, { imported: 3 })
  t.same(await there(), once, 'a row that was cut off is taken up')

  const [, came] = (await lead.get('/placements?limit=10')).body.items
  const attended = await lead.post(`/placements/${came.id}/attendances`, { on: '2026-03-02', attended: 'yes' })
  t.equal(attended.statusCode, 201, attended.text)
  const back = await askUntilDone(lead, `/imports/${importId}/take-back`)
  t.match(back.body.counts, { 'taken-back': 2, 'worked-on': 1 }, 'but for whom somebody wrote down that they came')
  const after = await given.rows(`select referral_id, status from placements order by status`)
  t.match(after, [{ status: 'ended' }, { status: 'ended' }, { status: 'started', referral_id: came.referralId }])
  t.match(await there(), [{ taken: 1 }], 'the places are free')
  t.same(
    await given.rows(
      `select count(*)::integer as n from tasks where done_at is null and kind in ('ask-to-share', 'follow-up-measures')`,
    ),
    [{ n: 2 }],
    'and nobody is asked to do anything for it',
  )
  t.same(
    await given.rows(
      `select id from care_relationships where scope = 'placement' and until_at is null and subject_id <> '${came.id}'`,
    ),
    [],
    'and no group knows a name',
  )
  t.equal(written.length, 3)
})
