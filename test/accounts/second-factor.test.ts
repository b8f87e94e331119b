import { generateSync } from 'otplib'
import t from 'tap'
import { openSecondFactorCodes } from '../../src/features/accounts/second-factor-codes.ts'
import { startApp } from '../support/app.ts'
import { type Member, PASSWORD } from '../support/town.ts'
import { lastToken, mailsOf } from './links.ts'

const test = await startApp(t)
const { given, as, anybody, clock } = test
const { town } = given

const codeOf = (secret: string, steps = 0) =>
  generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + steps * 30 })
const later = (seconds: number) => clock.set(new Date(clock.now().getTime() + seconds * 1000))
const signIn = (member: Member, code?: string) =>
  anybody.post('/sessions', { email: member.email, password: PASSWORD, ...(code === undefined ? {} : { code }) })

async function enrol(member: Member): Promise<{ secret: string; recoveryCodes: string[]; token: string }> {
  const { body: session } = await signIn(member)
  const headers = { authorization: `Bearer ${session.accessToken}` }
  const begun = await anybody.post('/me/second-factor', { password: PASSWORD }, { headers })
  const { secret } = begun.body
  const done = await anybody.post('/me/second-factor/confirm', { code: codeOf(secret) }, { headers })
  if (done.statusCode !== 200) throw new Error(`Not enrolled: ${done.text}`)
  later(60)
  return { secret, recoveryCodes: done.body.recoveryCodes, token: session.accessToken }
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

t.test('once a device has shown that it works, a password alone is not enough', async (t) => {
  const member = town.advisor
  const elsewhere = await signIn(member)
  const { secret, recoveryCodes, token } = await enrol(member)
  t.equal(recoveryCodes.length, 10)
  t.equal((await anybody.get('/me', bearer(elsewhere.body.accessToken))).statusCode, 401, 'other sessions end')
  t.match((await anybody.get('/me', bearer(token))).body.secondFactor, { isSet: true, recoveryCodesLeft: 10 })

  t.match(await signIn(member), { statusCode: 401, body: { type: '/problems/second-factor-needed' } })
  t.match(await signIn(member, '000000'), { statusCode: 401, body: { type: '/problems/wrong-code' } })
  const code = codeOf(secret)
  t.equal((await signIn(member, code)).statusCode, 201)
  t.equal((await signIn(member, code)).statusCode, 401, 'a code counts once')
  const wrongPassword = await anybody.post('/sessions', {
    email: member.email,
    password: 'not it',
    code: codeOf(secret),
  })
  t.match(wrongPassword, { statusCode: 401, body: { type: '/problems/wrong-email-or-password' } })
  later(60)
  t.equal((await signIn(member, codeOf(secret, -1))).statusCode, 201, 'half a minute late')
  later(60)
  t.equal((await signIn(member, codeOf(secret, -2))).statusCode, 401, 'a minute late')
  t.equal((await signIn(member, codeOf(secret, 1))).statusCode, 201, 'half a minute early')
  await test.runJobs()
  t.match((await mailsOf(test, 'account-notice')).at(-1), { subject: /A second factor .* was added/ })
})

t.test('an invitation and a password open no account that has a second factor without its code', async (t) => {
  const elsewhere = await given.anotherTown()
  const { secret } = await enrol(elsewhere.referrer)
  const { email } = elsewhere.referrer
  const invitation = { organisationId: town.practiceId, role: 'referrer', email, name: 'Known Elsewhere' }
  t.equal((await as(town.administrator).post('/invitations', invitation)).statusCode, 201)
  const token = await lastToken(test, 'invitation')
  const accept = (code?: string) =>
    anybody.post('/invitations/accept', { token, password: PASSWORD, ...(code === undefined ? {} : { code }) })
  t.match(await accept(), { statusCode: 401, body: { type: '/problems/second-factor-needed' } })
  t.match(await accept('000000'), { statusCode: 401, body: { type: '/problems/wrong-code' } })
  t.equal((await accept(codeOf(secret))).statusCode, 200)
})

t.test('two who send one code at once: one gets in', async (t) => {
  const { secret } = await enrol(town.otherAdvisor)
  const code = codeOf(secret)
  const answers = await Promise.all([signIn(town.otherAdvisor, code), signIn(town.otherAdvisor, code)])
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 401])
})

