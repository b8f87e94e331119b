import t from 'tap'
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
