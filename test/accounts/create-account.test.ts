import t from 'tap'
import { createAccount } from '../../src/features/accounts/public.ts'
import { ORGANISATION_KINDS } from '../../src/features/organisations/kinds.ts'
import { ROLES, type Role } from '../../src/platform/context.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { PASSWORD, startAccounts } from './start-accounts.ts'

const { context, given, signIn, sql, trySignIn } = await startAccounts(t)

t.test('every role at every kind of organisation: only where it belongs', async (t) => {
  const allowed: Record<Role, string[]> = {
    referrer: ['practice', 'case-management-team'],
    advisor: ['advisor-service'],
    'team-lead': ['advisor-service'],
    provider: ['provider'],
    commissioner: ['commissioner'],
    administrator: ['scheme'],
    'safeguarding-lead': ['scheme', 'advisor-service'],
    'privacy-officer': ['scheme'],
  }
  for (const kind of ORGANISATION_KINDS) {
    const place = await given.place(kind)
    for (const role of ROLES) {
      const making = given.account(place, role, `${role}@${kind}.example`)
      if (allowed[role].includes(kind)) await t.resolves(making, `${role} at ${kind}`)
      else
        await t.rejects(making, { problem: 'invalid-request', errors: [{ pointer: '#/role' }] }, `${role} at ${kind}`)
    }
  }
})

t.test('somebody who has an account gets the membership and keeps name and password', async (t) => {
  const advisor = await given.advisor('again@testham.example')
  const hall = await given.place('provider')
  const again = await createAccount(context, {
    email: 'AGAIN@testham.example',
    name: 'Ada at the Hall',
    password: 'another good passphrase',
    role: 'provider',
    ...hall,
  })
  t.match(again, { accountId: advisor.accountId, isNew: false })
  t.equal((await trySignIn(advisor.email, 'another good passphrase')).statusCode, 401)
  const { memberships } = await signIn(advisor.email)
  t.equal(memberships.length, 2)
})

t.test('a membership that is open is not made twice; one that ended is opened again', async (t) => {
  const place = await given.place('advisor-service')
  const first = await given.account(place, 'advisor', 'twice@testham.example')
  await t.rejects(given.account(place, 'advisor', 'twice@testham.example'), { problem: 'already-done', errors: [] })
  await sql`update memberships set ended_at = now() where id = ${first.membershipId}`
  const again = await given.account(place, 'advisor', 'twice@testham.example')
  t.equal(again.membershipId, first.membershipId)
  t.equal((await signIn('twice@testham.example')).membership.id, first.membershipId)
})

t.test('ten at once make one account and one membership', async (t) => {
  const place = await given.place('advisor-service')
  const made = await Promise.allSettled(
    Array.from({ length: 10 }, () => given.account(place, 'advisor', 'race@testham.example')),
  )
  t.equal(made.filter((one) => one.status === 'fulfilled').length, 1)
  const [count] = await sql<{ accounts: number; memberships: number }[]>`
    select (select count(*)::int from accounts where email = 'race@testham.example') as accounts,
      (select count(*)::int from memberships where scheme_id = ${place.schemeId}) as memberships`
  t.same(count, { accounts: 1, memberships: 1 })
})

t.test(
  'a bad password, an organisation of another scheme and an unknown one are refused, and nothing is kept',
  async (t) => {
    const place = await given.place('advisor-service')
    const other = await given.place('advisor-service')
    const input = { email: 'bad@testham.example', name: 'Bad', password: PASSWORD, role: 'advisor' as const }
    const refusedAt = (pointer: string) => ({ problem: 'invalid-request', errors: [{ pointer }] })
    await t.rejects(createAccount(context, { ...input, ...place, password: 'short' }), refusedAt('#/password'))
    await t.rejects(
      createAccount(context, { ...input, ...place, organisationId: other.organisationId }),
      refusedAt('#/organisationId'),
    )
    await t.rejects(
      createAccount(context, { ...input, ...place, organisationId: uuidv7() }),
      refusedAt('#/organisationId'),
    )
    t.same(await sql`select id from accounts where email = 'bad@testham.example'`, [])
  },
)
