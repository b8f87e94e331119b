import t from 'tap'
import { codeFor } from '../../src/features/setup/list-rules.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const { app, given, as } = await startApp(t)
const { town } = given
const administrator = as(town.administrator)
const add = (list: string, label: string, isSensitive = false) =>
  administrator.post(`/scheme/lists/${list}/items`, { label, isSensitive })
const change = (list: string, code: string, body: object) =>
  administrator.post(`/scheme/lists/${list}/items/${code}`, body)
const itemsOf = async (list: string): Promise<{ code: string; label: string; retiredOn: string | null }[]> =>
  (await as(town.referrer).get('/scheme')).body.lists[list]

t.test('words are added, named anew and taken out of use; what was chosen stays', async (t) => {
  const added = await add('need', 'Damp at home')
  t.match(added, { statusCode: 201, body: { code: 'damp-at-home', isSensitive: false, retiredOn: null } }, added.text)
  const referral = await given.referral({ needs: ['damp-at-home'] })
  t.match((await itemsOf('need')).at(-1), { code: 'damp-at-home', label: 'Damp at home' }, 'it stands last')
  t.match((await add('need', 'damp at HOME')).body.errors, [{ pointer: '#/label' }], 'the same words once')

  await change('need', 'damp-at-home', { label: 'Damp, mould or cold', isSensitive: false })
  t.match((await itemsOf('need')).at(-1), { code: 'damp-at-home', label: 'Damp, mould or cold' }, 'the code stays')
  const retired = await change('need', 'damp-at-home', { label: 'Damp', isSensitive: false, isRetired: true })
  t.match(retired.body, { retiredOn: '2026-03-02' })
  const refused = await as(town.referrer).post('/referrals', given.referralDetails({ needs: ['damp-at-home'] }))
  t.equal(refused.statusCode, 400, 'nobody chooses it any more')
  t.same(
    (await as(town.referrer).get(`/referrals/${referral.id}`)).body.needs,
    ['damp-at-home'],
    'what was chosen stays',
  )
  t.equal((await add('need', 'Damp')).statusCode, 201, 'the words are free again, with a code of their own')
  t.equal((await itemsOf('need')).at(-1)?.code, 'damp')
  const back = await change('need', 'damp-at-home', { label: 'Damp', isSensitive: false })
  t.match(back.body.errors, [{ pointer: '#/label' }], 'not twice by coming back')

  const log = await given.rows<{ action: string }>(
    "select action from audit_tail where action like 'scheme.list-item-%' order by id",
  )
  t.equal(log.length, 4, 'each change is on record')
})

t.test('what the service writes by itself stays, and one at least', async (t) => {
  const died = { label: 'They have died', isSensitive: false }
  t.match((await change('closure-reason', 'died', { ...died, isRetired: true })).body.errors, [
    { pointer: '#/isRetired' },
  ])
  t.equal((await change('closure-reason', 'died', died)).statusCode, 200, 'but may be named')
  const reasons = await itemsOf('hold-reason')
  const answers = []
  for (const { code, label } of reasons)
    answers.push((await change('hold-reason', code, { label, isSensitive: false, isRetired: true })).statusCode)
  t.same(answers, [...reasons.slice(1).map(() => 200), 400])
  t.equal((await change('need', 'no-such', died)).statusCode, 404)
  t.equal((await add('no-such', 'Words')).statusCode, 404)
})

t.test('two who add the same words at once: once', async (t) => {
  const both = await Promise.all([add('return-reason', 'Ring us'), add('return-reason', 'Ring us')])
  t.same(both.map(({ statusCode }) => statusCode).toSorted(), [201, 400])
})

t.test('on the pages, with what was typed kept', async (t) => {
  const office = createBrowser(app)
  await office.signIn(town.administrator)
  t.match((await office.get('/settings')).text, 'href="/settings/lists/activity-category"')
  const list = '/settings/lists/activity-category'
  t.match(await office.send(list, list, {}), { statusCode: 400, title: /^Error: / })
  t.equal((await office.send(list, list, { label: 'Choir', isSensitive: 'yes' })).location, `${list}?done=added`)
  t.match((await office.get(list)).text, /Choir<\/a> <strong[^>]*>Sensitive/)
  const item = `${list}/choir`
  const wrong = await office.send(item, item, { label: 'C', isRetired: 'no' })
  t.equal(wrong.statusCode, 400)
  t.match(wrong.text, 'value="C"')
  t.equal((await office.send(item, item, { label: 'Singing', isRetired: 'yes' })).statusCode, 303)
  t.match((await office.get(list)).text, /Singing<\/a> <strong[^>]*>Not chosen since 2 Mar 2026/)
})

t.test('a code is made of the words', (t) => {
  t.equal(codeFor('Écoute & café', []), 'e-coute-cafe')
  t.equal(codeFor('Damp', ['damp', 'damp-2']), 'damp-3')
  t.equal(codeFor('—', []), 'item')
  t.match(codeFor('x'.repeat(200), []), /^x{1,60}$/)
  t.end()
})
