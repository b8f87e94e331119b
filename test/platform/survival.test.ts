import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import postgres from 'postgres'
import t from 'tap'
import { oneLifeSockets } from '../../src/platform/db/one-life-sockets.ts'
import { connect as connectAs } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'
import { nextNhsNumber, withReadBack } from '../support/given.ts'
import { programPath } from '../support/programs.ts'
import { type Member, makeTown, PASSWORD } from '../support/town.ts'

type Server = { address: string; child: ChildProcess; exited: Promise<number | null>; errors: () => string }
type Sent = { status: number; body: Record<string, unknown>; retryAfter: string | null }

/** The server as it is started for real, in a process of its own. */
async function startServer(t: TestLike, databaseUrl: string): Promise<Server> {
  const child = spawn(process.execPath, [programPath('src/main')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      METRICS_PORT: '0',
      DATABASE_URL: databaseUrl,
      DATABASE_ROLES_SECRET: TEST_ROLES_SECRET,
      ACCESS_TOKEN_KEYS: 'test:pebble-orchard-windmill-lantern-0917',
      REFRESH_TOKEN_SECRET: 'cobble-orchard-windmill-lantern-3526',
      SECOND_FACTOR_KEY: 'walnut-saddle-timber-violet-3390',
      LINK_SECRET: 'thimble-meadow-harbour-pepper-8841',
      PUBLIC_URL: 'https://rother.example',
      AUDIT_SEAL_KEY: 'meadow-orchard-windmill-lantern-8841',
      RATE_LIMIT_PER_MINUTE: '1000000',
      SESSIONS_PER_MINUTE: '1000000',
      // What is tested here is a lost database; a slow machine must not look like one.
      MAX_EVENT_LOOP_DELAY_MS: '0',
    },
  })
  // Also when the test itself is ended before its time.
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await exited
  })
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += String(text)
  })
  const address = await new Promise<string>((resolve, reject) => {
    void exited.then(() => reject(new Error(`The server ended: ${errors}`)))
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { level, msg, address, err } = JSON.parse(line)
      if (level >= 60) errors += JSON.stringify(err)
      if (msg === 'Rother is listening') resolve(address)
    })
  })
  return { address, child, exited, errors: () => errors }
}

async function post(server: Server, path: string, body: object | undefined, headers: object = {}): Promise<Sent> {
  const answer = await fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    signal: AbortSignal.timeout(20_000),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answered = (await answer.json()) as Record<string, unknown>
  return { status: answer.status, body: answered, retryAfter: answer.headers.get('retry-after') }
}

async function signIn(server: Server, member: Member): Promise<{ authorization: string }> {
  const { status, body } = await post(server, '/sessions', { email: member.email, password: PASSWORD })
  if (status !== 201) throw new Error(`Sign-in answered ${status}: ${JSON.stringify(body)}`)
  return { authorization: `Bearer ${body.accessToken}` }
}

const newReferral = (nhsNumber: string) =>
  withReadBack({
    person: {
      nhsNumber,
      givenName: 'Edith',
      familyName: 'Thornley',
      bornOn: '1943-05-17',
      facts: {
        longTermConditions: { answer: 'known', value: ['copd'] },
        fixedAddress: { answer: 'unknown' },
        telephone: { answer: 'known', value: false },
      },
    },
    homeVisitRisk: 'not-asked',
    onBehalfOf: 'Dr Invented',
    needs: ['loneliness'],
    reason: 'Alone since her husband died.',
    consent: { answer: 'given', how: 'in-person', on: '2026-01-05' },
    submit: true,
  })

/** Sends new referrals one after the other until told to stop; what it does not hear of is unknown, not failed. */
async function write(
  server: Server,
  session: object,
  stop: AbortSignal,
  heard: Map<string, string>,
  unknown: Set<string>,
) {
  while (!stop.aborted) {
    const nhsNumber = nextNhsNumber()
    unknown.add(nhsNumber)
    const answer = await post(server, '/referrals', newReferral(nhsNumber), {
      ...session,
      'idempotency-key': nhsNumber,
    }).catch(() => undefined)
    if (answer === undefined || answer.status === 503) {
      await wait(5)
      continue
    }
    if (answer.status !== 201) throw new Error(`Unexpected: ${JSON.stringify(answer)}`)
    heard.set(nhsNumber, String(answer.body.id))
    unknown.delete(nhsNumber)
  }
}

