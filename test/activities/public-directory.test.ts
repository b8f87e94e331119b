import t from 'tap'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as, app } = test
const { town } = given
await given.rows(
  `update scheme_settings set settings = jsonb_set(settings, '{directory}', '{"isPublic": true}') where scheme_id = '${town.schemeId}'`,
)
await given.rows(
  `insert into postcode_centroids (postcode, latitude, longitude) values ('S62 2BB', 53.43, -1.357) on conflict do nothing`,
)

async function add(name: string, category: string): Promise<string> {
  const { body, text } = await as(town.provider).post('/activities', {
    name,
    category,
    description: 'Tea and company',
    locationKind: 'venue',
    postcode: 'S62 2BB',
    address: 'Secretstreet 4, Millbridge',
    gettingThere: 'Behind Secretstreet',
    when: 'Tuesdays 12 to 2',
    capacity: 12,
  })
  t.ok(body.id, text)
  return body.id
}
const read = (path: string) => app.inject({ url: `/find-activities${path}` })

t.test('of a sensitive kind everybody reads that it is there, and never where', async (t) => {
  const open = await add('Lunch table', 'community-hub')
  const refuge = await add('Safe circle', 'domestic-abuse-support')
  t.match((await read(`/${open}`)).body, /Secretstreet 4/, 'of any other kind it is said')

  const listing = await read(`/${refuge}`)
  t.equal(listing.statusCode, 200)
  t.match(listing.body, /Safe circle/)
  t.notMatch(listing.body, /Secretstreet|S62|53\.43/)
  const list = await read('?words=safe+circle')
  t.match(list.body, /Safe circle/)
  t.notMatch(list.body, /Secretstreet|S62|53\.43/)

  for (const asked of ['?near=S62+2BB', '?near=S62+2BB&withinKm=1&words=circle', '?area=S62', '?words=Secretstreet']) {
    const page = await read(asked)
    t.equal(page.statusCode, 200, asked)
    t.notMatch(page.body, /Safe circle/, asked)
  }
  t.match((await read('?near=S62+2BB')).body, /Lunch table/)
})
