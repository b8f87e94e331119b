import { existsSync } from 'node:fs'
import { PlainError } from '../src/platform/plain-error.ts'
import { runTests } from './support/runner.ts'
import { startTestServer } from './support/server.ts'

/** What depends on the version: migrations, roles, row-level security, concurrency, plans of queries. The rest runs on the bundled version alone. */
const ON_POSTGRES_15 = [
  ...['migrate', 'roles', 'rls', 'idempotency', 'jobs', 'audit'].map((name) => `test/platform/${name}.test.ts`),
  'test/placements/places.test.ts',
  'test/referrals/lifecycle.test.ts',
  'test/referrals/hot-queries.test.ts',
  // Needs the programs that dump and restore, which the bundled version does not bring.
  'test/pg15/restore.ts',
]

const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** `npm run test:pg15`: the oldest version that we support, as Debian has it. */
await runTests(async () => {
  if (!existsSync(PROGRAMS)) throw new PlainError('PostgreSQL 15 is missing: run apt-get install postgresql-15')
  return startTestServer(PROGRAMS)
}, ON_POSTGRES_15)