/** Everything a referral is written with, counted for each number: all of it is 1, or something was lost or doubled. */
async function countWritten(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return await sql<
      { nhsNumber: string; id: string; referrals: number; audits: number; events: number; jobs: number; keys: number }[]
    >`
      select nhs_number as "nhsNumber", min(referrals.id::text) as id, count(referrals.id)::int as referrals,
        (select count(*)::int from audit_tail where person_id = people.id and action = 'referral.submitted') as audits,
        (select count(*)::int from referral_events as event join referrals as one on one.id = event.referral_id where one.person_id = people.id) as events,
        (select count(*)::int from jobs join referrals as one on one.id::text = data ->> 'referralId' where one.person_id = people.id) as jobs,
        (select count(*)::int from idempotency_keys where key = nhs_number and response_status = 201) as keys
      from people left join referrals on referrals.person_id = people.id group by people.id, nhs_number`
  } finally {
    await sql.end()
  }
}

t.test('a killed server loses nothing that it answered, and a retry doubles nothing', async (t) => {
  const { url } = await cloneDatabase(t)
  const town = await makeTown(url)
  const heard = new Map<string, string>()
  const unknown = new Set<string>()
  let unheard = 0
  let server = await startServer(t, url)
  const session = await signIn(server, town.referrer)

  for (let round = 0; round < 3; round += 1) {
    const stop = new AbortController()
    const target = server
    const writers = Array.from({ length: 8 }, () => write(target, session, stop.signal, heard, unknown))
    await wait(300 + 70 * round)
    target.child.kill('SIGKILL')
    stop.abort()
    await Promise.all(writers)
    await target.exited

    server = await startServer(t, url)
    const again = server
    unheard += unknown.size
    for (const nhsNumber of unknown) {
      const answer = await post(again, '/referrals', newReferral(nhsNumber), {
        ...session,
        'idempotency-key': nhsNumber,
      })
      t.equal(answer.status, 201, 'the retry is answered')
      heard.set(nhsNumber, String(answer.body.id))
    }
    unknown.clear()
  }
  t.ok(heard.size > 20, `${heard.size} were answered, ${unheard} of them only when they were sent again`)
  t.ok(unheard > 0, 'the kill met requests on their way')

  const written = await countWritten(url)
  t.equal(written.length, heard.size, 'as many people as keys')
  const once = { referrals: 1, audits: 1, events: 1, jobs: 1, keys: 1 }
  t.same(
    written.filter((row) => Object.entries(once).some(([what, n]) => row[what as keyof typeof once] !== n)),
    [],
    'each is there once, with its event, job, key and audit',
  )
  t.same(
    written.filter((row) => heard.get(row.nhsNumber) !== row.id),
    [],
    'and is the one that was answered',
  )
})

