import t from 'tap'
import { setAccountDisabled } from '../../src/features/accounts/public.ts'
import { startAccounts } from './start-accounts.ts'

const accounts = await startAccounts(t)
const { given, signIn, refresh, call, sql, audited } = accounts
const SECONDS = 1000

t.test('a refresh gives a new access token and another refresh token for the same membership', async (t) => {
  const advisor = await given.advisor('plain@testham.example')
  const session = await signIn(advisor.email)
  const answer = await refresh(session.refreshToken)
  t.equal(answer.statusCode, 200)
  t.equal(answer.headers['cache-control'], 'no-store')
  const next = answer.json()
  t.not(next.refreshToken, session.refreshToken)
  t.same(next.membership, session.membership)
  t.equal((await call(next)).statusCode, 200)
  t.equal((await refresh(next.refreshToken)).statusCode, 200, 'and so on')
})

t.test('a hundred refreshes with one token give one successor', async (t) => {
  const advisor = await given.advisor('hundred@testham.example')
  const { refreshToken } = await signIn(advisor.email)
  const answers = await Promise.all(Array.from({ length: 100 }, () => refresh(refreshToken)))
  t.ok(answers.every((answer) => answer.statusCode === 200))
  t.equal(new Set(answers.map((answer) => answer.json().refreshToken)).size, 1)
  const [count] = await sql<{ tokens: number }[]>`
    select count(*)::int as tokens from refresh_tokens join sessions on sessions.id = session_id
    where account_id = ${advisor.accountId}`
  t.equal(count?.tokens, 2)
})

t.test('within ten seconds a used token is answered with the same successor', async (t) => {
  const advisor = await given.advisor('tabs@testham.example')
  const { refreshToken } = await signIn(advisor.email)
  const first = (await refresh(refreshToken)).json()
  accounts.wait(9 * SECONDS)
  const second = await refresh(refreshToken)
  t.equal(second.statusCode, 200)
  t.equal(second.json().refreshToken, first.refreshToken)
})

t.test('a used token that comes back later ends the whole session, within a second', async (t) => {
  const advisor = await given.advisor('stolen@testham.example')
  const session = await signIn(advisor.email)
  const other = await signIn(advisor.email)
  const next = (await refresh(session.refreshToken)).json()
  t.equal((await call(next)).statusCode, 200)
  accounts.wait(10 * SECONDS)
  t.equal((await refresh(session.refreshToken)).statusCode, 401)

  t.equal((await refresh(next.refreshToken)).statusCode, 401, 'the successor ended, too')
  accounts.wait(0.5 * SECONDS)
  t.equal((await call(next)).statusCode, 401)
  t.equal((await call(other)).statusCode, 200, 'another session of the account goes on')
  t.match((await audited(advisor.schemeId)).at(-1), {
    action: 'session.ended',
    membershipId: advisor.membershipId,
    detail: { because: 'refresh-token-reused' },
  })
  t.match(accounts.lines.at(-1), /"level":40.*a used refresh token came back/)
})

t.test('an unknown token, an access token and a token that is no text are refused', async (t) => {
  const advisor = await given.advisor('unknown@testham.example')
  const session = await signIn(advisor.email)
  t.equal((await refresh('A'.repeat(43))).statusCode, 401)
  t.equal((await refresh(session.accessToken.slice(0, 200))).statusCode, 401)
  t.equal((await refresh('')).statusCode, 400)
  t.equal((await refresh(`${session.refreshToken} `)).statusCode, 401)
})

t.test('a session ends twelve hours after sign-in, however often it was refreshed', async (t) => {
  const advisor = await given.advisor('twelve@testham.example')
  let session = await signIn(advisor.email)
  for (let hour = 0; hour < 11; hour += 1) {
    accounts.wait(3600 * SECONDS)
    session = (await refresh(session.refreshToken)).json()
  }
  t.equal((await call(session)).statusCode, 200)
  accounts.wait(3600 * SECONDS)
  t.equal((await refresh(session.refreshToken)).statusCode, 401)
  t.equal((await call(session)).statusCode, 401)
})

t.test('nobody refreshes after their membership has ended or their account was disabled', async (t) => {
  const left = await given.advisor('left@testham.example')
  const leaving = await signIn(left.email)
  await sql`update memberships set ended_at = now() where id = ${left.membershipId}`
  t.equal((await refresh(leaving.refreshToken)).statusCode, 401)

  const disabled = await given.advisor('disabled@testham.example')
  const session = await signIn(disabled.email)
  await setAccountDisabled(accounts.context, { email: disabled.email, disabled: true })
  t.equal((await refresh(session.refreshToken)).statusCode, 401)
})
