import { statSync } from 'node:fs'
import { join } from 'node:path'
import { runTests } from './support/runner.ts'
import { startTestServer } from './support/server.ts'

/**
 * `npm test`, or `npm test -- <files and folders>`: on a server of its own, or on that of TEST_DATABASE_URL, which must
 * sign in as a superuser. Roles belong to a whole server, so do not name one that a Rother in use shares.
 */
const { TEST_DATABASE_URL } = process.env
await runTests(
  async () =>
    TEST_DATABASE_URL === undefined
      ? startTestServer(undefined)
      : { adminUrl: TEST_DATABASE_URL, stop: async () => {} },
  process.argv.slice(2).map(toPattern),
)

function toPattern(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder ? join(path, '**/*.test.ts') : path
}
