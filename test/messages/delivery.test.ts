import t from 'tap'
import { MAX_ATTEMPTS } from '../../src/platform/jobs/retry.ts'
import { openMail } from '../../src/platform/mail.ts'
import { signBody } from '../../src/platform/signature.ts'
import { startApp, TEST_REPORTS_SECRET, type TestApp } from '../support/app.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const PATIENCE_MS = 2_000

async function start(
  t: Parameters<typeof startApp>[0],
  timeoutMs = PATIENCE_MS,
): Promise<TestApp & { smtp: TestSmtp }> {
  const smtp = await startSmtp(t)
  const mail = openMail({ smtpUrl: smtp.url, from: 'Rother <no-reply@rother.example>', timeoutMs })
  t.teardown(async () => mail.close())
  return { ...(await startApp(t, { ports: { mail, text: undefined } })), smtp }
}

/** The administrator sends a mail to themselves; gives what became of it. */
async function sendTest({ given, as, runJobs }: TestApp) {
  const administrator = as(given.town.administrator)
  const { body } = await administrator.post('/me/test-mail')
  await runJobs()
  return async () => {
    const { items } = (await as(given.town.administrator).get('/outgoing')).body
    return items.find(({ id }: { id: string }) => id === body.outgoingIds[0])
  }
}

/** Lets the jobs come round until nothing is put off any more. */
async function waitOut({ clock, runJobs }: TestApp, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.forward(0.3)
    await runJobs()
  }
}

const toTester = (smtp: TestSmtp, app: TestApp) =>
  smtp.taken.filter(
    ({ subject, to }) => subject?.includes('A test') && JSON.stringify(to).includes(app.given.town.administrator.email),
  )

t.test('a mail is taken by the server, plain, with the id of its job', async (t) => {
  const app = await start(t)
  const { smtp } = app
  const state = await sendTest(app)
  t.match(await state(), { status: 'sent', channel: 'mail', event: 'test-message', failure: null })
  const [mail] = toTester(smtp, app)
  t.equal(mail?.html, false)
  t.match(mail?.text, /It arrived\.[\s\S]*https:\/\/rother\.example/)
  const [row] = await app.given.rows<{ id: string }>(
    `select scheme_id || '.' || job_id as id from outgoing_messages where event = 'test-message'`,
  )
  t.equal(mail?.messageId, `<${row?.id}@rother.example>`)
  t.equal(mail?.headers.get('auto-submitted'), 'auto-generated')
})

t.test('a temporary refusal is tried again, and the mail arrives once', async (t) => {
  const app = await start(t)
  app.smtp.answers.recipient = () => 451
  const state = await sendTest(app)
  t.match(await state(), { status: 'waiting' })
  t.equal(toTester(app.smtp, app).length, 0)
  app.smtp.answers.recipient = () => undefined
  await waitOut(app, 2)
  t.match(await state(), { status: 'sent' })
  t.equal(toTester(app.smtp, app).length, 1)
})

t.test('a mailbox that is refused for good bounces at once, and is a task', async (t) => {
  const app = await start(t)
  const { given, as } = app
  const lead = given.town.teamLead
  app.smtp.answers.recipient = () => 550
  const { body } = await as(lead).post('/me/test-mail')
  await app.runJobs()
  const { items } = (await as(lead).get('/outgoing?failed=true')).body
  t.match(items, [{ id: body.outgoingIds[0], status: 'bounced', failure: 'smtp-550' }])
  const tasks = (await as(lead).get('/tasks')).body.items
  t.match(tasks, [{ kind: 'message-not-delivered', membershipId: lead.membershipId }])
  t.notMatch(app.logged(), /thornley|550 no/, 'what the server said is in no log')

  app.smtp.answers.recipient = () => undefined
  t.equal((await as(lead).post(`/outgoing/${body.outgoingIds[0]}/send-again`)).statusCode, 200)
  await app.runJobs()
  t.match((await as(lead).get('/outgoing')).body.items[0], { status: 'sent', failure: null })
  t.same((await as(lead).get('/tasks')).body.items, [])
  t.match(await as(lead).post(`/outgoing/${body.outgoingIds[0]}/send-again`), { statusCode: 409 })
})

t.test('a text that is refused for good has failed: the mailbox is not dead', async (t) => {
  const app = await start(t)
  app.smtp.answers.text = () => 554
  t.match(await (await sendTest(app))(), { status: 'failed', failure: 'smtp-554' })
})

t.test('a server that is gone, or slow, is waited for; after the last try somebody hears of it', async (t) => {
  const app = await start(t, 300)
  await app.smtp.stop()
  const state = await sendTest(app)
  t.match(await state(), { status: 'waiting' })
  const back = await startSmtp(t, app.smtp.port)
  back.answers.waitMs = 2_000
  await waitOut(app, 1)
  t.match(await state(), { status: 'waiting' }, 'slow is not refused')
  await back.stop()
  await waitOut(app, MAX_ATTEMPTS)
  t.match(await state(), { status: 'failed', failure: /^gave-up-/ })
  const tasks = (await app.as(app.given.town.teamLead).get('/tasks')).body.items
  t.match(tasks, [{ kind: 'message-not-delivered' }], 'an administrator has no list of tasks: the lead hears of it')
})

