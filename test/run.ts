import { readdirSync, statSync } from 'node:fs'
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
  listTests(process.argv.slice(2)),
)

/** The named files and those of the named folders; all, when none is named. */
function listTests(paths: readonly string[]): string[] {
  if (paths.length === 0) return listTests(['test'])
  return paths.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path]
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()
    return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(path, name))
  })
}
