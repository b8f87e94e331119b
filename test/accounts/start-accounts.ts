import Fastify from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { pino } from 'pino'
import postgres from 'postgres'
import { accountApi } from '../../src/features/accounts/api.ts'
import { createAccount, createAuthentication } from '../../src/features/accounts/public.ts'
import type { OrganisationKind } from '../../src/features/organisations/public.ts'
import type { Role } from '../../src/platform/context.ts'
import { openPools } from '../../src/platform/db/pools.ts'
import { requireAccessOnEveryRoute } from '../../src/platform/http/access.ts'
import { answerErrorsAsProblems } from '../../src/platform/http/problem-answers.ts'
import { compileSerializer } from '../../src/platform/http/serializer.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'

export const PASSWORD = 'teapot meadow lantern'

type SessionAnswer = {
  accessToken: string
  refreshToken: string
  expiresIn: number
  membership: Holding
  memberships: Holding[]
}
type Holding = { id: string; role: Role; organisationId: string; organisationName: string; schemeId: string }
type Place = { schemeId: string; organisationId: string }

/** The account routes alone, on a real database, with a clock that the test moves. */
export async function startAccounts(t: TestLike) {
  const { url } = await cloneDatabase(t)
  const pools = openPools({ databaseUrl: url, rolesSecret: TEST_ROLES_SECRET })
  const sql = postgres(url, { max: 2, onnotice: () => {}, transform: { undefined: null } })
  const app = Fastify({ trustProxy: true }).withTypeProvider<ZodTypeProvider>()
  t.teardown(async () => {
    await app.close()
    await Promise.all([pools.end(), sql.end()])
  })

  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
  const clock = startClock(t)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(compileSerializer)
  answerErrorsAsProblems(app)
  const authentication = await createAuthentication(app, {
    pools,
    keys: [{ kid: 'test', secret: 'a signing secret that only tests know' }],
    refreshSecret: 'a refresh secret that only tests know',
    secondFactorKey: 'a second factor key that only tests know',
    now: clock.now,
    newId: () => uuidv7(),
    log,
  })
  const { context } = authentication
  requireAccessOnEveryRoute(app, authentication.authenticate)
  await app.register(accountApi, { ...authentication, sessionsPerMinute: 10_000 })
  await app.ready()

  const given = {
    async place(kind: OrganisationKind, at: { schemeId?: string; name?: string } = {}): Promise<Place> {
      const schemeId = at.schemeId ?? uuidv7()
      const organisationId = uuidv7()
      if (at.schemeId === undefined)
        await sql`insert into schemes (id, name, created_at) values (${schemeId}, 'Testham', now())`
      await sql`
        insert into organisations (scheme_id, id, name, kinds, created_at)
        values (${schemeId}, ${organisationId}, ${at.name ?? 'Testham House'}, ${[kind]}, now())`
      return { schemeId, organisationId }
    },
    account: (place: Place, role: Role, email: string, name = 'Ada Example') =>
      createAccount(context, { email, name, password: PASSWORD, role, ...place }),
    async advisor(email = 'ada.example@testham.example') {
      const place = await given.place('advisor-service')
      return { email, ...place, ...(await given.account(place, 'advisor', email)) }
    },
  }

  const post = (path: string, body: object, from = '192.0.2.1') =>
    app.inject({ method: 'POST', url: path, payload: body, headers: { 'x-forwarded-for': from } })
  return {
    app,
    sql,
    context,
    lines,
    given,
    wait: clock.wait,
    trySignIn: (email: string, password = PASSWORD, from?: string) => post('/sessions', { email, password }, from),
    async signIn(email: string, membershipId?: string): Promise<SessionAnswer> {
      const answer = await post('/sessions', { email, password: PASSWORD, membershipId })
      if (answer.statusCode !== 201) throw new Error(`Sign-in answered ${answer.statusCode}: ${answer.body}`)
      return answer.json()
    },
    refresh: (refreshToken: string) => post('/sessions/refresh', { refreshToken }),
    call: (session: { accessToken: string }, url = '/me', method: 'GET' | 'DELETE' = 'GET') =>
      app.inject({ method, url, headers: { authorization: `Bearer ${session.accessToken}` } }),
    audited: (schemeId: string) =>
      sql<{ action: string; membershipId: string | null; subjectId: string; detail: unknown }[]>`
        select action, membership_id as "membershipId", subject_id as "subjectId", detail from audit_tail
        where scheme_id = ${schemeId} order by at, id`,
  }
}

/** The time of day stands still until the test waits; the time that passes runs on, and jumps ahead when the test waits. */
function startClock(t: TestLike) {
  let waited = 0
  const start = Date.parse('2031-03-04T09:00:00Z')
  const passed = performance.now
  performance.now = () => passed.call(performance) + waited
  t.teardown(async () => {
    performance.now = passed
  })
  return {
    now: () => new Date(start + waited),
    wait: (ms: number) => {
      waited += ms
    },
  }
}
