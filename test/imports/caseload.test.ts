import t from 'tap'
import writeXlsxFile from 'write-excel-file/node'
import type { TestApp } from '../support/app.ts'
import { startApp } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import type { Client } from '../support/client.ts'
import { askUntilDone, runToEnd, upload } from '../support/upload.ts'

type Row = { number: number; state: string; subjectId: string | null; faults: { column: string; level: string }[] }

const around = async ({ given }: TestApp) => {
  const { town } = given
  const practices = await given.rows<{ name: string }>(
    `select name from organisations where scheme_id = '${town.schemeId}' and 'practice' = any(kinds) order by name`,
  )
  return { practices: practices.map(({ name }) => name), advisors: ['Ada Advisor', 'Ben Advisor'] }
}

async function rowsOf(client: Client, importId: string, state: string): Promise<Row[]> {
  const rows: Row[] = []
  for (let after = ''; ; ) {
    const { body } = await client.get(`/imports/${importId}/rows?state=${state}&limit=100${after}`)
    rows.push(...body.items)
    if (body.next === null) return rows
    after = `&after=${body.next}`
  }
}

const toXlsx = (rows: readonly (readonly string[])[]): Promise<Buffer> =>
  writeXlsxFile(rows.map((cells) => cells.map((value) => ({ value, type: String })))).toBuffer()

t.test('350 people come in from a workbook: 40 faults, each reported on its row, are mended and follow', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const lead = as(given.town.teamLead)
  const { rows, mended, faults } = makeCaseload(await around(test))
  t.equal(faults.size, 40)

  const uploaded = await upload(lead, 'caseload', await toXlsx(rows))
  t.match(uploaded, { statusCode: 201, body: { headerRow: 3, counts: { read: 350 }, wasThere: false } })
  const { id } = uploaded.body
  const tried = await lead.post(`/imports/${id}/dry-run`)
  t.match(tried, { statusCode: 200, body: { status: 'tried', counts: { error: 40 } } }, tried.text)
  const wrong = await rowsOf(lead, id, 'error')
  t.same(
    wrong.map(({ number, faults: found }) => [number, found.find(({ level }) => level === 'error')?.column]),
    [...faults],
    'each on its row, in its column',
  )
  t.same(await given.rows('select id from referrals'), [], 'a dry run writes nothing')

  const toMend = await lead.get(`/imports/${id}/errors`)
  const [left] = await test.given.rows<{ mark: string; reason: string }>(
    `select detail ->> 'mark' as mark, detail ->> 'reason' as reason from audit_tail where action = 'import.taken-out'`,
  )
  t.same(left, { mark: 'export', reason: 'mending-an-import' }, 'a list of people that leaves says why')
  t.match(toMend.headers['content-type'], 'text/csv')
  t.equal(toMend.text.charCodeAt(0), 0xfeff, 'Excel opens it as it is')
  t.match(toMend.text, /NHS number: Check the NHS number/)

  const run = await runToEnd(test, lead, id)
  t.match(run, { statusCode: 200, body: { status: 'done', counts: { imported: 310, error: 40 } } }, run.text)
  t.match((await upload(lead, 'caseload', await toXlsx(rows))).statusCode, 201)
  t.equal((await given.rows('select id from referrals')).length, 310)

  const second = await upload(lead, 'caseload', toCsv(mended))
  await lead.post(`/imports/${second.body.id}/dry-run`)
  const rest = await runToEnd(test, lead, second.body.id)
  t.match(
    rest.body.counts,
    { imported: 40, 'already-there': 310 },
    'the mended file brings the forty, and nothing twice',
  )
  t.equal((await given.rows('select id from referrals')).length, 350)

  const [late] = await given.rows<{ n: string }>(
    `select count(*) as n from referrals where due_on < '${clock.now().toISOString().slice(0, 10)}'`,
  )
  t.equal(Number(late?.n), 0, 'no row is red on Monday')
  const [asked] = await given.rows<{ n: string }>(`select count(*) as n from tasks where kind = 'ask-consent-to-refer'`)
  t.equal(Number(asked?.n), 50, 'where no answer is known, asking is a task')
  t.equal((await given.rows(`select id from consents`)).length, 300, 'and no answer is made up')
  await test.runJobs()
  t.same(await given.rows(`select id from messages`), [], 'no practice is told of what it knows')
})