t.test('the worker dies after the server took it: the second mail has the same Message-ID', async (t) => {
  const app = await start(t)
  app.smtp.answers.text = () => 0
  const state = await sendTest(app)
  t.match(await state(), { status: 'waiting' })
  app.smtp.answers.text = () => undefined
  await waitOut(app, 2)
  t.match(await state(), { status: 'sent' })
  const ids = toTester(app.smtp, app).map(({ messageId }) => messageId)
  t.equal(ids.length, 2)
  t.equal(new Set(ids).size, 1, 'so a mail program shows one')
})

t.test('a bounce that comes later marks the practice’s mailbox dead, until its address is changed', async (t) => {
  const app = await start(t)
  const { given, as, anybody, clock } = app
  const { town } = given
  await given.rows(`update organisations set email = 'reception@wharf-lane.example' where id = '${town.practiceId}'`)
  await given.referral()
  await app.runJobs()
  const mail = app.smtp.taken.find(({ to }) => JSON.stringify(to).includes('reception@wharf-lane.example'))
  t.match(mail?.subject, /^A message in the inbox \([0-9A-F]{8}\)$/)
  t.notMatch(`${mail?.subject} ${mail?.text}`, /Edith|Thornley|loneliness|Alone/)

  const report = JSON.stringify({ messageId: mail?.messageId, status: 'bounced', code: '5.1.1' })
  const send = (body: string, signature: string) =>
    anybody.post('/mail/bounces', JSON.parse(body), { headers: { 'rother-signature': signature } })
  const signed = signBody(TEST_REPORTS_SECRET, report, clock.now())
  t.match(await send(report, 't=1,v1=00'), { statusCode: 403 }, 'unsigned')
  t.match(await send(report, signBody('another secret', report, clock.now())), { statusCode: 403 })
  t.match(await send(report.replace('5.1.1', '5.1.2'), signed), { statusCode: 403 }, 'another body')
  t.match(
    await send(report, signBody(TEST_REPORTS_SECRET, report, new Date('2026-03-02T09:00:00Z'))),
    { statusCode: 403 },
    'kept and sent again',
  )
  t.match(await send(report, signed), { statusCode: 200, body: { taken: true } })
  t.match(await send(report, signed), { statusCode: 200 }, 'told twice')

  const lead = as(town.teamLead)
  const dead = async () => (await lead.get('/organisations/dead-mailboxes')).body.items
  t.match(await dead(), [{ organisationId: town.practiceId, failure: 'reported-5.1.1' }])
  const tasks = (await lead.get('/tasks')).body.items
  t.match(tasks, [{ kind: 'message-not-delivered', subjectKind: 'organisation', subjectId: town.practiceId }])
  t.equal(tasks.length, 1)
  await given.rows(`update organisations set email = 'desk@wharf-lane.example' where id = '${town.practiceId}'`)
  t.same(await dead(), [], 'another address is another mailbox')
})

t.test('a bounce as mail servers send it is read; what is late, unsigned or no report marks nothing', async (t) => {
  const app = await start(t)
  const { given, as, anybody, clock } = app
  const { town } = given
  await given.rows(`update organisations set email = 'reception@wharf-lane.example' where id = '${town.practiceId}'`)
  await given.referral()
  await app.runJobs()
  const mail = app.smtp.taken.find(({ to }) => JSON.stringify(to).includes('reception@wharf-lane.example'))
  const send = (raw: string, signature = signBody(TEST_REPORTS_SECRET, raw, clock.now())) =>
    app.app.inject({
      method: 'POST',
      url: '/api/v1/mail/bounces',
      headers: { 'content-type': 'message/rfc822', 'rother-signature': signature },
      payload: raw,
    })
  const lead = as(town.teamLead)
  const dead = async () => (await lead.get('/organisations/dead-mailboxes')).body.items
  const report = (action: string) => bounceOf(mail?.messageId ?? '', action)

  t.equal((await send(report('failed'), 't=1,v1=00')).statusCode, 403, 'unsigned')
  t.equal((await send('Subject: On holiday\r\n\r\nBack on Monday')).statusCode, 400, 'no report')
  t.match((await send(report('delayed'))).json(), { taken: false }, 'it may still arrive')
  t.same(await dead(), [])
  t.match((await send(report('failed'))).json(), { taken: true })
  t.match(await dead(), [{ organisationId: town.practiceId, failure: 'reported-5.1.1' }])
  t.equal((await anybody.post('/mail/bounces', {})).statusCode, 403)

  const works = `/organisations/${town.practiceId}/mailbox-works`
  const rung = await lead.post(works)
  t.same([rung.statusCode, rung.body.items], [200, []], 'somebody rang')
  t.same((await lead.get('/tasks')).body.items, [], 'and nobody has to ring again')
  t.equal((await lead.post(works)).statusCode, 409)
  t.equal((await as(town.advisor).post(works)).statusCode, 403)
})

/** As Postfix writes it. */
const bounceOf = (messageId: string, action: string): string =>
  [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'To: rother@rother.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <another@mx.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'I am sorry to have to tell you. Action: delivered',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; reception@wharf-lane.example',
    `Action: ${action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    ' mailbox',
    '',
    '--part',
    'Content-Type: message/rfc822',
    '',
    'Subject: A message in the inbox',
    'Message-ID:',
    ` ${messageId}`,
    '',
    'Sign in.',
    '--part--',
    '',
  ].join('\r\n')

t.test('without a mail server nothing is lost: it waits to be sent again, and no list fills up', async (t) => {
  const app = await startApp(t, { ports: { mail: undefined, text: undefined } })
  t.match(await (await sendTest(app))(), { status: 'failed', failure: 'not-set-up' })
  t.same((await app.as(app.given.town.teamLead).get('/tasks')).body.items, [])
})
