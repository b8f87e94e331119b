import t from 'tap'
import { mailsOf } from '../accounts/links.ts'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as, anybody, clock, runJobs } = test
const { town } = given

const disabled = async () =>
  (await given.rows<{ id: string }>('select id from memberships where disabled_at is not null')).map(({ id }) => id)

t.test('nobody signs in: a warning after 76 days, the end after 90, and open work is asked about', async (t) => {
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  t.ok(id)
  for (const member of [town.provider, town.commissioner, town.referrer, town.administrator])
    await as(member).get('/me')
  await given.rows(
    `update memberships set created_at = '2026-03-02', last_signed_in_at = coalesce(last_signed_in_at, '2026-03-02')`,
  )

  clock.forward(75)
  await runJobs()
  t.equal((await mailsOf(test, 'account-notice')).length, 0)
  clock.forward(1.1)
  await runJobs()
  const warned = (await mailsOf(test, 'account-notice')).length
  t.ok(warned >= 10, String(warned))
  t.same(await disabled(), [])
  const { body } = await as(town.administrator).get('/memberships/unused')
  t.ok(
    body.items.some((one: { id: string; warnedAt: string }) => one.id === town.provider.membershipId && one.warnedAt),
  )
  t.notOk(
    body.items.some((one: { id: string }) => one.id === town.administrator.membershipId),
    'who looks has signed in',
  )

  clock.forward(7)
  t.equal((await as(town.provider).get('/me')).statusCode, 200)
  clock.forward(8)
  await runJobs()
  const shut = await disabled()
  t.ok(shut.includes(town.commissioner.membershipId))
  t.notOk(shut.includes(town.provider.membershipId), 'signed in after the warning')
  t.notOk(shut.includes(town.administrator.membershipId), 'the last administrator is not shut out')
  t.notOk(shut.includes(town.advisor.membershipId), 'open work is not left with nobody')
  const tasks = await given.rows(
    `select 1 from tasks where kind = 'unused-with-work' and subject_id = '${town.advisor.membershipId}'`,
  )
  t.equal(tasks.length, 1)
  await runJobs()
  const answer = await anybody.post('/sessions', {
    email: town.commissioner.email,
    password: 'plum harbour lantern 42',
  })
  t.equal(answer.statusCode, 403)

  await as(town.administrator).post(`/memberships/${town.commissioner.membershipId}/enable`)
  t.equal((await as(town.commissioner).get('/me')).statusCode, 200)
})

t.test('what was asked about closes itself once the work is somebody else’s', async (t) => {
  const open = () =>
    given.rows(`select 1 from tasks where kind = 'unused-with-work' and subject_id = '${town.advisor.membershipId}'
      and done_at is null`)
  t.equal((await open()).length, 1)
  await given.rows(`update referrals set owner_id = null where owner_id = '${town.advisor.membershipId}'`)
  clock.forward(1)
  await runJobs()
  t.equal((await open()).length, 0)
  t.ok((await disabled()).includes(town.advisor.membershipId), 'and then nothing keeps the account open')
})

t.test('a sign-in in another scheme counts: the account is in use', async (t) => {
  const elsewhere = await given.anotherTown()
  const { accountId, membershipId } = elsewhere.provider
  await given.rows(
    `update memberships set account_id = '${accountId}', last_signed_in_at = null where id = '${town.otherProvider.membershipId}'`,
  )
  clock.forward(1)
  await anybody.post('/sessions', {
    email: elsewhere.provider.email,
    password: 'plum harbour lantern 42',
    membershipId,
  })
  const [row] = await given.rows<{ at: Date | null }>(
    `select last_signed_in_at as at from memberships where id = '${town.otherProvider.membershipId}'`,
  )
  t.same(row?.at, clock.now())
})
