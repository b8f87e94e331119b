import { randomUUID } from 'node:crypto'
import t from 'tap'
import { mergeLine } from '../../src/features/meetings/rules.ts'
import { formatNhsNumber, makeTestNhsNumber } from '../../src/features/people/nhs-number.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { toFileForm } from '../support/upload.ts'

const { app, given, as, clock, runJobs } = await startApp(t)
const { town } = given
const me = as(town.referrer)
/** Of nobody who has a record. */
const NEW = [987_650, 987_651].map(makeTestNhsNumber).find((number) => number !== undefined) ?? ''

const send = (rows: string[]) => {
  const { payload, headers } = toFileForm({}, Buffer.from(['NHS number,Surname,Risk', ...rows].join('\r\n')))
  return me.post('/meetings/risk-list', payload, { headers })
}
const read = async (client = me) => (await client.get('/meetings/risk-list')).body

t.test('a practice brings its own risk list: seen by it alone, matched, noted, and gone after 45 days', async (t) => {
  const mine = await given.referral()
  const theirs = await given.referral({ by: town.otherReferrer })
  const numberOf = async ({ personId }: { personId: string }): Promise<string> =>
    (await given.rows<{ n: string }>(`select nhs_number as n from people where id = '${personId}'`))[0]?.n ?? ''
  const [known, elsewhere] = [await numberOf(mine), await numberOf(theirs)]

  const sent = await send([
    `${known},Thornley,Very high`,
    `${elsewhere},Other,High`,
    '999 000 0019,Typo,High',
    `${known},Twice,High`,
    `${NEW},New,Moderate`,
  ])
  t.match(sent, { statusCode: 201, body: { taken: 3 } }, sent.text)
  t.same(
    sent.body.wrong.map(({ row }: { row: number }) => row),
    [4, 5],
    'what cannot be taken is said by its row',
  )
  const list = await read()
  t.match(list, { deletedOn: '2026-04-16', wrong: sent.body.wrong })
  t.match(list.lines, [
    { nhsNumber: known, tier: 'Very high', referral: { id: mine.id } },
    { nhsNumber: elsewhere, referral: null },
    { nhsNumber: NEW, tier: 'Moderate', referral: null },
  ])
  t.notMatch(JSON.stringify(await given.rows('select * from risk_lines')), 'Thornley', 'no other column is kept')
  t.same((await read(as(town.otherReferrer))).lines, [], 'nobody but that practice')
  t.equal((await as(town.advisor).get('/meetings/risk-list')).statusCode, 403, 'never the service')

  const [, , fresh] = list.lines
  const noted = await me.post(`/meetings/risk-list/lines/${fresh.id}/answer`, { answer: 'declined' })
  t.equal(noted.statusCode, 200, noted.text)
  const notTheirs = await as(town.otherReferrer).post(`/meetings/risk-list/lines/${fresh.id}/answer`, { answer: null })
  t.equal(notTheirs.statusCode, 404)
  const nothing = await send(['seven,Nobody,High'])
  t.equal(nothing.statusCode, 400)
  t.equal((await read()).lines.length, 3, 'a file without a number replaces nothing')
  await send([`${NEW},New,High`])
  t.match((await read()).lines, [{ tier: 'High', answer: 'declined', answeredOn: '2026-03-02' }], 'the note is kept')

  const browser = createBrowser(app)
  await browser.signIn(town.referrer)
  const page = await browser.get('/meetings/risk-list')
  t.match(page, { statusCode: 200, h1: ['Our risk list'] })
  t.match(page.text, formatNhsNumber(NEW))
  t.match((await browser.get('/meetings')).text, 'href="/meetings/risk-list"')
  const byForm = async (bytes: string) => {
    const { payload, headers } = toFileForm({ _csrf: await browser.csrf() }, Buffer.from(bytes))
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = { ...headers, cookie, host: 'rother.example', origin: 'http://rother.example' }
    return app.inject({ method: 'POST', url: '/meetings/risk-list', payload, headers: sent })
  }
  const empty = await byForm('')
  t.equal(empty.statusCode, 400)
  t.match(empty.payload, /href="#file"[^>]*>Choose a CSV or Excel file/)
  const brought = await byForm(`NHS number;Frailty\n${NEW};High\n12;High\n`)
  t.match(brought.headers.location, '/meetings/risk-list?done=brought')
  t.match((await browser.get('/meetings/risk-list')).text, /One row was not taken[\s\S]*Row 3: This is no NHS number/)
  t.notMatch((await browser.get('/meetings?room=yes')).text, 'risk-list', 'not on the screen of the room')
  t.match(await browser.sendShown(page, '/meetings/risk-list/delete', {}), { statusCode: 303 })
  t.same((await read()).lines, [])
  t.equal((await me.delete('/meetings/risk-list')).statusCode, 404)

  await send([`${NEW},New,High`])
  clock.forward(44)
  await runJobs()
  t.equal((await read()).lines.length, 1)
  clock.forward(2)
  await runJobs()
  t.same(await read(), { broughtAt: null, deletedOn: null, wrong: [], lines: [] })
  const gone = await given.rows(`select 1 from audit_tail where action = 'risk-list.expired'`)
  t.equal(gone.length, 1, 'and that it went is on record')
})

