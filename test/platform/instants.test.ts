import t from 'tap'
import { z } from 'zod'
import { compileSerializer } from '../../src/platform/http/serializer.ts'
import { startApp } from '../support/app.ts'

t.test('every instant ends in Z, whoever wrote it into the body', async (t) => {
  const serialise = compileSerializer({ schema: z.object({ at: z.iso.datetime({ offset: true }), note: z.string() }) })
  t.same(JSON.parse(serialise({ at: '2026-03-02T09:00:00+00:00', note: 'x' })).at, '2026-03-02T09:00:00Z')
  t.same(JSON.parse(serialise({ at: '2026-03-02T09:00:00.123456+00:00', note: 'x' })).at, '2026-03-02T09:00:00.123456Z')
  const quoted = 'They wrote "2026-03-02T09:00:00+00:00"'
  t.same(JSON.parse(serialise({ at: '2026-03-02T09:00:00.000Z', note: quoted })).note, quoted, 'words stay as they are')

  const { given, as } = await startApp(t)
  const { town } = given
  const { id, personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const { body } = await as(town.advisor).get(`/referrals/${id}`)
  t.ok(body.events.length >= 2)
  for (const { at } of body.events) t.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  for (const path of [`/referrals/${id}`, `/people/${personId}`])
    t.notMatch((await as(town.advisor).get(path)).text, /\+00:00"/)
})
