import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import postgres from 'postgres'
import t from 'tap'
import { startApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'

const SCRIPT = new URL('../../docs/how-to/walk-the-whole-job.sh', import.meta.url).pathname

t.test('the walk in docs/how-to goes from a referral to its close, as it is written', async (t) => {
  const { app, given, databaseUrl, runJobs, clock } = await startApp(t)
  clock.set(new Date())
  const { referrer, advisor, provider, commissioner } = given.town
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  for (const member of [referrer, advisor, provider, commissioner]) {
    await sql`update accounts set email = ${`${member.role}@demo.rother.example`} where id = ${member.accountId}`
  }
  await sql.end()
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const working = setInterval(() => runJobs().catch(() => {}), 300)
  t.teardown(() => clearInterval(working))

  const { stdout } = await promisify(execFile)('bash', [SCRIPT], {
    env: { ...process.env, ROTHER_URL: url, DEMO_PASSWORD: PASSWORD },
  })

  t.match(stdout, /Reference [2-9A-Z]{3}-[2-9A-Z]{4}, answered by/)
  t.match(stdout, /Make the first contact with the person/, 'the allocated referral says what is owed')
  t.match(stdout, /null\n.*"familyName":"Hartshorne"/, 'no name before the yes, the name after it')
  t.match(
    stdout,
    /\["referral-closed","plan-agreed","first-contact-made","referral-received"\]/,
    'the practice heard of each milestone',
  )
  t.match(stdout, /Ada Advisor, .*Community Links/, 'the author stands in the text itself')
  t.match(stdout, /Done: sent, answered, visited/)
})
