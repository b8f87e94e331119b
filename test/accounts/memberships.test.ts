import t from 'tap'
import { startAccounts } from './start-accounts.ts'

const { call, given, signIn, sql } = await startAccounts(t)

const service = await given.place('advisor-service', { name: 'Testham Advisors' })
const practice = await given.place('practice', { schemeId: service.schemeId, name: 'Alder Surgery' })
const team = ['Bea Birch', 'Cy Cedar', 'Dot Damson', 'Eve Elder', 'Flo Fir']
for (const [index, name] of team.entries()) await given.account(service, 'advisor', `a${index}@testham.example`, name)
await given.account(service, 'team-lead', 'lead@testham.example', 'Lia Lime')
await given.account(practice, 'referrer', 'gp@testham.example', 'Gus Gorse')
await given.advisor('far@away.example')
const lead = await signIn('lead@testham.example')

t.test('a team lead reads who works for the scheme, by name, and nobody of another scheme', async (t) => {
  const answer = await call(lead, '/memberships')
  t.equal(answer.statusCode, 200)
  const { items, next } = answer.json()
  t.same(
    items.map((item: { name: string }) => item.name),
    [...team, 'Gus Gorse', 'Lia Lime'],
  )
  t.equal(next, null)
  t.match(items[0], { role: 'advisor', organisationName: 'Testham Advisors', organisationId: service.organisationId })
  t.same(Object.keys(items[0]).sort(), ['id', 'label', 'name', 'organisationId', 'organisationName', 'role'])
})

t.test('one role, page by page, without those who have left', async (t) => {
  await sql`update memberships set ended_at = now() where name = 'Eve Elder'`
  const names: string[] = []
  let after = ''
  for (let page = 0; page < 10; page += 1) {
    const { items, next } = (await call(lead, `/memberships?role=advisor&limit=2${after}`)).json()
    names.push(...items.map((item: { name: string }) => item.name))
    if (next === null) break
    after = `&after=${next}`
  }
  t.same(names, ['Bea Birch', 'Cy Cedar', 'Dot Damson', 'Flo Fir'])
})

t.test('a referrer does not read it, and a role that is none is refused', async (t) => {
  const referrer = await signIn('gp@testham.example')
  t.equal((await call(referrer, '/memberships')).statusCode, 403)
  t.equal((await call(lead, '/memberships?role=king')).statusCode, 400)
  t.equal((await call(lead, '/memberships?after=nonsense')).statusCode, 400)
})
