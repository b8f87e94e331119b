/*
 * Who may import whom: `main/worker/cli -> demo -> app -> interop -> features -> platform`, and inside a feature
 * door -> use-case -> policy, rules and store -> tables. Each rule has a planted violation in test/checks/layers.test.ts.
 */

/** The features in the order in which they stand on each other: each may use only those before it. */
export const FEATURES = [
  'schemes',
  'organisations',
  'accounts',
  'absence',
  'tasks',
  'messages',
  'people',
  'safeguarding',
  'referrals',
  'contacts',
  'caseload',
  'plans',
  'files',
  'agreements',
  'measures',
  'activities',
  'funding',
  'placements',
  'links',
  'mentoring',
  'closing',
  'withdrawals',
  'corrections',
  'successions',
  'staff',
  'imports',
  'hospital',
  'coproduction',
  'privacy',
  'setup',
  'reports',
  'meetings',
  'workspaces',
]

/** Files of a feature that hold rules and facts alone: the same values in, the same values out. */
export const PURE = [
  'activity-words',
  'allocation',
  'around-view-models',
  'duty-view-model',
  'gaps',
  'gaps-view-model',
  'hand-over-view-models',
  'away-view-models',
  'bank-holidays',
  'callers',
  'card',
  'change-page',
  'changes',
  'clock',
  'codes',
  'columns',
  'compose',
  'contact-status',
  'content',
  'days-away',
  'decisions',
  'demographics-line',
  'disclosure',
  'editor',
  'eligibility',
  'facts',
  'find',
  'find-view-models',
  'group-words',
  'heard',
  'hopes',
  'imported',
  'instruments',
  'instruments/[^/]+',
  'kinds',
  'labels',
  'ladder',
  'letters',
  'letters-view-models',
  'looks',
  'lifecycle',
  'list-rules',
  'list-words',
  'lists',
  'lone-working',
  'may-contact',
  'milestones',
  'pace',
  'page-help',
  'page-help-offices',
  'names',
  'news-texts',
  'no-reply',
  'notices',
  'nhs-number',
  'outcome-figures',
  'organisation-words',
  'outbox-words',
  'outside',
  'password-rules',
  'person-details',
  'person-view-models',
  'policy',
  'presence',
  'reference-number',
  'referral-steps',
  'referral-links',
  'read-back',
  'reach-texts',
  'readiness',
  'reviews',
  'required-set',
  'roles',
  'risk-list-view-model',
  'risk-rows',
  'rules',
  'scoring',
  'question-words',
  'service-words',
  'settings',
  'shown-view-models',
  'settings-words',
  'sorts',
  'stage',
  'strictest',
  'team-view-models',
  'unallocated-view-models',
  'telling',
  'text-segments',
  'text-words',
  'touches',
  'lone-working-view-models',
  'view-models',
  'visit-page',
  'visit-plan',
  'working-days',
  'working-hours',
]
export const PURE_PATH = `^src/features/[^/]+/(?:${PURE.join('|')})\\.ts$`
export const PURE_PLATFORM_PATH =
  '^src/platform/(?:clock|context|days-ahead|disclosure|postcode|problems|statistics|web/words)\\.ts$'

const DOORS = '^src/features/[^/]+/(?:api|pages|jobs)\\.ts$'
/** Where fastify is known: doors, the routes they share, and where sessions are authenticated. */
const WEB = [
  DOORS,
  '^src/features/[^/]+/[a-z-]+-routes\\.ts$',
  '^src/features/accounts/(?:access-tokens|authentication)\\.ts$',
]
const FORMS = '^src/features/[^/]+/[a-z-]*(?:contract|forms)\\.ts$'
const USE_CASES = '^src/features/[^/]+/use-cases/'
const STORES = '^src/features/[^/]+/(?:store\\.ts$|store/|visibility\\.ts$)'
const TABLES = '^src/features/[^/]+/tables\\.ts$'
const PUBLIC = '^src/features/[^/]+/(?:public|to-person)\\.ts$'
const REPORTS = '^src/features/reports/'
const PROGRAMS = '^src/(?:main|worker|cli)\\.ts$'
const TYPES_ASIDE = { dependencyTypesNot: /** @type {const} */ (['type-only']) }
const SQL_PACKAGES = 'node_modules/(?:drizzle-orm|postgres)/'
const WEB_PACKAGES = 'node_modules/(?:fastify|fastify-type-provider-zod|@fastify/[^/]+)/'

