import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBundledPostgres } from '../../src/platform/db/bundled-postgres.ts'
import { startServer } from '../../src/platform/db/postgres-server.ts'

export type TestServer = {
  adminUrl: string
  stop: () => Promise<void>
  /** The folder of its programs, when they are not the bundled ones. */
  programs?: string
}

/** A new server, its data in a temporary folder that goes with it: the bundled PostgreSQL, or the one in a folder of programs. */
export async function startTestServer(programs: string | undefined): Promise<TestServer> {
  const dataDirectory = join(tmpdir(), `rother-test-${process.pid}-${randomBytes(4).toString('hex')}`)
  const options = { dataDirectory, durable: false, log: () => {} }
  const server = await (programs === undefined
    ? startBundledPostgres(options)
    : startServer(
        { initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres'), localeFlags: ['--locale=C.UTF-8'] },
        options,
      ))
  return {
    adminUrl: server.url,
    stop: async () => {
      await server.stop()
      await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 })
    },
    ...(programs === undefined ? {} : { programs }),
  }
}
