import t from 'tap'
import { signBody } from '../../src/platform/signature.ts'
import { openText } from '../../src/platform/text.ts'
import { startApp, TEST_REPORTS_SECRET, type TestApp } from '../support/app.ts'
import { startTextService } from '../support/text-service.ts'

const NUMBER = '+447700900123'
const TOKEN = 'a token that only the tests know'

async function start(t: Parameters<typeof startApp>[0]) {
  const service = await startTextService(t)
  const text = openText({ url: service.url, token: TOKEN, timeoutMs: 2_000 })
  const app = await startApp(t, { ports: { mail: undefined, text } })
  await app.as(app.given.town.teamLead).put('/me/notices', { phone: NUMBER }, { headers: { 'if-match': '"1"' } })
  return { ...app, service }
}

async function sendTest({ given, as, runJobs }: TestApp) {
  const { outgoingIds } = (await as(given.town.teamLead).post('/me/test-mail')).body
  await runJobs()
  return async () => {
    const { items } = (await as(given.town.teamLead).get('/outgoing')).body
    return items.find(({ id }: { id: string }) => id === outgoingIds[1])
  }
}

const tell = ({ anybody, clock }: TestApp, path: string, body: object) =>
  anybody.post(path, body, {
    headers: { 'rother-signature': signBody(TEST_REPORTS_SECRET, JSON.stringify(body), clock.now()) },
  })

t.test('a text goes out with its token and its key, and a report says that it arrived', async (t) => {
  const app = await start(t)
  const state = await sendTest(app)
  t.match(app.service.taken, [
    { authorization: `Bearer ${TOKEN}`, body: { to: NUMBER, text: /^A test\. Sign in: https/ } },
  ])
  t.equal(app.service.taken[0]?.key, app.service.taken[0]?.body.id)
  t.match(await state(), { channel: 'text', status: 'sent' })
  const id = app.service.taken[0]?.body.id
  t.match(await tell(app, '/texts/reports', { id, status: 'delivered' }), { statusCode: 200, body: { taken: true } })
  t.match(await state(), { status: 'delivered' })
  t.match(await tell(app, '/texts/reports', { id: 'nonsense', status: 'failed' }), {
    statusCode: 200,
    body: { taken: false },
  })
  t.match(await app.anybody.post('/texts/reports', { id, status: 'failed' }), { statusCode: 403 })
})

t.test('a service that is busy is asked again; a number it refuses has failed', async (t) => {
  const app = await start(t)
  app.service.answer.status = 503
  const state = await sendTest(app)
  t.match(await state(), { status: 'waiting' })
  app.service.answer.status = 400
  app.clock.forward(1)
  await app.runJobs()
  t.match(await state(), { status: 'failed', failure: 'http-400' })
  t.equal(new Set(app.service.taken.map(({ body }) => body.id)).size >= 1, true)
})

t.test('somebody answers by text: it is kept once, and whoever sent the last has a task', async (t) => {
  const app = await start(t)
  const { given, as } = app
  await sendTest(app)
  const answer = { schemeId: given.town.schemeId, id: 'in-1', from: NUMBER, text: 'Can it be Thursday?' }
  t.equal((await tell(app, '/texts/incoming', answer)).statusCode, 200)
  t.equal((await tell(app, '/texts/incoming', answer)).statusCode, 200, 'told twice')
  const lead = as(given.town.teamLead)
  t.match((await lead.get('/texts')).body.items, [{ number: NUMBER, body: 'Can it be Thursday?' }])
  const tasks = (await lead.get('/tasks')).body.items
  t.match(tasks, [{ kind: 'answered-by-text', membershipId: given.town.teamLead.membershipId }])
  t.equal(tasks.length, 1)
  t.notMatch(app.logged(), /Thursday|7700900123/)
})

t.test('STOP ends texts to a number, and START begins them again', async (t) => {
  const app = await start(t)
  const word = (id: string, text: string) =>
    tell(app, '/texts/incoming', { schemeId: app.given.town.schemeId, id, from: NUMBER, text })
  t.equal((await word('1', ' Stop. ')).statusCode, 200)
  t.match(await (await sendTest(app))(), { status: 'failed', failure: 'stopped-by-recipient' })
  t.same(app.service.taken, [])
  await word('2', 'START')
  t.match(await (await sendTest(app))(), { status: 'sent' })
})
