import t from 'tap'
import { startApp } from '../support/app.ts'
import { toCsv } from '../support/caseload.ts'
import { runToEnd, upload } from '../support/upload.ts'

t.test('practices, groups and a team come in from one file, and a second time nothing changes', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const administrator = as(given.town.administrator)
  const rows = [
    ['Practice code', 'Type', 'Organisation name', 'Tel', 'Practices served'],
    ['Y90001', 'GP practice', 'Weir Lane Surgery', '01632 960001', ''],
    ['', 'Group', 'Invented Bowls Club', '', ''],
    ['', 'team', 'Invented Care Team', '', 'Y90001'],
    ['Y9', 'practice', 'Short Code Surgery', '', ''],
    ['', 'school', 'Invented School', '', ''],
  ]
  const { body } = await upload(administrator, 'organisations', toCsv(rows, ','))
  const tried = await administrator.post(`/imports/${body.id}/dry-run`)
  t.match(tried.body.counts, { ok: 3, error: 2 }, tried.text)
  t.match((await administrator.get(`/imports/${body.id}/rows?state=error`)).body.items, [
    { number: 5, faults: [{ column: 'ODS code' }] },
    { number: 6, faults: [{ column: 'Kind' }] },
  ])
  t.match((await runToEnd(test, administrator, body.id)).body.counts, { imported: 3 })
  t.equal((await given.rows('select id from served_practices')).length, 2)
  const again = await upload(
    administrator,
    'organisations',
    toCsv([...rows, ['', 'group', 'Another Club', '', '']], ','),
  )
  await administrator.post(`/imports/${again.body.id}/dry-run`)
  t.match((await runToEnd(test, administrator, again.body.id)).body.counts, {
    imported: 1,
    'already-there': 3,
  })
})

t.test('columns that the headings do not say are said once', async (t) => {
  const { given, as } = await startApp(t)
  const administrator = as(given.town.administrator)
  const { body } = await upload(
    administrator,
    'organisations',
    toCsv([
      ['Wer', 'Type'],
      ['Invented Club', 'group'],
    ]),
  )
  t.match(await administrator.post(`/imports/${body.id}/dry-run`), {
    statusCode: 422,
    body: { errors: [{ pointer: '#/mapping/name' }] },
  })
  t.match(await administrator.post(`/imports/${body.id}/mapping`, { mapping: { name: 7 } }), { statusCode: 400 })
  t.match(await administrator.post(`/imports/${body.id}/mapping`, { mapping: { name: 0, kinds: 1 } }), {
    statusCode: 200,
  })
  t.match((await administrator.post(`/imports/${body.id}/dry-run`)).body.counts, { ok: 1 })
  t.match(await administrator.post(`/imports/${body.id}/take-back`), { statusCode: 422 })
  const template = await administrator.get('/imports/template?kind=organisations')
  t.match(template.text, /"Name","Kind","ODS code"/)
})
