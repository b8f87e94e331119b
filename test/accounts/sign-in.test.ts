import t from 'tap'
import { setAccountDisabled } from '../../src/features/accounts/public.ts'
import { PASSWORD, startAccounts } from './start-accounts.ts'

const accounts = await startAccounts(t)
const { given, trySignIn, signIn, wait, sql, audited } = accounts
const SECONDS = 1000
const WRONG = 'not the password at all'

t.test('the right password begins a session and tells which membership it is for', async (t) => {
  const advisor = await given.advisor('right@testham.example')
  const answer = await trySignIn(advisor.email)
  t.equal(answer.statusCode, 201)
  t.equal(answer.headers['cache-control'], 'no-store')
  const body = answer.json()
  t.match(body, {
    expiresIn: 600,
    membership: {
      id: advisor.membershipId,
      role: 'advisor',
      organisationId: advisor.organisationId,
      organisationName: 'Testham House',
      schemeId: advisor.schemeId,
      schemeName: 'Testham',
      name: 'Ada Example',
    },
  })
  t.same(body.memberships, [body.membership])
  t.match(await audited(advisor.schemeId), [
    { action: 'account.created', subjectId: advisor.accountId },
    { action: 'membership.opened', subjectId: advisor.membershipId },
    { action: 'session.started', membershipId: advisor.membershipId },
  ])
})

t.test('capitals in an email address make no difference', async (t) => {
  await given.advisor('Capital@Testham.Example')
  t.equal((await trySignIn('cAPITAL@testham.EXAMPLE')).statusCode, 201)
})

