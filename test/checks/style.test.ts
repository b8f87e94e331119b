import t from 'tap'
import {
  findBareMigrations,
  findEmptyNames,
  findEmptyPatterns,
  findImpureCode,
  findImpureImports,
  findLongFiles,
  findRealNhsNumbers,
  findSleepingTests,
  findStrangeFeatures,
} from './style.ts'

const POLICY = 'src/features/referrals/policy.ts'

t.test('a pure file that reads the clock, chance or the environment, or waits, is caught', async (t) => {
  const plants = [
    'export const at = Date.now()',
    'export const at = new Date()',
    'export const at = performance.now()',
    'export const luck = Math.random()',
    'export const url = process.env.DATABASE_URL',
    'export const load = async (later: Promise<void>) => { await later }',
  ]
  for (const text of plants) {
    t.same(
      findImpureCode([{ path: POLICY, text }]).map(({ line }) => line),
      [1],
      text,
    )
    t.same(findImpureCode([{ path: 'src/features/referrals/store.ts', text }]), [], 'elsewhere it is let be')
  }
  t.same(
    findImpureCode([{ path: POLICY, text: "// not Date.now()\nexport const words = 'we await Math.random()'" }]),
    [],
  )
  t.same(findImpureCode([{ path: POLICY, text: 'export const at = (day: string) => new Date(day)' }]), [])
})

t.test('a pure file that takes what is not pure through another public.ts is caught', async (t) => {
  const publicFile = {
    path: 'src/features/people/public.ts',
    text: "export { knownValue as known } from './facts.ts'\nexport { findPerson } from './store.ts'\nexport const now = () => 1",
  }
  const faultsOf = (text: string) => findImpureImports([publicFile, { path: POLICY, text }]).length
  t.equal(faultsOf("import { findPerson } from '../people/public.ts'"), 1)
  t.equal(faultsOf("import { findPerson as find } from '../people/public.ts'"), 1)
  t.equal(faultsOf("import { now } from '../people/public.ts'"), 1, 'what public.ts says itself')
  t.equal(faultsOf("import { known } from '../people/public.ts'"), 0)
  t.equal(faultsOf("import type { findPerson } from '../people/public.ts'"), 0)
  t.equal(faultsOf("import { type findPerson, known } from '../people/public.ts'"), 0)
})

t.test('an empty list in a pattern of t.match is caught: it matches every list', async (t) => {
  const faultsOf = (text: string) => findEmptyPatterns([{ path: 'test/people/people.test.ts', text }]).length
  t.equal(faultsOf('t.match(answer.body, { items: [] })'), 1)
  t.equal(faultsOf('t.match(answer.body.items, [])'), 1)
  t.equal(faultsOf('t.match(items, [{ told: [] }])'), 1)
  t.equal(faultsOf('t.match(answer.body, { items: [{ id }] })'), 0)
  t.equal(faultsOf('t.same(answer.body.items, [])'), 0)
  t.equal(faultsOf('t.match(await put(path, { goals: [] }), { statusCode: 200 })'), 0, 'what is sent is no pattern')
})

t.test('a file of over 300 lines is caught, unless a reason stands beside its name', async (t) => {
  const long = { path: 'src/features/referrals/api.ts', text: 'x\n'.repeat(301) }
  t.equal(findLongFiles([long], {}).length, 1)
  t.equal(findLongFiles([{ ...long, text: 'x\n'.repeat(300) }], {}).length, 0)
  t.equal(findLongFiles([long], { [long.path]: 'one subject' }).length, 0)
  t.equal(findLongFiles([{ ...long, path: 'test/long.test.ts' }], {}).length, 0)
})

t.test('a file whose name says nothing is caught', async (t) => {
  for (const name of ['index.ts', 'utils.ts', 'helpers.ts', 'types.ts', 'constants.ts'])
    t.equal(findEmptyNames([{ path: `src/platform/${name}`, text: '' }]).length, 1, name)
  t.equal(findEmptyNames([{ path: 'src/platform/clock.ts', text: '' }]).length, 0)
})

t.test('a test that is left out, or leaves out the others, is caught', async (t) => {
  const faultsOf = (text: string) => findSleepingTests([{ path: 'test/some.test.ts', text }]).length
  t.equal(faultsOf("t.only('one', async () => {})"), 1)
  t.equal(faultsOf("t.skip('one', async () => {})"), 1)
  t.equal(faultsOf("t.todo('one')"), 1)
  t.equal(faultsOf("t.test('one', { skip: true }, async () => {})"), 1)
  t.equal(faultsOf("t.test('one', { todo: 'later' }, async () => {})"), 1)
  t.equal(faultsOf("t.test('only the first', async () => { list({ skip: 1 }) })"), 0)
})

t.test('an NHS number that could be somebody is caught, in digits or as it is shown', async (t) => {
  // Put together here, or this file would be caught itself.
  const [first, second, third] = ['943', '476', '5919']
  const faultsOf = (text: string) => findRealNhsNumbers([{ path: 'test/town.ts', text }]).length
  t.equal(faultsOf(`'${first}${second}${third}'`), 1)
  t.equal(faultsOf(`'${first} ${second} ${third}'`), 1)
  t.equal(faultsOf("'9990000018'"), 0, 'the range for tests')
  t.equal(faultsOf("'3478526985'"), 0, 'the example that is refused')
  t.equal(faultsOf("'9434765910'"), 0, 'no valid number')
})

t.test('a migration that begins without a comment is caught', async (t) => {
  const faultsOf = (text: string) => findBareMigrations([{ path: 'migrations/0001_more.sql', text }]).length
  t.equal(faultsOf('create table more ();'), 1)
  t.equal(faultsOf('-- \ncreate table more ();'), 1)
  t.equal(faultsOf('-- More, because there was too little.\ncreate table more ();'), 0)
})

t.test('a feature without a place in the order is caught', async (t) => {
  t.equal(findStrangeFeatures([{ path: 'src/features/gardening/api.ts', text: '' }]).length, 1)
  t.equal(findStrangeFeatures([{ path: 'src/features/people/api.ts', text: '' }]).length, 0)
})
