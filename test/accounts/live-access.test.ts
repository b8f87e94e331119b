import t from 'tap'
import { setAccountDisabled } from '../../src/features/accounts/public.ts'
import { startAccounts } from './start-accounts.ts'

/** How long what is known of a session is kept: half of the second in which a change must take effect. */
const HALF_A_SECOND = 500

const accounts = await startAccounts(t)
const { app, given, signIn, call, sql, audited } = accounts

t.test('me is who signed in, as the database has it', async (t) => {
  const advisor = await given.advisor('me@testham.example')
  const session = await signIn(advisor.email)
  const answer = await call(session)
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), {
    account: { id: advisor.accountId, name: 'Ada Example' },
    membership: session.membership,
    scheme: { id: advisor.schemeId, name: 'Testham', isPractice: false },
    isManager: false,
    lastSignedInAt: answer.json().lastSignedInAt,
    secondFactor: { isSet: false, isRequired: false, recoveryCodesLeft: 0 },
  })
})

t.test('without a token, or with one that is not ours, every answer is the same', async (t) => {
  const headers = [{}, { authorization: 'Bearer x.y.z' }, { authorization: 'Basic YTpi' }, { authorization: 'Bearer ' }]
  for (const sent of headers) {
    const answer = await app.inject({ url: '/me', headers: sent })
    t.equal(answer.statusCode, 401)
    t.equal(answer.headers['www-authenticate'], 'Bearer')
    t.match(answer.json(), { type: '/problems/not-signed-in', detail: 'Sign in to do that' })
  }
})

t.test('signing out ends this session at once and no other', async (t) => {
  const advisor = await given.advisor('out@testham.example')
  const [here, there] = [await signIn(advisor.email), await signIn(advisor.email)]
  const answer = await call(here, '/sessions/current', 'DELETE')
  t.equal(answer.statusCode, 204)
  t.equal(answer.body, '')
  t.equal((await call(here)).statusCode, 401)
  t.equal((await accounts.refresh(here.refreshToken)).statusCode, 401)
  t.equal((await call(there)).statusCode, 200)
  t.match((await audited(advisor.schemeId)).at(-1), { action: 'session.ended', detail: { because: 'signed-out' } })
})

t.test('signing out everywhere ends every session, in every scheme', async (t) => {
  const email = 'everywhere@testham.example'
  const advisor = await given.advisor(email)
  const hall = await given.place('provider')
  const inHall = await given.account(hall, 'provider', email)
  const sessions = [await signIn(email, advisor.membershipId), await signIn(email, inHall.membershipId)]
  const stranger = await signIn((await given.advisor('stranger@testham.example')).email)
  const [first] = sessions
  if (first === undefined) throw new Error('No session')

  t.equal((await call(first, '/sessions', 'DELETE')).statusCode, 204)
  for (const session of sessions) t.equal((await call(session)).statusCode, 401)
  t.equal((await call(stranger)).statusCode, 200)
  for (const schemeId of [advisor.schemeId, hall.schemeId])
    t.match((await audited(schemeId)).at(-1), {
      action: 'session.ended',
      detail: { because: 'signed-out-everywhere' },
    })
})

t.test('disabling an account ends its sessions within a second; enabling it does not bring them back', async (t) => {
  const advisor = await given.advisor('disable@testham.example')
  const session = await signIn(advisor.email)
  t.equal((await call(session)).statusCode, 200)
  await setAccountDisabled(accounts.context, { email: 'Disable@testham.example', disabled: true })
  accounts.wait(HALF_A_SECOND)
  t.equal((await call(session)).statusCode, 401)
  await setAccountDisabled(accounts.context, { email: advisor.email, disabled: false })
  accounts.wait(HALF_A_SECOND)
  t.equal((await call(session)).statusCode, 401)
  t.equal((await accounts.trySignIn(advisor.email)).statusCode, 201)
  t.same(
    (await audited(advisor.schemeId)).map((row) => row.action).filter((action) => action.startsWith('account.')),
    ['account.created', 'account.disabled', 'account.enabled'],
  )
  await t.rejects(setAccountDisabled(accounts.context, { email: 'nobody@testham.example', disabled: true }), {
    problem: 'not-found',
    errors: [],
  })
})

t.test(
  'a changed role, name or organisation takes effect within a second, for the token says none of them',
  async (t) => {
    const advisor = await given.advisor('role@testham.example')
    const session = await signIn(advisor.email)
    t.equal((await call(session, '/memberships')).statusCode, 200)
    await sql`update memberships set role = 'provider', name = 'Ada Changed' where id = ${advisor.membershipId}`
    accounts.wait(HALF_A_SECOND)
    t.match((await call(session)).json(), { membership: { role: 'provider', name: 'Ada Changed' } })
    t.equal((await call(session, '/memberships')).statusCode, 403)
  },
)

t.test('an ended membership ends access within a second', async (t) => {
  const advisor = await given.advisor('ended@testham.example')
  const session = await signIn(advisor.email)
  t.equal((await call(session)).statusCode, 200)
  await sql`update memberships set ended_at = now() where id = ${advisor.membershipId}`
  accounts.wait(HALF_A_SECOND)
  t.equal((await call(session)).statusCode, 401)
})

t.test('a genuine token whose parts do not belong together is refused', async (t) => {
  const one = await given.advisor('one@testham.example')
  const other = await given.advisor('other@testham.example')
  await signIn(one.email)
  const [session] = await sql<{ id: string }[]>`select id from sessions where account_id = ${one.accountId}`
  const sessionId = session?.id ?? ''
  const { tokens } = accounts.context
  const tokenOf = (accountId: string, schemeId: string) => ({
    accessToken: tokens.sign({ accountId, sessionId, schemeId }),
  })
  t.equal((await call(tokenOf(one.accountId, other.schemeId))).statusCode, 401)
  t.equal((await call(tokenOf(other.accountId, one.schemeId))).statusCode, 401)
  t.equal((await call(tokenOf(one.accountId, one.schemeId))).statusCode, 200)
})