t.test('the database keeps argon2id of the password and SHA-256 of the token, nothing else', async (t) => {
  const advisor = await given.advisor('kept@testham.example')
  const { refreshToken } = await signIn(advisor.email)
  const [account] = await sql`select * from accounts where id = ${advisor.accountId}`
  t.match(account?.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const [token] = await sql`select * from refresh_tokens where token_hash = sha256(${refreshToken}::text::bytea)`
  t.ok(token)
})

t.test('an unknown address, a wrong password and a disabled account get the same answer', async (t) => {
  const advisor = await given.advisor('same@testham.example')
  const disabled = await given.advisor('disabled@testham.example')
  await setAccountDisabled(accounts.context, { email: disabled.email, disabled: true })
  const answers = await Promise.all([
    trySignIn('nobody@testham.example', WRONG),
    trySignIn(advisor.email, WRONG),
    trySignIn(disabled.email, PASSWORD),
  ])
  const bodies = answers.map((answer) => ({ ...answer.json(), instance: '' }))
  t.equal(bodies[0].type, '/problems/wrong-email-or-password')
  t.equal(bodies[0].status, 401)
  t.same(bodies[1], bodies[0])
  t.same(bodies[2], bodies[0])
  t.match((await audited(advisor.schemeId)).at(-1), { action: 'session.refused', subjectId: advisor.accountId })
})

t.test('six wrong passwords in a row: the sixth has to wait, and each after it twice as long', async (t) => {
  const { email } = await given.advisor('row@testham.example')
  for (let n = 0; n < 5; n += 1) t.equal((await trySignIn(email, WRONG)).statusCode, 401)
  for (const seconds of [1, 2, 4]) {
    const refused = await trySignIn(email, PASSWORD)
    t.equal(refused.statusCode, 429, 'the right password, too')
    t.equal(refused.headers['retry-after'], String(seconds))
    t.equal(refused.json().type, '/problems/too-many-requests')
    wait(seconds * SECONDS)
    t.equal((await trySignIn(email, WRONG)).statusCode, 401)
  }
  wait(8 * SECONDS)
  t.equal((await trySignIn(email)).statusCode, 201)
  t.equal((await trySignIn(email, WRONG)).statusCode, 401, 'a success clears the count')
  t.equal((await trySignIn(email)).statusCode, 201)
})

t.test('the wait ends at a quarter of an hour, and a day without failures forgets them', async (t) => {
  const { email } = await given.advisor('long@testham.example')
  for (let n = 0; n < 20; n += 1) {
    await trySignIn(email, WRONG)
    wait(900 * SECONDS)
  }
  await trySignIn(email, WRONG)
  t.equal((await trySignIn(email)).headers['retry-after'], '900')
  wait(25 * 3600 * SECONDS)
  for (let n = 0; n < 5; n += 1) t.equal((await trySignIn(email, WRONG)).statusCode, 401)
})

t.test(
  'thirty wrong passwords at once: five are answered, the rest wait, and none is lost from the count',
  async (t) => {
    const { email } = await given.advisor('burst@testham.example')
    const answers = await Promise.all(Array.from({ length: 30 }, () => trySignIn(email, WRONG, '192.0.2.30')))
    const statuses = answers.map((answer) => answer.statusCode)
    t.equal(statuses.filter((status) => status === 401).length, 5)
    t.equal(statuses.filter((status) => status === 429).length, 25)
    const right = await trySignIn(email, PASSWORD, '192.0.2.30')
    t.equal(right.statusCode, 429)
  },
)

t.test('twenty right passwords at once all begin a session', async (t) => {
  const { email } = await given.advisor('many@testham.example')
  const answers = await Promise.all(Array.from({ length: 20 }, () => trySignIn(email)))
  t.ok(answers.every((answer) => answer.statusCode === 201))
})

t.test(
  'guessing from many places slows down by at most half a minute, and never for a place that is known',
  async (t) => {
    const { email } = await given.advisor('spread@testham.example')
    const home = '198.51.100.1'
    t.equal((await trySignIn(email, PASSWORD, home)).statusCode, 201)
    for (let n = 0; n < 20; n += 1) t.equal((await trySignIn(email, WRONG, `203.0.113.${n}`)).statusCode, 401)
    const stranger = await trySignIn(email, PASSWORD, '203.0.113.200')
    t.equal(stranger.statusCode, 429)
    t.equal(stranger.headers['retry-after'], '1')
    t.equal((await trySignIn(email, PASSWORD, home)).statusCode, 201, 'the owner at home is not held back')

    for (let n = 0; n < 40; n += 1) {
      await trySignIn(email, WRONG, `203.0.113.${n}`)
      wait(31 * SECONDS)
    }
    await trySignIn(email, WRONG, '203.0.113.220')
    t.equal((await trySignIn(email, PASSWORD, '203.0.113.221')).headers['retry-after'], '30')
    wait(31 * SECONDS)
    t.equal((await trySignIn(email, PASSWORD, '203.0.113.222')).statusCode, 201, 'nobody is locked out for good')
  },
)

t.test('failures for an unknown address are counted in the same way', async (t) => {
  for (let n = 0; n < 5; n += 1) t.equal((await trySignIn('ghost@testham.example', WRONG)).statusCode, 401)
  t.equal((await trySignIn('ghost@testham.example', WRONG)).statusCode, 429)
})

t.test('of several memberships: the one asked for, else the one used last, else the first by name', async (t) => {
  const email = 'several@testham.example'
  const birch = await given.place('practice', { name: 'Birch Surgery' })
  const alder = await given.place('practice', { name: 'Alder Surgery', schemeId: birch.schemeId })
  const elsewhere = await given.place('provider', { name: 'Cedar Hall' })
  const inBirch = await given.account(birch, 'referrer', email)
  const inAlder = await given.account(alder, 'referrer', email)
  const inCedar = await given.account(elsewhere, 'provider', email)

  const first = await signIn(email)
  t.equal(first.membership.id, inAlder.membershipId, 'first by name')
  t.same(
    first.memberships.map((membership) => membership.organisationName),
    ['Alder Surgery', 'Birch Surgery', 'Cedar Hall'],
  )
  wait(1 * SECONDS)
  const asked = await signIn(email, inCedar.membershipId)
  t.equal(asked.membership.schemeId, elsewhere.schemeId, 'the one asked for')
  wait(1 * SECONDS)
  t.equal((await signIn(email)).membership.id, inCedar.membershipId, 'the one used last')

  await sql`update memberships set ended_at = now() where id = ${inCedar.membershipId}`
  t.equal((await signIn(email)).membership.id, inAlder.membershipId)
  const ended = await accounts.app.inject({
    method: 'POST',
    url: '/sessions',
    payload: { email, password: PASSWORD, membershipId: inCedar.membershipId },
  })
  t.equal(ended.statusCode, 403)
  t.not(inBirch.membershipId, inAlder.membershipId)
})

t.test('somebody whose last membership has ended is told so', async (t) => {
  const advisor = await given.advisor('left@testham.example')
  await sql`update memberships set ended_at = now() where id = ${advisor.membershipId}`
  const answer = await trySignIn(advisor.email)
  t.equal(answer.statusCode, 403)
  t.match(answer.json().detail, /belongs to no organisation/)
})

t.test('a body that is not as the contract says is refused with a pointer', async (t) => {
  const bodies: [object, string][] = [
    [{}, '#/email'],
    [{ email: 'no address', password: 'x' }, '#/email'],
    [{ email: 'a@testham.example', password: 'x\u0000', membershipId: 'mine' }, '#/membershipId'],
    [{ email: 'a@testham.example', password: 'x', role: 'administrator' }, '#'],
    [{ email: { $ne: '' }, password: 'x' }, '#/email'],
  ]
  for (const [payload, pointer] of bodies) {
    const answer = await accounts.app.inject({ method: 'POST', url: '/sessions', payload })
    t.equal(answer.statusCode, 400)
    t.match(answer.json().errors[0].pointer, pointer)
  }
})

t.test('no email address and no password reaches the log', async (t) => {
  t.notMatch(accounts.lines.join(''), /testham\.example|not the password/)
})
