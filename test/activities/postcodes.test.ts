import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import t from 'tap'
import { findPostcodeColumns, readPostcodeRow } from '../../src/features/activities/postcode-file.ts'
import { importPostcodes, tellOfPostcodes } from '../../src/features/activities/public.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const HEADINGS = 'pcd,pcd2,pcds,dointr,doterm,usertype,lat,long,imd'
const row = (postcode: string, { doterm = '', lat = '53.43', long = '-1.357' } = {}) =>
  `"${postcode.replace(' ', '')}","${postcode}","${postcode}","198001","${doterm}","0",${lat},${long},1974`

const folder = await mkdtemp(join(tmpdir(), 'postcodes-'))
t.teardown(() => rm(folder, { recursive: true }))
async function toFile(...lines: string[]): Promise<string> {
  const path = join(folder, 'postcodes.csv')
  await writeFile(path, `\uFEFF${lines.join('\r\n')}\r\n`)
  return path
}

const test = await startApp(t)
const { given, databaseUrl } = test
const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connection: { role: DATABASE_ROLES.owner } })
t.teardown(() => sql.end())
const placesOf = (activityId: string) =>
  given.rows(`select latitude, longitude, version from activities where id = '${activityId}'`)
const take = (path: string) => importPostcodes({ sql }, { path })
const kept = () => given.rows('select postcode, latitude from postcode_centroids order by postcode')

t.test('the file says where postcodes lie, and where each activity is, in every scheme', async (t) => {
  const elsewhere = await given.anotherTown()
  const here = await givePlacements(test).activity({ postcode: 'S60 1AA' })
  const there = await givePlacements(test, elsewhere).activity({ postcode: 'S60 1AB' })
  const unknown = await givePlacements(test).activity({ name: 'Bowls', postcode: 'S99 9ZZ' })
  const path = await toFile(
    HEADINGS,
    row('S60 1AA'),
    row('S60 1AB', { lat: '53.44', long: '-1.36' }),
    row('S60 1AD', { doterm: '201504' }),
    row('JE2 3AB', { lat: '99.999999', long: '0.000000' }),
    row('NOT ONE'),
    row('S60 1AA'),
  )
  const told = await take(path)
  t.match(told, {
    read: 6,
    kept: 3,
    changed: 2,
    placed: 2,
    leftOut: { terminated: 1, 'no-place': 1, 'no-postcode': 1 },
  })
  t.match(tellOfPostcodes(told), /1 no longer in use, 1 without a place on the map, 1 without a postcode/)
  t.same(await kept(), [
    { postcode: 'S60 1AA', latitude: 53.43 },
    { postcode: 'S60 1AB', latitude: 53.44 },
  ])
  t.same(await placesOf(here), [{ latitude: 53.43, longitude: -1.357, version: 1 }], 'its version stays')
  t.match(await placesOf(there), [{ latitude: 53.44 }], 'of another scheme, too')
  t.match(await placesOf(unknown), [{ latitude: null }])

  t.match(await take(path), { kept: 3, changed: 0, placed: 0 }, 'a second time nothing changes')
  const moved = await toFile(HEADINGS.toUpperCase(), row('S60 1AA', { lat: '53.5' }))
  t.match(await take(moved), { kept: 1, changed: 1, placed: 1 }, 'a newer file moves what moved')
  t.equal((await kept()).length, 2, 'and what it lacks stays')
})

t.test('what is no postcode file is refused in words, and changes nothing', async (t) => {
  const before = await kept()
  await t.rejects(take(await toFile('Name,Kind', 'Bowls,group')), /lacks pcds, lat, long, doterm/)
  await t.rejects(take(await toFile('')), /lacks pcds|empty/)
  await t.rejects(take(join(folder, 'none.csv')), {
    message: 'There is no file of that name that can be read.',
  })
  await t.rejects(take(folder), { message: 'There is no file of that name that can be read.' })
  const broken = await toFile(HEADINGS, row('S60 1AX'), '"S60 1AY","S60')
  await t.rejects(take(broken), /no CSV all through/)
  t.same(await kept(), before)
  t.match(await sql`select 1 as n`, [{ n: 1 }], 'the connection is whole')
})

t.test('a row is read by the names of its columns, in any order', async (t) => {
  t.match(findPostcodeColumns(['LONG', 'LAT', 'PCDS', 'DOTERM']), { columns: { long: 0, lat: 1, pcds: 2, doterm: 3 } })
  t.match(findPostcodeColumns(['pcds', 'lat']), { missing: ['long', 'doterm'] })
  const columns = { pcds: 0, doterm: 1, lat: 2, long: 3 }
  t.same(readPostcodeRow(['s601aa', '', '53.43', '-1.357'], columns), {
    postcode: 'S60 1AA',
    latitude: 53.43,
    longitude: -1.357,
  })
  t.equal(readPostcodeRow(['S60 1AA', '', '', ''], columns), 'no-place')
  t.equal(readPostcodeRow(['S60 1AA', '', '53,43', '-1.357'], columns), 'no-place')
  t.equal(readPostcodeRow(['S60 1AA', '', '-1.357', '53.43'], columns), 'no-place', 'turned round')
})
