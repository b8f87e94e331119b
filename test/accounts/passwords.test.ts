import t from 'tap'
import { startApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'
import { lastToken, mailsOf } from './links.ts'

const NEXT = 'kettle orchard violin'
const test = await startApp(t)
const { given, as, anybody, clock } = test
const { town } = given

t.test('an unknown address gets the same answer as a known one, and no mail', async (t) => {
  const known = await anybody.post('/password-resets', { email: town.provider.email })
  const unknown = await anybody.post('/password-resets', { email: 'nobody@millbridge.example' })
  t.equal(known.statusCode, 202)
  t.equal(unknown.statusCode, 202)
  t.equal(unknown.text, known.text)
  test.queries.reset()
  await anybody.post('/password-resets', { email: 'nobody.either@millbridge.example' })
  const forNobody = test.queries.count()
  test.queries.reset()
  await anybody.post('/password-resets', { email: town.otherProvider.email })
  t.equal(test.queries.count(), forNobody, 'one statement in either case')
  await test.runJobs()
  t.equal((await mailsOf(test, 'password')).length, 2)
})

t.test('the link sets a new password once, and ends every session', async (t) => {
  const { email } = town.referrer
  const client = as(town.referrer)
  t.equal((await client.get('/me')).statusCode, 200)
  await anybody.post('/password-resets', { email: email.toUpperCase() })
  const token = await lastToken(test, 'password')
  const weak = await anybody.post('/password-resets/finish', { token, password: 'short' })
  t.equal(weak.statusCode, 400)
  const answers = await Promise.all(
    [1, 2].map(() => anybody.post('/password-resets/finish', { token, password: NEXT })),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [204, 410], 'two at once: one wins')
  t.equal((await client.get('/me')).statusCode, 401)
  t.equal((await anybody.post('/sessions', { email, password: PASSWORD })).statusCode, 401)
  t.equal((await anybody.post('/sessions', { email, password: NEXT })).statusCode, 201)
  await test.runJobs()
  const told = (await mailsOf(test, 'account-notice')).filter(({ subject }) => /password .* was changed/.test(subject))
  t.equal(told.length, 1, 'its holder hears of it, in case it was not them')
})

t.test('a link is over after an hour, and when the password changed another way', async (t) => {
  const { email } = town.teamReferrer
  await anybody.post('/password-resets', { email })
  const late = await lastToken(test, 'password')
  clock.forward(1 / 23)
  t.equal((await anybody.post('/password-resets/finish', { token: late, password: NEXT })).statusCode, 410)
  await anybody.post('/password-resets', { email })
  const token = await lastToken(test, 'password')
  const changed = await as(town.teamReferrer).post('/me/password', { current: PASSWORD, new: NEXT })
  t.equal(changed.statusCode, 204, changed.text)
  t.equal((await anybody.post('/password-resets/finish', { token, password: 'another violin kettle' })).statusCode, 410)
  await test.runJobs()
  t.match((await mailsOf(test, 'account-notice')).at(-1), { subject: /password .* was changed/ })
})

t.test('changing it asks for the old one, keeps this session and ends the others', async (t) => {
  const { email } = town.commissioner
  const here = as(town.commissioner)
  const wrong = await here.post('/me/password', { current: 'not it at all', new: NEXT })
  t.equal(wrong.statusCode, 401)
  t.equal((await here.post('/me/password', { current: PASSWORD, new: 'password1234' })).statusCode, 400)
  const { body: other } = await anybody.post('/sessions', { email, password: PASSWORD })
  t.equal((await here.post('/me/password', { current: PASSWORD, new: NEXT })).statusCode, 204)
  t.equal((await here.get('/me')).statusCode, 200)
  const headers = { authorization: `Bearer ${other.accessToken}` }
  t.equal((await anybody.get('/me', { headers })).statusCode, 401)
})

t.test('one address is sent three links an hour', async (t) => {
  const { email } = town.privacyOfficer
  for (let n = 0; n < 5; n += 1) t.equal((await anybody.post('/password-resets', { email })).statusCode, 202)
  const sent = () => given.rows(`select 1 from password_resets where email = '${email}'`)
  t.equal((await sent()).length, 3)
  clock.forward(1 / 20)
  await anybody.post('/password-resets', { email })
  t.equal((await sent()).length, 4)
})

t.test('no token reaches the log or the database', async (t) => {
  const token = await lastToken(test, 'password')
  const seal = token.split('.').at(-1) ?? token
  t.notOk(test.logged().includes(seal))
  const rows = await given.rows(`select row_to_json(outgoing_messages)::text as row from outgoing_messages`)
  t.notOk(JSON.stringify(rows).includes(seal))
})