t.test('two people type on one page of the meeting', async (t) => {
  const month = clock.now().toISOString().slice(0, 7)
  const one = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const two = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const jo = { ...town.referrer, membershipId: randomUUID(), accountId: randomUUID(), name: 'Jo Matron' }
  jo.email = `jo.${jo.accountId.slice(0, 8)}@millbridge.example`
  await given.rows(`insert into accounts (id, email, name, password_hash, created_at)
    select '${jo.accountId}', '${jo.email}', '${jo.name}', password_hash, created_at from accounts where id = '${town.referrer.accountId}'`)
  await given.rows(`insert into memberships (scheme_id, id, account_id, organisation_id, role, name, created_at)
    values ('${town.schemeId}', '${jo.membershipId}', '${jo.accountId}', '${jo.organisationId}', 'referrer', '${jo.name}', now())`)
  const [rina, matron] = [createBrowser(app), createBrowser(app)]
  await rina.signIn(town.referrer)
  await matron.signIn(jo)
  const due = new Date(clock.now().getTime() + 14 * 86_400_000).toISOString().slice(0, 10)
  const line = ({ id }: { id: string }, what: string, owner = 'service') => ({
    [`what-${id}`]: what,
    [`owner-${id}`]: owner,
    [`due-${id}`]: due,
  })
  const decided = async () => {
    const { agenda } = (await me.get(`/meetings?month=${month}`)).body
    const said = new Map<string, { what: string } | null>(
      agenda.map(({ referralId, decision }: { referralId: string; decision: object }) => [referralId, decision]),
    )
    return [said.get(one.id)?.what, said.get(two.id)?.what]
  }

  const [hers, mine] = [await matron.get('/meetings'), await rina.get('/meetings')]
  const falls = line(one, 'Ask about falls', jo.membershipId)
  t.equal((await matron.sendShown(hers, '/meetings', falls)).statusCode, 303)
  const older = await matron.get('/meetings')
  const clash = await rina.sendShown(mine, '/meetings', { ...line(one, 'Ring her son'), ...line(two, 'Benefits') })
  t.match(clash, { statusCode: 412, title: /^Error: / })
  t.match(clash.text, 'Jo Matron has written meanwhile: “Ask about falls”')
  t.match(clash.text, `href="#what-${one.id}"`)
  t.match(clash.text, 'value="Ring her son"', 'what was typed stays')
  t.match(clash.text, 'value="Benefits"')
  t.same(await decided(), ['Ask about falls', undefined], 'nothing is written over unseen')

  const both = { ...line(one, 'Ask about falls, ring her son'), ...line(two, 'Benefits') }
  t.equal((await rina.sendShown(clash, '/meetings', both)).statusCode, 303, 'having read it, one decides')
  t.same(await decided(), ['Ask about falls, ring her son', 'Benefits'])

  const stale = await matron.sendShown(older, '/meetings', { ...falls, present: 'Dr Amin' })
  t.equal(stale.statusCode, 303, 'a page that changed nothing on a line leaves it')
  t.same(await decided(), ['Ask about falls, ring her son', 'Benefits'])

  const before = await matron.get('/meetings')
  await rina.sendShown(await rina.get('/meetings'), '/meetings', { ...both, present: 'Dr Amin, Jo and Rina' })
  await matron.sendShown(before, '/meetings', { present: 'Dr Amin' })
  t.match((await rina.get('/meetings')).text, 'Dr Amin, Jo and Rina', 'nor who was there')

  const last = await matron.get('/meetings')
  t.match(last.text, 'Jo Matron', 'a decision may be given to somebody by name')
  const close = await matron.sendShown(last, '/meetings', {
    ...line(one, 'Ask about falls, ring her son'),
    ...line(two, 'Benefits', jo.membershipId),
  })
  t.equal(close.statusCode, 303)
  const nobody = await me.post('/meetings', {
    month,
    decisions: [{ referralId: two.id, what: 'X', owner: 'practice', memberId: town.advisor.membershipId, dueOn: due }],
  })
  t.match(nobody, { statusCode: 400 }, 'of another organisation')
  t.equal((await me.post('/meetings/close', { month, present: 'Dr Amin' })).statusCode, 200)
  const tasks = await given.rows<{ membership_id: string }>(
    `select membership_id from tasks where kind = 'meeting-decision' and subject_id = '${two.id}' and done_at is null`,
  )
  t.same([...tasks], [{ membership_id: jo.membershipId }])
})

t.test('what becomes of a line', (t) => {
  const line = (what: string) => ({ what, owner: 'service' as const, memberId: null, dueOn: '2026-03-16' })
  const [a, b, c] = [line('a'), line('b'), line('c')]
  const cases = [
    [null, a, null, false, 'write'],
    [a, a, a, false, 'keep'],
    [a, b, a, false, 'write'],
    [a, null, a, false, 'write'],
    [a, a, b, false, 'keep'],
    [a, null, b, false, 'conflict'],
    [a, c, b, false, 'conflict'],
    [null, c, b, false, 'conflict'],
    [a, c, c, false, 'keep'],
    [a, a, b, true, 'write'],
    [a, c, b, true, 'write'],
    [a, b, null, false, 'write'],
  ] as const
  for (const [had, typed, now, isMine, expected] of cases)
    t.equal(
      mergeLine({ had, typed, now, isMine }),
      expected,
      `${had?.what} → ${typed?.what}, and now it says ${now?.what}`,
    )
  t.end()
})
