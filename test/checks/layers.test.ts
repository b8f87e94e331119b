import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import t from 'tap'
import config, { FEATURES } from '../../.dependency-cruiser.mjs'
import { ROOT } from './files.ts'

/** A small tree: each file with the path that it imports, as it would stand in the file. */
type Tree = Readonly<Record<string, string>>

const referral = (file: string) => `src/features/referrals/${file}`

/** For each rule something that it must catch. Files that are only imported need not be named. */
const VIOLATIONS: Readonly<Record<string, Tree>> = {
  'platform-knows-no-feature': { 'src/platform/clock.ts': 'src/features/schemes/public.ts' },
  'feature-is-on-the-list': { 'src/app.ts': 'src/features/gardening/public.ts' },
  'features-stand-on-the-platform': { [referral('store.ts')]: 'src/config.ts' },
  'interop-stands-on-features': { 'src/interop/fhir/referral.ts': 'src/app.ts' },
  'demo-is-for-programs': { 'src/app.ts': 'src/demo/town.ts' },
  'programs-are-on-top': { 'src/demo/main.ts': 'src/main.ts' },
  'app-enters-by-doors': { 'src/app.ts': referral('use-cases/accept-referral.ts') },
  'others-through-public': { [referral('use-cases/make-referral.ts')]: 'src/features/people/store.ts' },
  'others-tables-only-in-sql': { [referral('use-cases/make-referral.ts')]: 'src/features/people/tables.ts' },
  'pure-imports-pure': { [referral('policy.ts')]: referral('store.ts') },
  'doors-are-entered-from-outside': { [referral('use-cases/make-referral.ts')]: referral('api.ts') },
  'doors-call-use-cases': { [referral('api.ts')]: referral('store.ts') },
  'use-cases-know-no-form': { [referral('use-cases/make-referral.ts')]: referral('contract.ts') },
  'stores-decide-nothing': { [referral('store.ts')]: referral('policy.ts') },
  'tables-are-the-ground': { [referral('tables.ts')]: referral('store.ts') },
  'sql-in-stores': { [referral('use-cases/make-referral.ts')]: 'drizzle-orm' },
  'web-at-the-doors': { [referral('use-cases/make-referral.ts')]: 'fastify' },
  'one-gate-to-a-person': {
    'src/features/messages/jobs.ts': 'src/features/messages/store/to-person.ts',
    'src/features/closing/use-cases/record-death.ts': 'src/features/messages/to-person.ts',
    'src/features/messages/public.ts': 'src/features/messages/store/to-person.ts',
  },
  'no-circles': { 'src/platform/clock.ts': 'src/platform/ids.ts', 'src/platform/ids.ts': 'src/platform/clock.ts' },
  'source-needs-no-tests': { 'src/platform/clock.ts': 'test/support/town.ts' },
  'source-needs-no-development-packages': { 'src/platform/clock.ts': 'tap' },
}

/** Each feature reaches for the one after it. */
const AGAINST_THE_ORDER: Tree = Object.fromEntries(
  FEATURES.slice(0, -1).map((feature, index) => [
    `src/features/${feature}/use-cases/do-it.ts`,
    `src/features/${FEATURES[index + 1]}/public.ts`,
  ]),
)
const ORDER_RULES = FEATURES.slice(0, -1).map((feature) => `order-of-${feature}`)

/** What the rules are for, and must let be. */
const ALLOWED: Tree = {
  'src/main.ts': 'src/demo/main.ts',
  'src/demo/main.ts': 'src/app.ts',
  'src/app.ts': referral('api.ts'),
  [referral('api.ts')]: referral('use-cases/make-referral.ts'),
  [referral('use-cases/make-referral.ts')]: referral('policy.ts'),
  [referral('policy.ts')]: referral('lifecycle.ts'),
  [referral('clock.ts')]: 'src/features/schemes/public.ts',
  [referral('store.ts')]: 'src/features/people/tables.ts',
  [referral('tables.ts')]: 'drizzle-orm',
}

t.test('every rule has a planted violation', async (t) => {
  const rules = config.forbidden?.map(({ name }) => name ?? 'unnamed') ?? []
  t.same([...Object.keys(VIOLATIONS), ...ORDER_RULES].sort(), [...rules].sort())
})

t.test('each planted violation is caught by its rule', async (t) => {
  for (const [rule, tree] of Object.entries(VIOLATIONS)) {
    const caught = await check(plant(t.testdir({}), rule, tree))
    t.ok(caught.includes(rule), `${rule} (caught by: ${caught.join(', ') || 'nothing'})`)
  }
})

t.test('a feature that uses a later one is caught by its own rule', async (t) => {
  const caught = await check(plant(t.testdir({}), 'against-the-order', AGAINST_THE_ORDER))
  t.same(caught.sort(), ORDER_RULES.sort())
})

t.test('a tree in order is let be', async (t) => {
  t.same(await check(plant(t.testdir({}), 'in-order', ALLOWED)), [])
})

t.test('a type from a door, which leaves no import behind, is let be', async (t) => {
  const folder = plant(t.testdir({}), 'types', {})
  write(folder, referral('contract.ts'), 'export type NewReferral = { reason: string }\n')
  write(
    folder,
    referral('use-cases/make-referral.ts'),
    "import type { NewReferral } from '../contract.ts'\nexport const makeReferral = (body: NewReferral) => body\n",
  )
  t.same(await check(folder), [])
})

/** Writes the tree; everything that is imported and not in it is there as an empty module. */
function plant(parent: string, name: string, tree: Tree): string {
  const folder = join(parent, name)
  const paths = Object.values(tree).filter((path) => path.endsWith('.ts') && !(path in tree))
  for (const path of paths) write(folder, path, 'export const nothing = undefined\n')
  for (const [path, imported] of Object.entries(tree)) {
    const specifier = imported.endsWith('.ts') ? `${'../'.repeat(path.split('/').length - 1)}${imported}` : imported
    write(folder, path, `import * as planted from '${specifier}'\nexport const used = planted\n`)
  }
  mkdirSync(join(folder, 'src'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  return folder
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** The rules that found something, each once. */
async function check(folder: string): Promise<string[]> {
  const { forbidden = [], options = {} } = config
  const { output } = await cruise(['src'], {
    ...options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
    outputType: 'json',
  })
  const { summary }: ICruiseResult = typeof output === 'string' ? JSON.parse(output) : output
  return [...new Set(summary.violations.map(({ rule }) => rule.name))]
}
