import t from 'tap'
import { seedPractice } from '../../src/demo/seed-practice.ts'
import { forgetScheme } from '../../src/features/schemes/public.ts'
import { startApp } from '../support/app.ts'

const PASSWORD = 'quiet harbour lantern 42'

t.test('invented people come into a scheme for training, once, and into no other', async (t) => {
  const { given, as, clock, databaseUrl, anybody } = await startApp(t)
  const { town } = given
  const live = await given.anotherTown()
  await given.rows(`update schemes set is_practice = true where id = '${town.schemeId}'`)
  forgetScheme(town.schemeId)
  const seed = (schemeId: string) =>
    seedPractice({ adminUrl: databaseUrl, schemeId, password: PASSWORD, now: clock.now() })
  await t.rejects(seed(live.schemeId), /for real people/)
  const { emails } = await seed(town.schemeId)
  forgetScheme(town.schemeId)

  const lead = as(town.teamLead)
  t.ok((await lead.get('/referrals')).body.items.length > 5, 'the service that was there has them')
  const [counts] = await given.rows<{ people: number; real: number; elsewhere: number }>(`
    select count(*)::integer as people, count(*) filter (where nhs_number not like '999%')::integer as real,
      count(*) filter (where scheme_id <> '${town.schemeId}')::integer as elsewhere from people`)
  t.same(counts, { people: 150, real: 0, elsewhere: 0 })
  const settled = (await lead.get('/scheme')).body
  t.match(settled, { isPractice: true, safety: { concernLadder: { length: 2 } } })
  const signIn = await anybody.post('/sessions', { email: emails[0], password: PASSWORD })
  t.match(signIn, { statusCode: 201 }, signIn.text)
  await t.rejects(seed(town.schemeId), /people in this scheme already/)
})
