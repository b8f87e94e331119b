import postgres from 'postgres'
import t from 'tap'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as, databaseUrl } = test
const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { role: DATABASE_ROLES.owner } })
t.teardown(() => sql.end())
const { town } = given
const advisor = as(town.advisor)
const { activity } = givePlacements(test)

type Page = { body: { items: { id: string; name: string; metres: number | null }[]; next: string | null } }
const namesOf = ({ body }: Page) => body.items.map(({ name }) => name)
const rule = (startsOn: string, day: string) => ({
  schedule: [{ startsOn, startsAt: '10:00', endsAt: '12:00', rule: `FREQ=WEEKLY;BYDAY=${day}`, exceptOn: [] }],
})
const [onTuesday, onFriday] = [rule('2026-03-03', 'TU'), rule('2026-03-06', 'FR')]

t.before(async () => {
  await sql`insert into postcode_centroids (postcode, latitude, longitude)
    values ('S60 1AA', 53.43, -1.357), ('S60 1AB', 53.431, -1.357), ('S99 1AA', 53.9, -1.357)`
  await activity({ name: 'Canal walking group', postcode: 'S60 1AB', ...onTuesday })
  await activity({ name: 'Abbey walking group', postcode: 'S60 1AA', ...onTuesday })
  await activity({ name: 'Friday walking group', postcode: 'S60 1AA', ...onFriday })
  await activity({ name: 'Far walking group', postcode: 'S99 1AA', ...onTuesday })
  await activity({ name: 'Bereavement cafe', description: 'Tea', postcode: 'S60 1AA', ...onTuesday })
  await activity({ name: 'Walking by telephone', locationKind: 'telephone', postcode: undefined, ...onTuesday })
})

const NEAR = 'near=S60%201AA&withinKm=5&day=tue'

t.test('a slip of the keyboard is forgiven, with a place and a day and without', async (t) => {
  for (const words of ['walking', 'walkng', 'wallking', 'WALKING group']) {
    const found = namesOf(await advisor.get(`/activities?words=${words}&${NEAR}`))
    t.match(found, ['Abbey walking group', 'Canal walking group'], words)
    t.notOk(found.includes('Far walking group') || found.includes('Friday walking group'), words)
    t.notOk(found.includes('Bereavement cafe'), words)
  }
  t.same(namesOf(await advisor.get('/activities?words=bereavment')), ['Bereavement cafe'])
  t.same(namesOf(await advisor.get(`/activities?words=bereavment&${NEAR}`)), ['Bereavement cafe'])
  t.same(namesOf(await advisor.get(`/activities?words=archery&${NEAR}`)), [])
  t.equal(
    namesOf(await advisor.get('/activities?near=S60%201AA&withinKm=1.001')).length,
    5,
    'whole metres of any number',
  )
})

t.test('the pages of a search by distance are its whole list, each row once', async (t) => {
  // Many at the same distance, so that only name and id tell them apart; some fill a page of the circle and some do not.
  for (let number = 0; number < 12; number += 1)
    await activity({ name: `Walking twin ${number % 3}`, postcode: 'S60 1AA', ...onTuesday })
  const last = await activity({ name: 'Walking that nobody confirmed', postcode: 'S60 1AA', ...onTuesday })
  await sql`update activities set review_rung = 4 where id = ${last}`
  const whole = (await advisor.get(`/activities?words=walking&${NEAR}&limit=100`)) as Page
  t.equal(namesOf(whole).length, 16)
  t.same(
    namesOf(whole).slice(-3),
    ['Canal walking group', 'Walking by telephone', 'Walking that nobody confirmed'],
    'the circle by distance, what is near everybody, and last what nobody confirmed',
  )
  for (const limit of [1, 4, 5, 14, 15]) {
    const ids: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page = (await advisor.get(
        `/activities?words=walking&${NEAR}&limit=${limit}${after === '' ? '' : `&after=${after}`}`,
      )) as Page
      ids.push(...page.body.items.map(({ id }) => id))
      after = page.body.next
    }
    t.same(
      ids,
      whole.body.items.map(({ id }) => id),
      `${limit} a page`,
    )
  }
})

t.test('the name of a group and the name of a kind find what it offers', async (t) => {
  const choir = await activity({ name: 'Bowls', category: 'arts-and-crafts', postcode: 'S60 1AA', ...onTuesday })
  const found = (await advisor.get(`/activities?words=crafts&${NEAR}`)) as Page
  t.ok(
    found.body.items.some(({ id }) => id === choir),
    'by its kind',
  )
  const ofGroup = (await advisor.get(`/activities?words=chapel%20lunch&${NEAR}&limit=100`)) as Page
  t.ok(
    ofGroup.body.items.some(({ id }) => id === choir),
    'by its group',
  )
})
