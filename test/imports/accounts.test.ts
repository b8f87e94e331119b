import t from 'tap'
import { startApp } from '../support/app.ts'
import { toCsv } from '../support/caseload.ts'
import { askUntilDone, runToEnd, upload } from '../support/upload.ts'

const HEADINGS = ['Full name', 'E-mail', 'Job', 'Works for', 'Manager']
type Row = { number: number; faults: { column: string; message: string }[] }

/** Where the one link of a mail leads. */
const tokenOf = (body: string): string => /#(\S+)/.exec(body)?.[1] ?? /token=(\S+)/.exec(body)?.[1] ?? ''

t.test('accounts come in from a file: each row is an invitation, and a second time nothing changes', async (t) => {
  const test = await startApp(t)
  const { given, as, anybody, sent } = test
  const { town } = given
  const administrator = as(town.administrator)
  const rows = [
    HEADINGS,
    ['Nell New', 'Nell.New@wharf.example', 'Referrer', 'Wharf Lane Surgery, Millbridge', 'yes'],
    ['Adam Second', ' adam.second@links.example ', 'link worker', 'Community Links, Millbridge', ''],
    ['Gus Group', 'gus@lunch.example', 'provider', 'Chapel Lunch Club, Millbridge', 'no'],
    ['Rina Referrer', town.referrer.email, 'referrer', 'Wharf Lane Surgery, Millbridge', ''],
    ['', 'nobody@wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', ''],
    ['No Address', 'wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', ''],
    ['No Role', 'no.role@wharf.example', 'captain', 'Wharf Lane Surgery, Millbridge', ''],
    ['No Place', 'no.place@wharf.example', 'referrer', 'Somewhere Else', ''],
    ['Wrong Place', 'wrong.place@wharf.example', 'advisor', 'Wharf Lane Surgery, Millbridge', ''],
    ['Maybe Manager', 'maybe@wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', 'perhaps'],
    ['Nell Again', 'nell.new@wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', ''],
  ]
  const { body } = await upload(administrator, 'accounts', toCsv(rows, ','))
  const tried = await administrator.post(`/imports/${body.id}/dry-run`)
  t.match(tried.body.counts, { ok: 3, 'already-there': 1, error: 7 }, tried.text)
  const { body: wrong } = await administrator.get(`/imports/${body.id}/rows?state=error`)
  t.same(
    wrong.items.map(({ number, faults }: Row) => [number, faults[0]?.column]),
    [
      [6, 'Name'],
      [7, 'Email'],
      [8, 'Role'],
      [9, 'Organisation'],
      [10, 'Role'],
      [11, 'Manager'],
      [12, 'Email'],
    ],
    'each fault on its row, in its column',
  )
  t.match((await administrator.get(`/imports/${body.id}/errors`)).text, /captain.*Role: Choose one role/)
  t.same(await given.rows('select id from invitations'), [], 'a dry run invites nobody')

  t.match((await runToEnd(test, administrator, body.id)).body, { status: 'done', left: 0, counts: { imported: 3 } })
  t.equal(sent.mail.length, 3)
  const mail = sent.mail.find(({ to }) => to === 'nell.new@wharf.example')
  const joined = await anybody.post('/invitations/accept', {
    token: tokenOf(mail?.text ?? ''),
    password: 'plum harbour lantern 42',
  })
  t.equal(joined.statusCode, 200, joined.text)
  t.match(
    await given.rows(`select is_manager, role from memberships where id = '${joined.body.membershipId}'`),
    [{ is_manager: true, role: 'referrer' }],
    'the file said that she looks after the others',
  )

  const again = await upload(administrator, 'accounts', toCsv(rows, ';'))
  t.match((await administrator.post(`/imports/${again.body.id}/dry-run`)).body.counts, { ok: 0, 'already-there': 5 })
  await runToEnd(test, administrator, again.body.id)
  t.equal(sent.mail.length, 3, 'nobody is asked twice')
  t.equal((await given.rows('select id from invitations')).length, 3)

  const back = await askUntilDone(administrator, `/imports/${body.id}/take-back`)
  t.match(back.body, { status: 'taken-back', counts: { 'taken-back': 2, 'worked-on': 1 } }, back.text)
  t.equal((await given.rows('select id from invitations where revoked_at is null')).length, 1)
  const late = sent.mail.find(({ to }) => to === 'gus@lunch.example')
  const tooLate = { token: tokenOf(late?.text ?? ''), password: 'plum harbour lantern 42' }
  t.match(await anybody.post('/invitations/accept', tooLate), { statusCode: 410 }, 'its link opens nothing')
})

t.test(
  'a manager brings accounts of their own organisation, makes no managers, and sees no other import',
  async (t) => {
    const test = await startApp(t)
    const { given, as } = test
    const { town } = given
    const administrator = as(town.administrator)
    await administrator.put(`/memberships/${town.referrer.membershipId}/manager`, { isManager: true })
    const manager = as(town.referrer)
    const rows = [
      HEADINGS,
      ['Nell New', 'nell.new@wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', ''],
      ['Hal Hill', 'hal@hilltop.example', 'referrer', 'Hilltop Practice, Millbridge', ''],
      ['Ann Admin', 'ann@office.example', 'administrator', 'Scheme Office, Millbridge', ''],
      ['Mo Manager', 'mo@wharf.example', 'referrer', 'Wharf Lane Surgery, Millbridge', 'yes'],
    ]
    const { body } = await upload(manager, 'accounts', toCsv(rows))
    t.match((await manager.post(`/imports/${body.id}/dry-run`)).body.counts, { ok: 1, error: 3 })
    t.match((await runToEnd(test, manager, body.id)).body.counts, { imported: 1, error: 3 })
    t.match(await given.rows('select email from invitations'), [{ email: 'nell.new@wharf.example' }])

    const other = await upload(administrator, 'accounts', toCsv(rows))
    t.equal(other.body.wasThere, false, 'the same file of somebody else is another import')
    t.match(await manager.get(`/imports/${other.body.id}`), { statusCode: 404 })
    t.match((await manager.get('/imports')).body.items, [{ id: body.id }])
    t.match(await upload(manager, 'organisations', toCsv(rows)), { statusCode: 403 })
    t.match(await as(town.otherReferrer).get('/imports'), { statusCode: 403 })
  },
)

t.test('a run goes on in the name of whoever asked for it, and stops when they may not any more', async (t) => {
  const test = await startApp(t)
  const { given, as, runJobs } = test
  const administrator = as(given.town.administrator)
  const rows = [HEADINGS, ['Gus Group', 'gus@lunch.example', 'provider', 'Chapel Lunch Club, Millbridge', '']]
  const { body } = await upload(administrator, 'accounts', toCsv(rows))
  await administrator.post(`/imports/${body.id}/dry-run`)
  t.match(await administrator.post(`/imports/${body.id}/run`), {
    statusCode: 202,
    body: { status: 'running', left: 1 },
  })
  await given.rows(`update memberships set ended_at = now() where id = '${given.town.administrator.membershipId}'`)
  await runJobs()
  t.same(await given.rows('select id from invitations'), [])
  t.match(await given.rows('select status from imports'), [{ status: 'tried' }])
})