t.test('connections that are cut while something is being written to them are made anew', async (t) => {
  const { url } = await cloneDatabase(t)
  const line = await openLine(t, url)
  const sql = connectAs({ databaseUrl: line.url, rolesSecret: TEST_ROLES_SECRET }, DATABASE_ROLES.app, 3)
  t.teardown(() => sql.end({ timeout: 1 }))
  const ask = async () => (await sql`select 1 as one`).length
  const unheard: Promise<unknown>[] = []
  for (let round = 0; round < 12; round += 1) {
    t.same(await Promise.all([ask(), ask()]), [1, 1])
    line.cut()
    // Between the cut and the news of it, the client writes to a connection that is not there any more.
    for (let turn = 0; turn < round % 6; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    unheard.push(...[ask(), ask()].map((answer) => answer.catch(() => undefined)))
    await wait(20)
    line.mend()
    const began = performance.now()
    await until(
      () => ask().catch(() => 0),
      (rows) => rows === 1,
    )
    t.ok(performance.now() - began < 3_000, `round ${round}: it works again`)
  }
  t.ok(
    (await Promise.race([Promise.all(unheard), wait(15_000, undefined, { ref: false })])) !== undefined,
    'nothing hangs',
  )
})

t.test('whoever is answered while connections are ended is answered what was asked', async (t) => {
  const { url, name } = await cloneDatabase(t)
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  t.teardown(() => admin.end())
  const sql = connectAs({ databaseUrl: url, rolesSecret: TEST_ROLES_SECRET }, DATABASE_ROLES.app, 6)
  t.teardown(() => sql.end({ timeout: 1 }))
  const heard = { right: 0, lost: 0, wrong: new Set<string>() }
  let isOver = false
  const ask = async (n: number) => {
    const rows = await sql`select ${['a', `b ${n}`]}::text[] as list, n from generate_series(1, ${n}::int) n`
    const expected = Array.from({ length: n }, (_, at) => ({ list: ['a', `b ${n}`], n: at + 1 }))
    if (isDeepStrictEqual([...rows], expected)) heard.right += 1
    else heard.wrong.add(`${n} rows: ${JSON.stringify(rows).slice(0, 200)}`)
  }
  const askers = Array.from({ length: 12 }, async (_, asker) => {
    for (let turn = 0; !isOver; turn += 1)
      await ask(1 + ((asker + turn) % 3) * 400).catch((error: Error & { code?: string }) => {
        if (['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'ECONNRESET', 'EPIPE', '57P01'].includes(String(error.code)))
          heard.lost += 1
        else heard.wrong.add(`${error.code} ${error.message}`)
      })
  })
  for (let n = 0; n < 60; n += 1) {
    await wait(2 + (n % 25))
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`
  }
  isOver = true
  await Promise.all(askers)
  t.same([...heard.wrong], [], 'nobody is told of another row, of a hole, or that a list is text')
  t.ok(heard.right > 20 && heard.lost > 20, `${heard.right} right, ${heard.lost} lost`)
})

t.test('a connection that was idle is ended, and its neighbours go on with what they have begun', async (t) => {
  const { url } = await cloneDatabase(t)
  let losses = 0
  const { socket } = oneLifeSockets(() => losses++)
  const options = { ...{ socket }, max: 2, idle_timeout: 1, fetch_types: false, onnotice: () => {} }
  const sql = postgres(url, options)
  t.teardown(() => sql.end({ timeout: 1 }))
  const long = sql.begin(async (tx) => {
    await tx`select pg_sleep(1.5)`
    return (await tx`select 7 as n`)[0]?.n
  })
  t.same((await sql`select 1 as n`)[0]?.n, 1)
  t.equal(await long, 7)
  await wait(1_500)
  t.equal(losses, 0, 'to end what is idle is no loss')
  t.same((await sql`select 2 as n`)[0]?.n, 2, 'and it connects again')
  const [own] = await sql`select pg_backend_pid() as pid`
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await admin`select pg_terminate_backend(${own?.pid})`
  await admin.end()
  await until(
    async () => losses,
    (seen) => seen > 0,
  )
  t.ok(losses > 0, 'to be ended by the other side is one')
})

t.test('a database that goes away', async (t) => {
  const { url, name } = await cloneDatabase(t)
  const town = await makeTown(url)
  const admin = postgres(url, { max: 2, onnotice: () => {} })
  t.teardown(() => admin.end())
  const line = await openLine(t, url)
  const server = await startServer(t, line.url)
  const session = await signIn(server, town.referrer)
  const refer = (nhsNumber = nextNhsNumber()) =>
    post(server, '/referrals', newReferral(nhsNumber), { ...session, 'idempotency-key': nhsNumber })
  const health = async (path: string) => (await fetch(`${server.address}/health/${path}`)).status

  await t.test('cut off: the process lives, says when to try again, and goes on when it is back', async (t) => {
    t.equal((await refer()).status, 201)
    t.equal(await health('ready'), 200)
    for (let round = 0; round < 2; round += 1) {
      line.cut()
      const number = nextNhsNumber()
      for (let n = 0; n < 6; n += 1) {
        const asked = performance.now()
        const answer = await refer(number)
        t.ok(performance.now() - asked < 13_000, 'nobody waits longer than a statement may take')
        t.equal(answer.status, 503, JSON.stringify(answer.body))
        t.match(answer, { body: { type: '/problems/try-again-soon' }, retryAfter: /^\d+$/ })
      }
      t.equal(await health('live'), 200, 'restarting would not help')
      t.equal(await health('ready'), 503, 'but no requests, please')
      t.equal((await post(server, '/sessions', { email: town.advisor.email, password: PASSWORD })).status, 503)

      line.mend()
      const mended = performance.now()
      const back = await until(
        () => refer(number),
        ({ status }) => status === 201,
      )
      t.equal(back.status, 201, 'the same request with the same key')
      t.ok(performance.now() - mended < 5_000, 'soon')
      t.equal(
        await until(
          () => health('ready'),
          (status) => status === 200,
        ),
        200,
      )
      t.equal((await admin`select 1 from people where nhs_number = ${number}`).length, 1)
    }
    t.equal(server.child.exitCode, null)
  })

  await t.test('a silent line: the request ends in time', async (t) => {
    line.silence()
    const began = performance.now()
    const answer = await Promise.race([refer(), wait(14_000, undefined, { ref: false })])
    t.match(answer, { status: 503 })
    t.ok(performance.now() - began < 13_000)
    line.cut()
    line.mend()
    t.equal(
      (
        await until(
          () => refer(),
          ({ status }) => status === 201,
        )
      ).status,
      201,
    )
  })

  await t.test(
    'connections that are ended under load: what was answered is there, what was not is done by a retry',
    async (t) => {
      const stop = new AbortController()
      const heard = new Map<string, string>()
      const unknown = new Set<string>()
      const writers = Array.from({ length: 6 }, () => write(server, session, stop.signal, heard, unknown))
      for (let n = 0; n < 15; n += 1) {
        await wait(60)
        await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`
      }
      stop.abort()
      await Promise.all(writers)
      t.equal(server.child.exitCode, null, 'the process lives')
      t.ok(heard.size > 0)
      for (const nhsNumber of unknown) {
        const { status } = await until(
          () => refer(nhsNumber),
          (answer) => answer.status === 201,
        )
        t.equal(status, 201)
      }
      const written = await countWritten(url)
      const numbers = [...heard.keys(), ...unknown]
      const rows = written.filter((row) => numbers.includes(row.nhsNumber))
      t.equal(rows.length, numbers.length)
      t.same(
        rows.filter((row) => row.referrals !== 1 || row.audits !== 1 || row.jobs !== 1),
        [],
      )
    },
  )

  await t.test('told to stop, it answers what it has begun and takes nothing new', async (t) => {
    const sent = await refer()
    const advisor = await signIn(server, town.advisor)
    const { accepting } = await admin.begin(async (tx) => {
      await tx`select 1 from referrals where id = ${String(sent.body.id)} for update`
      const accepting = post(server, `/referrals/${sent.body.id}/accept`, undefined, advisor)
      await until(
        () => admin`select 1 from pg_stat_activity where datname = ${name} and wait_event_type = 'Lock'`,
        (rows) => rows.length > 0,
      )
      server.child.kill('SIGTERM')
      await t.rejects(
        until(
          () => health('live'),
          (status) => status !== 200,
        ),
        'nothing new is taken',
      )
      return { accepting }
    })
    t.match(await accepting, { status: 200, body: { status: 'accepted' } }, 'the answer comes whole')
    t.equal(await server.exited, 0, 'and it ends by itself')
    t.equal(server.errors(), '', 'nothing on standard error, from beginning to end')
  })
})

async function until<Value>(ask: () => Promise<Value>, isDone: (value: Value) => boolean): Promise<Value> {
  // More than two requests that each wait as long as they may: on a busy machine the first can still meet the old line.
  const end = performance.now() + 30_000
  for (;;) {
    const value = await ask()
    if (isDone(value) || performance.now() > end) return value
    await wait(50)
  }
}

/** A line to the database that can be cut (reset, refused), fall silent (nothing comes, nothing ends) and be mended. */
async function openLine(t: TestLike, databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let state: 'open' | 'cut' | 'silent' = 'open'
  const line = createServer((client) => {
    if (state === 'cut') {
      client.resetAndDestroy()
      return
    }
    const database = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.on('data', (bytes) => {
        if (state === 'open') to.write(bytes)
      })
    }
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => line.close(resolve))
  })
  const address = line.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return {
    url: url.href,
    cut: () => {
      state = 'cut'
      for (const socket of sockets) socket.resetAndDestroy()
    },
    silence: () => {
      state = 'silent'
    },
    mend: () => {
      state = 'open'
    },
  }
}