/** @type {(name: string, comment: string, from: object, to: object) => import('dependency-cruiser').IForbiddenRuleType} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'platform-knows-no-feature',
      'The platform holds technical parts only.',
      { path: '^src/platform/' },
      { path: '^src/(?!platform/)' },
    ),
    ...FEATURES.slice(0, -1).map((feature, index) =>
      forbid(
        `order-of-${feature}`,
        'A feature uses only those that stand before it in FEATURES.',
        { path: `^src/features/${feature}/` },
        { path: `^src/features/(?:${FEATURES.slice(index + 1).join('|')})/` },
      ),
    ),
    forbid(
      'feature-is-on-the-list',
      'A new feature gets its place in FEATURES.',
      { path: '^src/' },
      { path: `^src/features/(?!(?:${FEATURES.join('|')})/)` },
    ),
    forbid(
      'features-stand-on-the-platform',
      'A feature imports features and the platform, nothing above them.',
      { path: '^src/features/' },
      { path: '^src/(?!features/|platform/)' },
    ),
    forbid(
      'interop-stands-on-features',
      'FHIR and Open Referral are built on features, not on the app.',
      { path: '^src/interop/' },
      { path: '^src/(?!interop/|features/|platform/)' },
    ),
    forbid(
      'demo-is-for-programs',
      'Only the programs know that there is a demo.',
      { path: '^src/', pathNot: ['^src/demo/', PROGRAMS] },
      { path: '^src/demo/' },
    ),
    forbid('programs-are-on-top', 'Nothing imports a program.', { path: '^src/' }, { path: PROGRAMS }),
    forbid(
      'app-enters-by-doors',
      'What puts the app together knows the doors of a feature, and what it makes public.',
      { path: '^src/[^/]+\\.ts$' },
      { path: '^src/features/', pathNot: [DOORS, PUBLIC] },
    ),
    forbid(
      'others-through-public',
      'Of another feature, public.ts; its tables for foreign keys and reads.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/', pathNot: ['^src/features/$1/', PUBLIC, TABLES] },
    ),
    forbid(
      'others-tables-only-in-sql',
      "Another feature's tables are for tables.ts, the store, visibility and reports.",
      { path: '^src/features/([^/]+)/', pathNot: [TABLES, STORES, REPORTS] },
      { path: TABLES, pathNot: '^src/features/$1/' },
    ),
    forbid(
      'pure-imports-pure',
      'Rules import rules and types. What comes through public.ts is checked in test/checks/style.ts.',
      { path: PURE_PATH },
      { pathNot: [PURE_PATH, PURE_PLATFORM_PATH, PUBLIC, 'node_modules/zod/'], ...TYPES_ASIDE },
    ),
    forbid('doors-are-entered-from-outside', 'No feature calls a door.', { path: '^src/features/' }, { path: DOORS }),
    forbid(
      'doors-call-use-cases',
      'A door parses, calls one use-case and answers: it reads and writes nothing itself.',
      { path: [DOORS, '^src/features/[^/]+/[a-z-]+-routes\\.ts$'] },
      { path: [STORES, TABLES], ...TYPES_ASIDE },
    ),
    forbid(
      'use-cases-know-no-form',
      'What comes in and goes out is for doors; a use-case may take its type.',
      { path: USE_CASES },
      { path: FORMS, ...TYPES_ASIDE },
    ),
    forbid(
      'stores-decide-nothing',
      'A store reads and writes what a use-case has decided.',
      { path: STORES },
      { path: [USE_CASES, FORMS, '^src/features/[^/]+/(?:policy|view-models)\\.ts$'], ...TYPES_ASIDE },
    ),
    forbid(
      'tables-are-the-ground',
      "Tables import tables, facts (another feature's through public.ts) and the platform.",
      { path: TABLES },
      { path: '^src/features/', pathNot: [TABLES, PURE_PATH, PUBLIC], ...TYPES_ASIDE },
    ),
    forbid(
      'sql-in-stores',
      'In features drizzle and postgres appear in the store, tables, visibility and reports.',
      { path: '^src/features/', pathNot: [STORES, TABLES, REPORTS] },
      { path: SQL_PACKAGES },
    ),
    forbid(
      'web-at-the-doors',
      'fastify appears at doors and where sessions are authenticated, never behind them.',
      { path: '^src/features/', pathNot: WEB },
      { path: WEB_PACKAGES },
    ),
    forbid(
      'one-gate-to-a-person',
      'What goes to a person is given out by messages/to-person.ts, and the gate in people alone calls it.',
      { path: '^src/', pathNot: ['^src/features/people/use-cases/', '^src/features/messages/to-person\\.ts$'] },
      { path: '^src/features/messages/(?:store/)?to-person\\.ts$' },
    ),
    forbid('no-circles', 'Two files that import each other are one file, or three.', {}, { circular: true }),
    forbid(
      'source-needs-no-tests',
      'src runs without test and bench.',
      { path: '^src/' },
      { path: '^(?:test|bench)/' },
    ),
    forbid(
      'source-needs-no-development-packages',
      'What src imports is installed in production.',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
