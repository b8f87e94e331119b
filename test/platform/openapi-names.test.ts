import t from 'tap'
import { parse } from 'yaml'
import { describeApi } from '../../src/cli.ts'
import { nameOnce } from '../../src/platform/http/openapi-names.ts'

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** A document in which one operation uses the named schemas. */
const described = (schemas: Record<string, unknown>, ...used: string[]) => ({
  paths: { '/referrals': { post: used.map(to) } },
  components: { schemas },
})

t.test('a schema that is the same in and out has one name', async (t) => {
  const { components, paths } = nameOnce(
    described({ Address: { type: 'object' }, AddressInput: { type: 'object' } }, 'Address', 'AddressInput'),
  )
  t.same(components.schemas, { Address: { type: 'object' } })
  t.same(paths['/referrals'].post, [to('Address'), to('Address')])
})

t.test('a schema that only comes in loses the ending', async (t) => {
  const { components } = nameOnce(described({ SignIn: { out: true }, SignInInput: { in: true } }, 'SignInInput'))
  t.same(components.schemas, { SignIn: { in: true } })
})

t.test('schemas that differ keep two names, and so do those that hold them', async (t) => {
  const schemas = {
    Facts: { required: ['answer'] },
    FactsInput: {},
    Person: { properties: { facts: to('Facts') } },
    PersonInput: { properties: { facts: to('FactsInput') } },
  }
  t.same(nameOnce(described(schemas, 'Person', 'PersonInput')).components.schemas, schemas)
})

t.test('schemas that refer to themselves, and are the same otherwise, have one name', async (t) => {
  const schemas = { Tree: { items: to('Tree') }, TreeInput: { items: to('TreeInput') } }
  t.same(nameOnce(described(schemas, 'Tree', 'TreeInput')).components.schemas, { Tree: { items: to('Tree') } })
})

t.test('a schema that nothing refers to is left out', async (t) => {
  t.same(nameOnce(described({ Used: {}, Unused: {} }, 'Used')).components.schemas, { Used: {} })
})

t.test('each POST that takes a key says what a key is refused with, whether or not its route does', async (t) => {
  type Operation = { parameters?: { name: string }[]; responses: Record<string, { description: string }> }
  // What we wrote ourselves, read back.
  const { paths } = parse(await describeApi()) as { paths: Record<string, { post?: Operation }> }
  const keyed = Object.entries(paths).flatMap(([path, { post }]) =>
    post?.parameters?.some(({ name }) => name === 'idempotency-key') === true ? [{ path, post }] : [],
  )
  t.ok(keyed.length > 100, String(keyed.length))
  const silent = keyed.filter(({ post: { responses } }) => !says(responses[409], 'request-in-flight'))
  t.same(
    silent.map(({ path }) => path),
    [],
  )
  t.ok(keyed.every(({ post: { responses } }) => says(responses[422], 'key-used-for-another-request')))
  const twice = keyed.filter(
    ({ post }) => (post.responses[409]?.description.split('`request-in-flight`').length ?? 0) > 2,
  )
  t.same(twice, [], 'and says it once')
})

const says = (answer: { description: string } | undefined, type: string): boolean =>
  answer?.description.includes(`\`${type}\``) === true
