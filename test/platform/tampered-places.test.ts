import { randomUUID } from 'node:crypto'
import t from 'tap'
import { ROLES } from '../../src/platform/context.ts'
import { call, callersOf, ownUrl, walkOperations } from '../access/openapi-walk.ts'
import { makeWorld } from '../access/world.ts'
import { plainPng } from '../files/made-files.ts'
import { startApp } from '../support/app.ts'

const cursor = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Nothing that a list gave. */
const NONE = {
  'a word': 'after',
  'no JSON': Buffer.from('[').toString('base64url'),
  'an object': cursor({}),
  'no parts': cursor([]),
  'null parts': cursor([null]),
  numbers: cursor([1, 2]),
  'too many parts': cursor(['a', 'b', 'c', 'd', 'e']),
}
/** What has the right shape and may not be what a list gave. */
const WRONG = [
  ['x'],
  ['\u0000'],
  ['99999999999-01-01'],
  ['2026-13-45'],
  ['x', 'y'],
  ['2026-03-02', 'x'],
  ['2026-13-45', randomUUID()],
  ['infinity', randomUUID()],
  ['\u0000', randomUUID()],
  ['2026-03-02T10:00:00.000Z', ''],
  ["'; drop table people; --", randomUUID()],
]

t.test('a place in a list that was tampered with is refused in words, in every list', async (t) => {
  const test = await startApp(t)
  const world = await makeWorld(test)
  const lists: string[] = []
  for (const { name, row, query, body, resolve } of await walkOperations(test)) {
    const inBody = body !== undefined && 'after' in (resolve(body).properties ?? {})
    if (!inBody && !query.includes('after')) continue
    lists.push(name)
    await t.test(name, async (t) => {
      const role = callersOf(row, ROLES).find((candidate) => row.own?.[candidate] === undefined)
      if (role === undefined) return
      const client = test.as(world.members[role])
      const own = ownUrl(world, name, role) + (row.query?.(world, role) ?? '')
      const ask = (after: string) =>
        inBody
          ? call(client, name, own, { ...row.body?.(world), after })
          : call(client, name, `${own}${own.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`, undefined)
      for (const [what, after] of Object.entries(NONE)) {
        const { statusCode, text } = await ask(after)
        t.equal(statusCode, 400, `${what}: ${text.slice(0, 300)}`)
      }
      for (const key of WRONG) {
        const { statusCode, text } = await ask(cursor(key))
        t.ok(statusCode === 400 || statusCode === 200, `${JSON.stringify(key)}: ${statusCode} ${text.slice(0, 300)}`)
      }
    })
  }
  t.ok(lists.length >= 15, `asked of ${lists.length} lists: ${lists.join(', ')}`)
})

t.test('a form that is broken is refused in words', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const picture = await plainPng()
  const field = (name: string, value: string) =>
    Buffer.from(`--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  const file = (name: string) =>
    Buffer.concat([
      Buffer.from(`--cut\r\nContent-Disposition: form-data; name="${name}"; filename="a.png"\r\n\r\n`),
      picture,
      Buffer.from('\r\n'),
    ])
  const end = Buffer.from('--cut--\r\n')
  const forms = {
    '/files': { client: as(town.advisor), fields: [field('subjectKind', 'person'), field('subjectId', personId)] },
    '/imports': { client: as(town.administrator), fields: [field('kind', 'organisations')] },
  }
  for (const [path, { client, fields }] of Object.entries(forms)) {
    const whole = Buffer.concat([...fields, file('file'), end])
    const broken: Record<string, [Buffer, string?]> = {
      'no boundary': [whole, 'multipart/form-data'],
      'another boundary': [whole, 'multipart/form-data; boundary=other'],
      'cut off in the file': [whole.subarray(0, whole.length - 30)],
      'cut off in a header': [whole.subarray(0, 20)],
      'no parts': [end],
      nothing: [Buffer.alloc(0)],
      'the wrong field': [Buffer.concat([...fields, file('picture'), end])],
      'a field too many': [Buffer.concat([...fields, field('extra', 'x'), file('file'), end])],
      'no file': [Buffer.concat([...fields, end])],
      'the file as a word': [Buffer.concat([...fields, field('file', 'x'), end])],
      'two files': [Buffer.concat([...fields, file('file'), file('file'), end])],
      'a field that is a prototype': [Buffer.concat([...fields, field('__proto__', 'x'), file('file'), end])],
      'no fields': [Buffer.concat([file('file'), end])],
    }
    for (const [what, [payload, type = 'multipart/form-data; boundary=cut']] of Object.entries(broken)) {
      const { statusCode, body, text } = await client.post(path, payload, { headers: { 'content-type': type } })
      t.ok([400, 413, 415, 422].includes(statusCode), `${path}: ${what}: ${statusCode} ${text}`)
      t.ok(body?.title !== undefined && body.status < 500, `${path}: ${what} is said in words: ${text}`)
    }
  }
})
