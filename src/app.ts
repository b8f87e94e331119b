import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import { absenceApi } from './features/absence/api.ts'
import { accountApi } from './features/accounts/api.ts'
import { createAuthentication } from './features/accounts/public.ts'
import { activityApi } from './features/activities/api.ts'
import { agreementApi } from './features/agreements/api.ts'
import { caseloadApi } from './features/caseload/api.ts'
import { closingApi } from './features/closing/api.ts'
import { contactApi } from './features/contacts/api.ts'
import { WATCHED_JOBS } from './features/contacts/jobs.ts'
import { correctionApi } from './features/corrections/api.ts'
import { fileApi } from './features/files/api.ts'
import { fundingApi } from './features/funding/api.ts'
import { importApi } from './features/imports/api.ts'
import { linkApi } from './features/links/api.ts'
import { pagesByLink } from './features/links/pages.ts'
import { measureApi } from './features/measures/api.ts'
import { meetingApi } from './features/meetings/api.ts'
import { messageApi } from './features/messages/api.ts'
import { organisationApi } from './features/organisations/api.ts'
import { personApi } from './features/people/api.ts'
import { placementApi } from './features/placements/api.ts'
import { planApi } from './features/plans/api.ts'
import { privacyApi } from './features/privacy/api.ts'
import { referralApi } from './features/referrals/api.ts'
import { reportApi } from './features/reports/api.ts'
import { safeguardingApi } from './features/safeguarding/api.ts'
import { schemeApi } from './features/schemes/api.ts'
import { findSchemesByHost } from './features/schemes/public.ts'
import { setupApi } from './features/setup/api.ts'
import { staffApi } from './features/staff/api.ts'
import { successionApi } from './features/successions/api.ts'
import { taskApi } from './features/tasks/api.ts'
import { withdrawalApi } from './features/withdrawals/api.ts'
import { visitApi } from './features/workspaces/api.ts'
import { openReferralFeed } from './interop/open-referral/feed.ts'
import { frameOf, registerEveryPage } from './pages.ts'
import { todayInEngland } from './platform/clock.ts'
import { MIGRATIONS_DIRECTORY, pendingMigrations } from './platform/db/migrate.ts'
import type { Pools } from './platform/db/pools.ts'
import { DATABASE_ROLES, roleUrl } from './platform/db/roles.ts'
import { requireAccessOnEveryRoute } from './platform/http/access.ts'
import { registerHealth } from './platform/http/health.ts'
import { type Metrics, registerMetrics, watchJobs } from './platform/http/metrics.ts'
import { registerOpenApi } from './platform/http/openapi.ts'
import { answerErrorsAsProblems, answerInTime, answerUnreadableAddress } from './platform/http/problem-answers.ts'
import { logAnswers } from './platform/http/request-log.ts'
import { compileSerializer } from './platform/http/serializer.ts'
import { registerUploads } from './platform/http/uploads.ts'
import { openLightLinks } from './platform/light-links.ts'
import { registerPages, registerWeb, sessionCookieOf } from './platform/web/pages.ts'

export type AppOptions = {
  pools: Pools
  databaseUrl: string
  rolesSecret: string
  accessTokenKeys: readonly { kid: string; secret: string }[]
  refreshTokenSecret: string
  linkSecret: string
  /** Seals the secrets of second factors. */
  secondFactorKey: string
  publicUrl: string
  rateLimitPerMinute: number
  sessionsPerMinute: number
  trustedProxies: number
  /** Signs delivery reports; undefined takes none. */
  reportsSecret?: string | undefined
  /** Busier than this we answer 503 at once, so that those already being served are; 0 never does. */
  maxEventLoopDelayMs: number
  /** Says on every page that everybody is invented. */
  isDemo?: boolean
  now: () => Date
  newId: () => string
  log: Logger
}

/** After the time a statement may take: only a database that falls silent comes to this. */
const ANSWER_WITHIN_MS = 12_000

