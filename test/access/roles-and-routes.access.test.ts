import { randomUUID } from 'node:crypto'
import type { RouteOptions } from 'fastify'
import t from 'tap'
import { ROLES, type Role } from '../../src/platform/context.ts'
import { rolesOf } from '../../src/platform/http/access.ts'
import { startApp } from '../support/app.ts'
import type { Answer, Client } from '../support/client.ts'
import { MATRIX, type Row } from './matrix.ts'
import { collectRoutes } from './routes.ts'
import { makeWorld, type World } from './world.ts'

/** Every route × every role × {own, hidden, other scheme, nobody's}, and without a session, against the written matrix. */
t.test('who may call what', async (t) => {
  const routes = collectRoutes()
  const test = await startApp(t)
  const { as, anybody, clock } = test
  const listed = routes.filter(({ url }) => url.startsWith('/api/v1/'))
  const names = listed.map(nameOf)
  const world = await makeWorld(test)

  t.same(
    names.filter((name) => !(name in MATRIX)),
    [],
    'each route has a row in test/access/matrix.ts',
  )
  t.same(
    Object.keys(MATRIX).filter((name) => !names.includes(name)),
    [],
    'each row has a route',
  )

  t.same(Object.keys(world.members).sort(), [...ROLES].sort(), 'each role is somebody')
  t.match(
    await as(world.given.town.otherProvider).patch(
      `/activities/${world.activityId}`,
      { capacity: 0 },
      { headers: { 'if-match': '"1"' } },
    ),
    { statusCode: 403, body: { type: '/problems/not-allowed' } },
    "a provider reads another's listing, and keeps only its own",
  )

  for (const route of listed) {
    const name = nameOf(route)
    const row = MATRIX[name]
    if (row === undefined) continue
    await t.test(name, async (t) => {
      const declared = route.config?.access
      t.ok(declared !== undefined && typeof row.may === typeof declared, 'the route says who may')
      if (declared !== undefined) t.same([...rolesOf(declared)].sort(), [...rolesOf(row.may)].sort(), 'the same roles')

      const without = await send(anybody, name, row, world, 'referrer', anyId)
      if (row.may === 'public') t.ok(without.statusCode < 500, 'anybody may try')
      else t.match(without, { statusCode: 401, body: { type: '/problems/not-signed-in' } }, 'no session')

      for (const role of ROLES) {
        const client = as(world.members[role])
        const ask = (id: (parameter: string) => string) => send(client, name, row, world, role, id)
        const parameters = parametersOf(name)
        const own = await ask((parameter) => thing(world, parameter).own[role] ?? anyOwn(world, parameter))
        if (row.endsSession) clock.set(clock.now())
        if (row.may === 'public') continue
        if (!rolesOf(row.may).includes(role)) {
          t.match(own, { statusCode: 403, body: { type: '/problems/not-allowed' } }, `${role} may not`)
          continue
        }
        const expected = row.own?.[role]
        if (expected === undefined) t.ok(isThrough(own), `${role} may: ${own.statusCode} ${own.text.slice(0, 300)}`)
        else t.equal(own.statusCode, expected, `${role}: ${own.text}`)

        if (parameters.length === 0) continue
        const random = await ask(() => randomUUID())
        t.match(random, { statusCode: 404, body: { type: '/problems/not-found' } }, `${role}: an id of nothing`)
        const elsewhere = await ask((parameter) => thing(world, parameter).elsewhere)
        t.same(words(elsewhere), words(random), `${role}: another scheme's is nothing`)
        const hidden = await ask((parameter) => thing(world, parameter).hidden[role] ?? randomUUID())
        t.same(words(hidden), words(random), `${role}: what they may not see is nothing`)
      }
    })
  }
})

t.test('an ended relation ends access at once', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { id, personId } = await given.referral()
  t.equal((await as(town.referrer).get(`/people/${personId}`)).statusCode, 200)
  await given.rows(
    `update care_relationships set until_at = now() where person_id = '${personId}' and organisation_id = '${town.practiceId}'`,
  )
  t.equal((await as(town.referrer).get(`/people/${personId}`)).statusCode, 404)
  t.equal((await as(town.referrer).get(`/referrals/${id}`)).statusCode, 404)
  t.equal((await as(town.referrer).post(`/referrals/${id}/withdraw`, { reason: 'moved' })).statusCode, 404)
  t.same((await as(town.referrer).get('/referrals')).body.items, [])
  t.same((await as(town.referrer).post('/people/search', { familyName: 'Thornley' })).body.items, [])
})

const nameOf = ({ method, url }: RouteOptions): string => `${String(method)} ${url.replace('/api/v1', '')}`

const parametersOf = (name: string): string[] => [...name.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? '')

function thing({ things }: World, parameter: string) {
  const known = things[parameter]
  if (known === undefined) throw new Error(`Make a thing for :${parameter} in test/access/world.ts`)
  return known
}

const anyOwn = (world: World, parameter: string): string =>
  Object.values(thing(world, parameter).own)[0] ?? randomUUID()

const anyId = () => randomUUID()

async function send(
  client: Client,
  name: string,
  row: Row,
  world: World,
  role: Role,
  id: (parameter: string) => string,
): Promise<Answer> {
  const [method = '', url = ''] = name.split(' ')
  const path = url.replace(/:(\w+)/g, (_, parameter: string) => id(parameter)) + (row.query?.(world, role) ?? '')
  const body = row.body?.(world)
  const headers = { 'if-match': '"1"' }
  switch (method) {
    case 'GET':
      return client.get(path)
    case 'POST':
      return client.post(path, body)
    case 'PATCH':
      return client.patch(path, body, { headers })
    case 'PUT':
      return client.put(path, body, { headers })
    case 'DELETE':
      return client.delete(path, { headers })
    default:
      throw new Error(`No test sends ${method}`)
  }
}

/** Done, or refused because of the record's state: whoever is told that may see it. */
const isThrough = ({ statusCode }: Answer): boolean =>
  (statusCode >= 200 && statusCode < 300) || [409, 412, 422].includes(statusCode)

/** Everything that an answer says, but for its own number. */
const words = ({ statusCode, body }: Answer): object => ({ statusCode, ...body, instance: undefined })
