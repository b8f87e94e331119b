import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { DEMO_ROLES, demoEmail } from '../../src/demo/demo-accounts.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'
import { programPath } from '../support/programs.ts'
import { makeTown } from '../support/town.ts'

const LONGEST_START_MS = 120_000

/** Where PostgreSQL's own user may go, too. */
async function newFolder(t: TestLike): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rother-demo-'))
  await chmod(folder, 0o755)
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((settle) => server.close(settle))
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Demo = {
  text: () => string
  /** The line that says it runs, or the end of the process when it does not come to that. */
  settled: Promise<'running' | number | null>
  ended: Promise<number | null>
  kill: (signal: NodeJS.Signals) => void
  password: () => string
}

/** The real process, from the sources. Nothing of this test's environment reaches it but what is given. */
function launch(t: TestLike, env: Record<string, string>, args: string[] = []): Demo {
  const child = spawn(process.execPath, [programPath('src/demo/main'), ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const ended = new Promise<number | null>((settle) => child.on('close', settle))
  const running = new Promise<'running'>((settle) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.includes('npm run demo -- --reset begins anew')) settle('running')
      })
  })
  t.teardown(async () => {
    child.kill('SIGINT')
    await ended
  })
  return {
    text: () => text,
    settled: Promise.race([running, ended, wait(LONGEST_START_MS, null, { ref: false })]),
    ended,
    kill: (signal) => child.kill(signal),
    password: () => /password for all: (.+)/.exec(text)?.[1] ?? '',
  }
}

/** A busy machine may be told to come back in a moment, and does. */
async function ask(port: number, path: string, options: { token?: string; body?: unknown } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOnce(port, path, options)
    if (answer.status !== 503 || attempt === 10) return answer
    await wait(1_000)
  }
}

async function askOnce(port: number, path: string, options: { token?: string; body?: unknown }) {
  const { token, body } = options
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} }
}

const signIn = (port: number, email: string, password: string) =>
  ask(port, '/api/v1/sessions', { body: { email, password } })

/** PostgreSQL removes this file as the last thing it does. */
const isServerLeft = (folder: string) => existsSync(join(folder, 'postgres/data/postmaster.pid'))

t.test('the demo starts, is signed in to, survives, and begins anew', async (t) => {
  const home = await newFolder(t)
  const port = await freePort()
  const folder = join(home, 'demo')
  const env = { DATA_DIR: folder, PORT: String(port) }
  const first = launch(t, env)
  t.equal(await first.settled, 'running', first.text())

  let messageId = ''
  await t.test('everybody can sign in and finds what is theirs', async (t) => {
    t.match(first.text(), `http://127.0.0.1:${port}/api/docs`)
    const unread = async (token: string) => (await ask(port, '/api/v1/messages?unread=true', { token })).body.items
    for (const role of DEMO_ROLES) {
      t.match(first.text(), demoEmail(role))
      const answer = await signIn(port, demoEmail(role), first.password())
      t.equal(answer.status, 201, role)
      t.equal(answer.body.membership.role, role)
      if (role !== 'referrer') continue
      const token: string = answer.body.accessToken
      const [message] = await unread(token)
      messageId = message.id
      t.equal((await ask(port, `/api/v1/messages/${messageId}/read`, { token, body: {} })).status, 200)
    }
    t.equal((await ask(port, '/health/ready')).status, 200)
    t.equal((await stat(join(folder, 'secrets.json'))).mode & 0o777, 0o600)
    t.notMatch(readFileSync(join(folder, 'demo.log'), 'utf8'), first.password())
  })

  await t.test('a second start says that one runs, and another one that the port is taken', async (t) => {
    const [second, other] = [launch(t, env), launch(t, { ...env, DATA_DIR: join(home, 'other') })]
    t.equal(await second.ended, 1)
    t.match(second.text(), `running already at http://127.0.0.1:${port}`)
    t.equal(await other.ended, 1)
    t.match(other.text(), `Port ${port} is in use`)
    for (const { text } of [second, other]) t.notMatch(text(), /^\s+at /m, 'no stack trace')
  })

  await t.test(
    'killed and with its secrets broken it comes back, with what was done and the password asked for',
    async (t) => {
      first.kill('SIGKILL')
      await first.ended
      t.ok(isServerLeft(folder), 'the database is left behind')
      await writeFile(join(folder, 'secrets.json'), '{"rolesSecret":')
      const again = launch(t, { ...env, DEMO_PASSWORD: 'another-pass' })
      t.equal(await again.settled, 'running', again.text())
      t.match(again.text(), 'Took over the PostgreSQL')
      t.match(again.text(), 'new ones were made')
      t.notMatch(again.text(), 'Made the town')
      t.equal((await signIn(port, demoEmail('referrer'), first.password())).status, 401)
      const { body } = await signIn(port, demoEmail('referrer'), 'another-pass')
      const { items } = (await ask(port, '/api/v1/messages?limit=100', { token: body.accessToken })).body
      t.equal(
        items.find(({ id }: { id: string }) => id === messageId).readAt === null,
        false,
        'what was read stays read',
      )

      again.kill('SIGINT')
      t.equal(await again.ended, 0)
      t.notOk(isServerLeft(folder), 'no process is left')
      t.notOk(existsSync(join(folder, 'demo.lock')))
    },
  )

  await t.test('with --reset everything is new', async (t) => {
    const anew = launch(t, env, ['--reset'])
    t.equal(await anew.settled, 'running', anew.text())
    t.match(anew.text(), 'Made the town')
    t.not(anew.password(), first.password())
    const { body } = await signIn(port, demoEmail('referrer'), anew.password())
    const { items } = (await ask(port, '/api/v1/messages?unread=true', { token: body.accessToken })).body
    t.ok(items.length > 0)
    anew.kill('SIGTERM')
    t.equal(await anew.ended, 0)
    t.notOk(isServerLeft(folder))
  })
})

t.test('what cannot be is said in a sentence', async (t) => {
  const home = await newFolder(t)
  const { url } = await cloneDatabase(t)
  await makeTown(url)
  await writeFile(join(home, 'a-file'), '')
  const env = { DATA_DIR: join(home, 'demo'), PORT: '0' }
  const refusals: [Record<string, string>, RegExp][] = [
    [{ NODE_ENV: 'production' }, /does not run with NODE_ENV=production/],
    [{ PORT: 'three' }, /PORT/],
    [{ DATA_DIR: join(home, 'a-file', 'demo') }, /cannot be written to: set DATA_DIR/],
    [
      { DATA_DIR: join(home, 'one'), DATABASE_URL: 'postgres://somebody:secretly@127.0.0.1:1/rother' },
      /does not answer/,
    ],
    [
      { DATA_DIR: join(home, 'two'), DATABASE_URL: url, DATABASE_ROLES_SECRET: TEST_ROLES_SECRET },
      /another scheme than the demo/,
    ],
  ]
  await Promise.all(
    refusals.map(async ([extra, sentence]) => {
      const demo = launch(t, { ...env, ...extra })
      t.equal(await demo.ended, 1)
      t.match(demo.text(), sentence)
      t.notMatch(demo.text(), /^\s+at |secretly/m)
    }),
  )
})