/** Every feature's API, in the order in which features may use each other. */
const APIS = [
  schemeApi,
  organisationApi,
  absenceApi,
  taskApi,
  messageApi,
  personApi,
  safeguardingApi,
  referralApi,
  contactApi,
  caseloadApi,
  planApi,
  fileApi,
  agreementApi,
  measureApi,
  activityApi,
  fundingApi,
  placementApi,
  linkApi,
  closingApi,
  withdrawalApi,
  correctionApi,
  successionApi,
  staffApi,
  importApi,
  privacyApi,
  setupApi,
  reportApi,
  visitApi,
  meetingApi,
]

/** The whole web side, ready to listen: doors, errors, security, health. It owns no connection; the pools are the caller's to end. */
export async function buildApp(options: AppOptions): Promise<{ app: FastifyInstance; metrics: Metrics }> {
  const { pools, log, now, newId } = options
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    trustProxy: (_address: string, hop: number) => hop < options.trustedProxies,
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    keepAliveTimeout: 20_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // A light link stands in an address: it is longer than an id.
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerUnreadableAddress,
  })
  // Bodies are JSON and nothing else: a form on another site cannot send one without asking first.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(compileSerializer as never) // fastify knows only its own schema type
  answerErrorsAsProblems(app)
  answerInTime(app, ANSWER_WITHIN_MS)

  logAnswers(app)
  const metrics = registerMetrics(app)
  watchJobs(metrics, pools.auth.sql, WATCHED_JOBS)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onSend', async (_request, reply) => {
    // What is answered here is about people: nobody between us and the reader keeps it.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  // Before whatever may turn a request away, so that who is turned away sees their own page.
  await app.register(cookie)
  await app.register(rateLimit, { max: options.rateLimitPerMinute, timeWindow: '1 minute' })
  await app.register(underPressure, { maxEventLoopDelay: options.maxEventLoopDelayMs, retryAfter: 2 })

  // Before the rule of access, because its own routes cannot say who may call them: they are public.
  await registerOpenApi(app)

  const { authenticate, authenticateBrowser, accountOfEnded, context, liveSessions } = await createAuthentication(app, {
    pools,
    keys: options.accessTokenKeys,
    refreshSecret: options.refreshTokenSecret,
    secondFactorKey: options.secondFactorKey,
    now,
    newId,
    log,
  })
  app.decorate('links', openLightLinks(options.linkSecret))
  app.decorate('publicUrl', options.publicUrl)
  app.decorate('reports', { secret: options.reportsSecret, now })
  app.decorate('systemContext', async (schemeId) => {
    const { db, sql } = await pools.scheme(schemeId)
    return { schemeId, db, sql, now, today: () => todayInEngland(now()), newId, log }
  })
  app.decorate('schemeAt', findSchemesByHost(pools.auth.sql))
  await registerWeb(app, {
    frameOf: (request) => frameOf(request, options.isDemo === true),
    accountOfEnded,
    secret: options.linkSecret,
    now,
  })
  requireAccessOnEveryRoute(app, (request) =>
    request.routeOptions.config.page === true
      ? authenticateBrowser(request, sessionCookieOf(request))
      : authenticate(request),
  )
  registerHealth(app, {
    database: async () => void (await pools.auth.sql`select 1`),
    migrations: () => requireNoPendingMigrations(options),
  })

  await app.register(
    async (api) => {
      await registerUploads(api)
      await api.register(accountApi, { context, liveSessions, sessionsPerMinute: options.sessionsPerMinute })
      for (const featureApi of APIS) await api.register(featureApi)
    },
    { prefix: '/api/v1' },
  )
  await app.register(openReferralFeed, { prefix: '/open-referral-uk' })
  await registerPages(app, authenticateBrowser, (pages) =>
    registerEveryPage(pages, {
      context,
      liveSessions,
      authenticateBrowser,
      sessionsPerMinute: options.sessionsPerMinute,
      secret: options.linkSecret,
    }),
  )
  await pagesByLink(app)
  return { app, metrics }
}

async function requireNoPendingMigrations({ databaseUrl, rolesSecret }: AppOptions): Promise<void> {
  const pending = await pendingMigrations(roleUrl(databaseUrl, rolesSecret, DATABASE_ROLES.auth), MIGRATIONS_DIRECTORY)
  if (pending.length > 0) throw new Error('Migrations are pending')
}
