import { existsSync } from 'node:fs'
import { PlainError } from '../src/platform/plain-error.ts'
import { runTests } from './support/runner.ts'
import { startTestServer } from './support/server.ts'

/** What depends on the version: migrations, roles, row-level security, concurrency. The rest runs on the bundled version alone. */
export const ON_POSTGRES_15 = ['test/platform/**/!(bundled-postgres).test.ts', 'test/**/*.pg15.test.ts']

const PROGRAMS = '/usr/lib/postgresql/15/bin'

/** `npm run test:pg15`: the oldest version that we support, as Debian has it. */
await runTests(async () => {
  if (!existsSync(PROGRAMS)) throw new PlainError('PostgreSQL 15 is missing: run apt-get install postgresql-15')
  return startTestServer(PROGRAMS)
}, ON_POSTGRES_15)