t.test('a recovery code works once, and new ones replace the old', async (t) => {
  const member = town.teamLead
  const { secret, recoveryCodes } = await enrol(member)
  const [first = '', second = ''] = recoveryCodes
  const used = await signIn(member, first.toUpperCase())
  t.equal(used.statusCode, 201)
  t.equal((await signIn(member, first)).statusCode, 401)
  const renewed = await anybody.post(
    '/me/second-factor/recovery-codes',
    { code: codeOf(secret) },
    bearer(used.body.accessToken),
  )
  t.equal(renewed.body.recoveryCodes.length, 10)
  t.equal((await signIn(member, second)).statusCode, 401)
  t.equal((await signIn(member, renewed.body.recoveryCodes[0])).statusCode, 201)
})

t.test('six digits cannot be guessed: five tries, then the wait doubles, wherever they come from', async (t) => {
  const member = town.provider
  const { secret } = await enrol(member)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(member, String(100000 + n))))
  t.equal(answers.filter(({ statusCode }) => statusCode === 401).length, 5)
  t.equal((await signIn(member, codeOf(secret))).statusCode, 429, 'the right one waits, too')
  let taken = 5
  for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
    later(60)
    if ((await signIn(member, '123456')).statusCode === 401) taken += 1
    if (minutes > 40) later(30 * 60)
    if (minutes > 80) break
  }
  t.ok(taken < 30, `${taken} tries in two days`)
})

t.test('it is taken away by password and code', async (t) => {
  const member = town.otherProvider
  const { secret, token } = await enrol(member)
  const path = '/me/second-factor/remove'
  t.equal((await anybody.post(path, { password: PASSWORD, code: '000000' }, bearer(token))).statusCode, 401)
  t.equal((await anybody.post(path, { password: 'not it', code: codeOf(secret) }, bearer(token))).statusCode, 401)
  t.equal((await anybody.post(path, { password: PASSWORD, code: codeOf(secret) }, bearer(token))).statusCode, 204)
  t.equal((await signIn(member)).statusCode, 201)
})

t.test('a lost device: the administrator resets it, sessions end, and the member is told', async (t) => {
  const member = town.otherReferrer
  const { token } = await enrol(member)
  const path = `/memberships/${member.membershipId}/second-factor/reset`
  t.equal((await as(town.referrer).post(path)).statusCode, 404, 'not of their organisation')
  t.equal((await as(town.administrator).post(path)).statusCode, 204)
  t.equal((await anybody.get('/me', bearer(token))).statusCode, 401)
  t.equal((await signIn(member)).statusCode, 201)
  await test.runJobs()
  t.match((await mailsOf(test, 'account-notice')).at(-1), { subject: /second factor/ })
  t.equal((await as(town.administrator).post(path)).statusCode, 422)
})

t.test('where the scheme asks for it, somebody without one can do nothing but set it up', async (t) => {
  const { headers } = await as(town.administrator).get('/scheme')
  const rule = { secondFactor: 'required' }
  const set = await as(town.administrator).put('/scheme/second-factor', rule, {
    headers: { 'if-match': String(headers.etag) },
  })
  t.equal(set.statusCode, 200, set.text)
  const member = town.safeguardingLead
  const { body: session } = await signIn(member)
  const own = bearer(session.accessToken)
  for (const path of ['/scheme', '/concerns', '/members', '/tasks'])
    t.match(await anybody.get(path, own), { statusCode: 403, body: { type: '/problems/second-factor-missing' } }, path)
  t.match((await anybody.get('/me', own)).body.secondFactor, { isSet: false, isRequired: true })
  const { token } = await enrol(member)
  t.equal((await anybody.get('/scheme', bearer(token))).statusCode, 200)
})

t.test('the database holds no secret and no code', async (t) => {
  const codes = openSecondFactorCodes('a second factor key that only the tests know of')
  const secret = codes.newSecret()
  const sealed = codes.seal('one account', secret)
  t.equal(codes.open('one account', sealed), secret)
  t.throws(() => codes.open('another account', sealed), 'a sealed secret cannot be moved to another account')
  t.throws(() => openSecondFactorCodes('another key').open('one account', sealed))
  const kept = JSON.stringify(await given.rows('select * from second_factors'))
  const { secret: shown } = await enrolNobody()
  t.notOk(kept.includes(Buffer.from(shown).toString('hex')))
  t.notMatch(test.logged(), new RegExp(shown))
})

async function enrolNobody() {
  const { body } = await signIn(town.commissioner)
  const begun = await anybody.post('/me/second-factor', { password: PASSWORD }, bearer(body.accessToken))
  return begun.body as { secret: string }
}
