import { randomUUID } from 'node:crypto'
import t from 'tap'
import { ROLES } from '../../src/platform/context.ts'
import { startApp } from '../support/app.ts'
import { call, callersOf, ownUrl, type Schema, type Walked, walkOperations } from './openapi-walk.ts'
import { makeWorld, type World } from './world.ts'

/** Where an id of nothing is passed over without harm, and why. */
const PASSED_OVER: Record<string, string> = {
  'POST /caseload/csv owner': 'narrows a list, to nothing',
  'POST /caseload/csv practiceId': 'narrows a list, to nothing',
  'POST /organisations/:organisationId/close endMembershipIds.0':
    'ends only those who work there, whoever else is named',
  'POST /referrals/reassign referralIds.0': 'what is not there stays where it is, and is named as such',
  'POST /referrals/reassign/preview referralIds.0': 'the same',
  'POST /referrals/read-back practiceId': 'an open referral of that practice is looked for, and there is none',
  'POST /memberships/:membershipId/days-away items.0.toId': 'what is cancelled goes to nobody',
}

type Step = string | 0
type Place = { path: Step[]; isList: boolean }

/** Where a body takes ids: each property that is a uuid, and each list of them. */
function idsOf({ body, resolve }: Walked): Place[] {
  const places: Place[] = []
  const seen = new Set<Schema>()
  const walk = (given: Schema, path: Step[]): void => {
    const schema = resolve(given)
    if (path.length > 6 || seen.has(schema)) return
    seen.add(schema)
    if (schema.format === 'uuid') places.push({ path, isList: path.at(-1) === 0 })
    for (const [name, part] of Object.entries(schema.properties ?? {})) walk(part, [...path, name])
    if (schema.items !== undefined) walk(schema.items, [...path, 0])
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) walk(part, path)
    seen.delete(schema)
  }
  if (body !== undefined) walk(body, [])
  return places
}

/** The body with one value set; undefined when the body of the matrix has no such place to set it in. */
function withValue(body: unknown, [step, ...rest]: Step[], value: unknown): unknown {
  if (step === undefined) return value
  if (step === 0) {
    const list = Array.isArray(body) ? body : []
    const first = withValue(list[0], rest, value)
    return first === undefined ? undefined : [first, ...list.slice(1)]
  }
  const object = body ?? {}
  if (typeof object !== 'object' || Array.isArray(object)) return undefined
  const inner = withValue((object as Record<string, unknown>)[step], rest, value)
  return inner === undefined ? undefined : { ...object, [step]: inner }
}

/** A thing of the kind that the name of the property asks for, of another scheme and of somebody whom the role may not see. */
function foreignFor(world: World, name: string): { elsewhere: string; hidden: string | undefined } {
  const kind = /person|duplicate/i.test(name)
    ? 'personId'
    : /member|cover|worker|advisor|owner|toId|heldBy|by/i.test(name)
      ? 'membershipId'
      : /practice|organisation|provider|recipient|successor|service/i.test(name)
        ? 'organisationId'
        : /activity/i.test(name)
          ? 'activityId'
          : /file/i.test(name)
            ? 'fileId'
            : /contact/i.test(name)
              ? 'contactId'
              : 'referralId'
  const thing = world.things[kind] ?? world.things.referralId
  return {
    elsewhere: thing?.elsewhere ?? randomUUID(),
    hidden: kind === 'personId' || kind === 'referralId' ? thing?.hidden.referrer : undefined,
  }
}

t.test('an id in a body opens nothing: of another scheme, of a neighbour, of nothing, or none at all', async (t) => {
  const test = await startApp(t)
  const world = await makeWorld(test)
  let asked = 0
  for (const walked of await walkOperations(test)) {
    const { name, row } = walked
    const places = idsOf(walked)
    if (places.length === 0 || row.endsSession === true) continue
    await t.test(name, async (t) => {
      // One role is enough: what a role may is asked by who-may-call-what, what an id opens is asked here.
      const [role] = callersOf(row, ROLES)
      if (role === undefined) return
      const client = test.as(world.members[role])
      const url = ownUrl(world, name, role) + (row.query?.(world, role) ?? '')
      const body = row.body?.(world) ?? {}
      for (const { path, isList } of places) {
        const property = String(path.filter((step) => step !== 0).at(-1))
        const { elsewhere, hidden } = foreignFor(world, property)
        const values = {
          "another scheme's": elsewhere,
          "a neighbour's": hidden,
          nothing: randomUUID(),
          malformed: 'not-a-uuid',
          empty: '',
          number: 7,
          null: null,
        }
        for (const [what, value] of Object.entries(values)) {
          if (value === undefined) continue
          const sent = withValue(body, path, value)
          if (sent === undefined) continue
          const { statusCode, text } = await call(client, name, url, sent)
          asked += 1
          const said = `${path.join('.')}: ${what}: ${statusCode} ${text.slice(0, 300)}`
          t.ok(statusCode < 500, said)
          if (what === 'malformed' || what === 'empty' || what === 'number') t.equal(statusCode, 400, said)
          if ((what === "another scheme's" || what === 'nothing') && !(`${name} ${path.join('.')}` in PASSED_OVER))
            t.ok(statusCode >= 400, said)
          if (what === "a neighbour's") t.ok(statusCode >= 400 || !text.includes('"givenName"'), said)
        }
        if (!isList) continue
        const none = withValue(body, path.slice(0, -1), [])
        const { statusCode, text } = await call(client, name, url, none)
        t.ok(statusCode < 500, `${path.join('.')}: none: ${statusCode} ${text.slice(0, 300)}`)
      }
    })
  }
  t.ok(asked > 200, `asked ${asked} times`)
})
