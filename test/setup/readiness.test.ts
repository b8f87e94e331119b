import t from 'tap'
import { CONFIRMATIONS } from '../../src/features/setup/kinds.ts'
import { startApp, type TestApp } from '../support/app.ts'

type Missing = { what: string; todo: string; isMust: boolean; because: string }

const missingIn = async ({ given, as }: TestApp): Promise<Missing[]> =>
  (await as(given.town.administrator).get('/scheme/readiness')).body.missing
const find = async (test: TestApp, what: string) => (await missingIn(test)).find((missing) => missing.what === what)

t.test('whatever is missing says what to do, whether it must be there, and why', async (t) => {
  const test = await startApp(t)
  const missing = await missingIn(test)
  t.ok(missing.length > 10)
  for (const { what, todo, because } of missing) {
    t.match(todo, /^[A-Z]/, what)
    t.ok(because.length > 20, what)
  }
  t.same(
    missing.filter(({ isMust }) => isMust).map(({ what }) => what),
    ['phone-crisisLine', 'phone-adultSafeguarding', 'phone-outOfHours', 'concern-ladder', 'lone-working-ladder'],
  )
})

t.test('without a privacy notice that holds today a scheme does not go live', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  await given.rows(`update privacy_notices set holds_from = '2026-03-03'`)
  t.match(await find(test, 'privacy-notice'), { isMust: true })
  const refusal = await as(given.town.administrator).post('/scheme/go-live')
  t.match(refusal, { statusCode: 422 })
  t.ok(refusal.body.errors.some(({ pointer }: { pointer: string }) => pointer === '#/privacy-notice'))
  test.clock.set('2026-03-03T00:30:00Z')
  t.equal(await find(test, 'privacy-notice'), undefined, 'its day has come')
})

t.test('the duty rota is asked about the working days of the coming two weeks', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  t.match(await find(test, 'duty-rota'), { isMust: false, todo: /^Name somebody on duty for 10 working days/ })
  const put = (line: object) =>
    as(town.teamLead).post('/duty-rota', { membershipId: town.advisor.membershipId, ...line })
  for (const weekday of ['monday', 'tuesday', 'wednesday', 'thursday'])
    t.equal((await put({ weekday, fromOn: '2026-03-02' })).statusCode, 201)
  t.match(await find(test, 'duty-rota'), { todo: /for 2 working days/ })
  await put({ onDay: '2026-03-06' })
  t.match(await find(test, 'duty-rota'), { todo: /for one working day/ })
  await put({ onDay: '2026-03-13' })
  t.equal(await find(test, 'duty-rota'), undefined)
})

t.test('mail and text are tested by a message to oneself, and count once a server took it', async (t) => {
  const test = await startApp(t)
  const { given, as, runJobs, sent } = test
  const administrator = as(given.town.administrator)
  t.match(await administrator.post('/scheme/tests/text'), { statusCode: 422, body: { detail: /Enter your number/ } })
  await administrator.put('/me/notices', { choices: [], phone: '07700 900123' }, { headers: { 'if-match': '"1"' } })
  for (const way of ['mail', 'text']) t.match(await administrator.post(`/scheme/tests/${way}`), { statusCode: 202 })
  t.match(await find(test, 'mail-tested'), { isMust: false }, 'written, and not sent yet')
  await runJobs()
  t.equal(sent.mail.at(-1)?.to, given.town.administrator.email)
  t.equal(sent.text.length, 1)
  const { body } = await administrator.get('/scheme/readiness')
  t.match(body.tested, { mail: '2026-03-02T09:30:00.000Z', text: '2026-03-02T09:30:00.000Z' })
  t.notOk(body.missing.some(({ what }: Missing) => what.endsWith('-tested')))
})

t.test('a test that came back does not count', async (t) => {
  const test = await startApp(t)
  const { given, as, runJobs } = test
  await as(given.town.administrator).post('/scheme/tests/mail')
  await runJobs()
  t.equal(await find(test, 'mail-tested'), undefined)
  await given.rows(`update outgoing_messages set status = 'bounced', failed_at = now(), failure = 'smtp-550'`)
  t.ok(await find(test, 'mail-tested'))
})

t.test('groups that have an activity and have signed nothing are counted', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  await given.rows('update sharing_agreements set to_on = from_on')
  const added = await as(given.town.provider).post('/activities', {
    providerId: given.town.providerId,
    name: 'Lunch club',
    category: 'community-hub',
    description: 'A meal and company',
    when: 'Tuesdays 12 to 2',
    capacity: 12,
    locationKind: 'online',
  })
  t.equal(added.statusCode, 201, added.text)
  t.match(await find(test, 'sharing-agreements'), { isMust: false, todo: /and none: 1$/ })
  await given.rows(`update sharing_agreements set to_on = '2026-03-02'`)
  t.equal(await find(test, 'sharing-agreements'), undefined)
})

t.test('each default is confirmed by somebody, at a time, and again when it was looked at again', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const administrator = as(given.town.administrator)
  const asked = (await missingIn(test)).filter(({ what }) => what.startsWith('confirmed-'))
  t.equal(asked.length, CONFIRMATIONS.length)
  for (const what of CONFIRMATIONS)
    t.match(await administrator.post('/scheme/confirmations', { what }), { statusCode: 200 })
  clock.forward(1)
  await as(given.town.administrator).post('/scheme/confirmations', { what: 'needs' })
  const { body } = await as(given.town.administrator).get('/scheme/readiness')
  t.notOk(body.missing.some(({ what }: Missing) => what.startsWith('confirmed-')))
  t.match(
    body.confirmed.find(({ what }: { what: string }) => what === 'needs'),
    { at: '2026-03-03T09:30:00.000Z', by: given.town.administrator.name },
  )
  const audit = await given.rows(`select detail from audit_tail where action = 'scheme.default-confirmed'`)
  t.equal(audit.length, CONFIRMATIONS.length + 1)
})