t.test('the same file changes nothing; a take-back spares what somebody worked on', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const lead = as(given.town.teamLead)
  const { mended } = makeCaseload(await around(test), { people: 12 })
  const bytes = toCsv(mended, '\t')
  const first = await upload(lead, 'caseload', bytes)
  const again = await upload(lead, 'caseload', bytes)
  t.match(again.body, { id: first.body.id, wasThere: true })
  const { id } = first.body
  t.match(await lead.post(`/imports/${id}/run`), { statusCode: 409 }, 'not before a dry run')
  await lead.post(`/imports/${id}/dry-run`)
  await runToEnd(test, lead, id)
  const [one, two] = await rowsOf(lead, id, 'imported')
  const { body: referral } = await lead.get(`/referrals/${one?.subjectId}`)
  t.match(referral, { status: 'accepted', stage: 'active', overdue: false, importedNote: /Next step: Ring about/ })
  t.ok(referral.submittedAt.startsWith('2025-10-14'))
  const held = { reason: 'away', until: '2026-03-20' }
  t.match(await lead.post(`/referrals/${one?.subjectId}/hold`, held), { statusCode: 200 })
  const back = await askUntilDone(lead, `/imports/${id}/take-back`)
  t.match(back.body, { status: 'taken-back', counts: { 'worked-on': 1, 'taken-back': 11 } }, back.text)
  t.match((await lead.get(`/referrals/${two?.subjectId}`)).body, { status: 'entered-in-error' })
  t.match((await lead.get(`/referrals/${one?.subjectId}`)).body, { status: 'accepted' })
  t.match(await lead.post(`/imports/${id}/take-back`), { statusCode: 409 })
  t.equal((await upload(lead, 'caseload', bytes)).body.wasThere, false, 'taken back, the file is new again')
})

t.test('a number that belongs to somebody else never attaches a history to them', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const lead = as(given.town.teamLead)
  const { mended } = makeCaseload(await around(test), { people: 2, seed: 5_000 })
  const number = mended[3]?.[3]?.replaceAll(' ', '')
  await given.referral({ person: given.personDetails({ nhsNumber: number, familyName: 'Thornley' }) })
  const { body } = await upload(lead, 'caseload', toCsv(mended))
  await lead.post(`/imports/${body.id}/dry-run`)
  const [wrong] = await rowsOf(lead, body.id, 'error')
  const fault = wrong?.faults.find(({ level }) => level === 'error')
  t.match(
    { number: wrong?.number, fault },
    { number: 4, fault: { column: 'NHS number', message: /somebody with another name/ } },
  )
  await runToEnd(test, lead, body.id)
  const [held] = await given.rows<{ n: string }>(
    `select count(*) as n from referrals join people on people.id = person_id where nhs_number = '${number}'`,
  )
  t.equal(Number(held?.n), 1, 'her record has the one referral that is hers')
})

t.test('what was brought is in no figure but its own, and its cells are forgotten after a month', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const lead = as(given.town.teamLead)
  const { mended } = makeCaseload(await around(test), { people: 20 })
  const { body } = await upload(lead, 'caseload', toCsv(mended))
  await lead.post(`/imports/${body.id}/dry-run`)
  await runToEnd(test, lead, body.id)
  clock.set('2026-04-20T09:00:00Z')
  const report = (await as(given.town.commissioner).get('/reports/outcomes?from=2025-10&to=2026-03')).body
  t.equal(report.brought, 20)
  t.same([...new Set(report.funnel.map(({ n }: { n: number }) => n))], [0])
  t.match(report.definitions.brought, /in no other figure/)
  await test.app.ready()
  const sql = `select count(*) as n from import_rows where cells is not null`
  t.equal(Number((await given.rows<{ n: string }>(sql))[0]?.n), 20)
  await given.rows(`insert into jobs (scheme_id, id, name, data, created_at, run_at)
    values ('${given.town.schemeId}', gen_random_uuid(), 'forget-import-rows', '{}', now() - interval '1 year', '2026-04-01')`)
  await runJobs()
  t.equal(Number((await given.rows<{ n: string }>(sql))[0]?.n), 0)
})

t.test('whoever may not bring a kind does not learn that it was brought', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { mended } = makeCaseload(await around(test), { people: 2 })
  const { body } = await upload(as(given.town.teamLead), 'caseload', toCsv(mended))
  const administrator = as(given.town.administrator)
  t.match(await administrator.get(`/imports/${body.id}/rows`), { statusCode: 404 })
  t.same((await administrator.get('/imports')).body.items, [])
  t.match(await upload(administrator, 'caseload', toCsv(mended)), { statusCode: 403 })
  t.match(await administrator.post('/imports', { kind: 'organisations' }), { statusCode: 415 })
  t.notMatch(test.logged(), /O’Test/, 'no name in the log')
})
