import t from 'tap'
import { registerOutboxPage } from '../../src/demo/outbox-page.ts'
import { startApp } from '../support/app.ts'

t.test('the demo shows what would have been sent, escaped, without a script', async (t) => {
  const { app, pools, given, as, runJobs } = await startApp(t)
  registerOutboxPage(app, { authSql: pools.auth.sql, isProduction: false })
  const { statusCode, body, headers } = await app.inject('/demo/outbox')
  t.match({ statusCode, body }, { statusCode: 200, body: /Nothing yet/ })
  t.match(headers['content-security-policy'], /^default-src 'none'; style-src 'sha256-/)
  t.notMatch(headers['content-security-policy'], /unsafe|script-src/)

  await given.rows(
    `update memberships set name = '<script>alert(1)</script>' where id = '${given.town.advisor.membershipId}'`,
  )
  await as(given.town.advisor).post('/me/test-mail')
  await runJobs()
  const page = (await app.inject('/demo/outbox')).body
  t.match(page, /Today: A test/)
  t.match(page, /&lt;script&gt;alert\(1\)/)
  t.notMatch(page, /<script/)
  await given.rows(
    `update outgoing_messages set body = 'Open {link}', link = '{"purpose":"week","id":"${given.town.serviceId}","path":"/links/week/","expiresAt":"2030-01-01T00:00:00Z"}'`,
  )
  t.match(
    (await app.inject('/demo/outbox')).body,
    /Open https:\/\/rother\.example\/links\/week\/week\./,
    'in the path, as it is sent',
  )
  t.match(page, /Sign in: https:\/\/rother\.example/)
})

t.test('it does not stand in production', async (t) => {
  const { app, pools } = await startApp(t)
  t.throws(() => registerOutboxPage(app, { authSql: pools.auth.sql, isProduction: true }), /for the demo alone/)
})
