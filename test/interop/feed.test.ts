import t from 'tap'
import { startDemoApp } from '../support/demo-app.ts'
import { loadSchemas, readFixture } from './oruk-schemas.ts'

const faultsOf = loadSchemas()
const demo = await startDemoApp(t)

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await demo.app.inject({ url: `/open-referral-uk${path}`, headers })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: () => answer.json() }
}

t.test('the schemas refuse the feed that must fail, and take the one that must pass', async (t) => {
  t.same(faultsOf('service_list', JSON.parse(readFixture('good/service_list.json'))), [])
  t.same(faultsOf('service', JSON.parse(readFixture('good/service_full.json'))), [])
  t.not(faultsOf('service_list', JSON.parse(readFixture('bad/service_list.json'))).length, 0)
})

t.test('the feed says what it is', async (t) => {
  const { status, json } = await get('/')
  t.equal(status, 200)
  t.same(faultsOf('api_details', json()), [])
  t.equal(json().version, 'HSDS-UK-3.0')
})

const LISTS = [
  { path: '/services', list: 'service_list', one: 'service' },
  { path: '/service_at_locations', list: 'service_at_location_list', one: 'service_at_location' },
  { path: '/organizations', list: 'organization_list', one: 'organization' },
  { path: '/taxonomies', list: 'taxonomy_list', one: 'taxonomy' },
  { path: '/taxonomy_terms', list: 'taxonomy_term_list', one: 'taxonomy_term' },
]
const QUERIES = ['', '&full=true', '&minimal=true']

for (const { path, list, one } of LISTS)
  t.test(`every page of ${path} is as the standard has it, and so is everything on it`, async (t) => {
    for (const query of QUERIES) {
      const ids: string[] = []
      for (let page = 1, pages = 1; page <= pages; page++) {
        const { status, text, json } = await get(`${path}?per_page=7&page=${page}${query}`)
        t.equal(status, 200, text.slice(0, 200))
        const body = json()
        const isLast = page === body.total_pages
        pages = body.total_pages
        t.same(faultsOf(list, body), [], `${query} page ${page}`)
        t.notMatch(text, /:null|:""/, 'what has no value is left out')
        t.match(body, {
          page_number: page,
          size: body.contents.length,
          first_page: page === 1,
          last_page: isLast,
          empty: false,
        })
        if (!isLast) t.equal(body.size, 7)
        ids.push(...body.contents.map(({ id }: { id: string }) => id))
        if (isLast) t.equal(ids.length, body.total_items, 'the pages hold all there is')
      }
      t.equal(new Set(ids).size, ids.length, 'nothing stands twice')
      if (query !== '') continue
      for (const id of ids) {
        const { status, text, json } = await get(`${path}/${id}`)
        t.equal(status, 200, text.slice(0, 200))
        t.same(faultsOf(one, json()), [], id)
        t.notMatch(text, /:null|:""/, 'what has no value is left out')
      }
    }
    const beyond = await get(`${path}?page=9999`)
    t.match(beyond.json(), { empty: true, size: 0 }, 'after the last page there is nothing')
    t.same(beyond.json().contents, [])
    t.same(faultsOf(list, beyond.json()), [])
  })

t.test('a reader that knows the answer is told that nothing changed', async (t) => {
  const first = await get('/services?per_page=5')
  const etag = String(first.headers.etag)
  const modified = String(first.headers['last-modified'])
  t.equal((await get('/services?per_page=5', { 'if-none-match': etag })).status, 304)
  t.equal((await get('/services?per_page=5', { 'if-none-match': `W/${etag}` })).status, 304)
  t.equal((await get('/services?per_page=6', { 'if-none-match': etag })).status, 200)
  t.equal((await get('/services?per_page=5', { 'if-modified-since': modified })).status, 304)
  t.equal((await get('/services?per_page=5', { 'if-modified-since': new Date(0).toUTCString() })).status, 200)
  t.equal((await get('/services?per_page=5', { 'if-none-match': '"else"', 'if-modified-since': modified })).status, 200)
  t.match(first.headers, { 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' })
})

t.test('a browser elsewhere may read it', async (t) => {
  const answer = await demo.app.inject({
    method: 'OPTIONS',
    url: '/open-referral-uk/services',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
  })
  t.equal(answer.statusCode, 204)
  t.equal(answer.headers['access-control-allow-origin'], '*')
})

t.test('what is asked wrongly is said to be', async (t) => {
  for (const query of ['page=0', 'per_page=x', 'modified_after=soon', 'postcode=NOWHERE', 'day=someday', 'format=csv'])
    t.equal((await get(`/services?${query}`)).status, 400, query)
  for (const path of ['/services/none', '/services/00000000-0000-4000-8000-000000000000', '/nothing'])
    t.equal((await get(path)).status, 404, path)
  t.equal((await get('/services?per_page=1000')).json().size <= 100, true, 'a page has a largest size')
})
