import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import postgres, { type Sql } from 'postgres'
import type { NewReferralBody } from '../src/features/referrals/contract.ts'
import { listReferralRows } from '../src/features/referrals/store/list-referrals.ts'
import { insertReferral } from '../src/features/referrals/store/make-referral.ts'
import { readReferralRecord } from '../src/features/referrals/store/read-referral.ts'
import type { Context } from '../src/platform/context.ts'
import { hashRequest } from '../src/platform/idempotency.ts'
import { uuidv7 } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import type { BenchScheme } from './data.ts'

/**
 * The bare limit: fastify, a token check and the same SQL in one statement, as the owner, without row-level security,
 * validation, sessions, security headers, limits, logs or metrics. What our path costs is what it does beside this.
 */
const { databaseUrl, port, scheme, secret } = JSON.parse(process.env.BENCH ?? '{}') as {
  databaseUrl: string
  port: number
  scheme: BenchScheme
  secret: string
}

const sql = postgres(databaseUrl, {
  max: 6,
  onnotice: () => {},
  transform: { undefined: null },
  types: { day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day } },
}) as unknown as Sql
const { schemeId, serviceId, practiceId } = scheme
const today = new Date().toISOString().slice(0, 10)

const contextOf = (
  who: { membershipId: string; accountId: string },
  organisationId: string,
  role: Context['actor']['role'],
): Context => ({
  schemeId,
  sql,
  db: undefined as never, // the bare path uses raw SQL only
  reportSql: async () => sql,
  now: () => new Date(),
  today: () => today,
  newId: () => uuidv7(),
  log: createLogger('silent'),
  actor: {
    ...who,
    sessionId: '',
    organisationId,
    organisationName: '',
    isAtPractice: role === 'referrer',
    isManager: false,
    role,
    name: '',
    askedAt: new Date(),
  },
})
const referrer = contextOf(scheme.referrer, practiceId, 'referrer')
const advisor = contextOf(scheme.advisor, serviceId, 'advisor')

const app = Fastify()
await app.register(fastifyJwt, { secret, verify: { algorithms: ['HS256'], cache: 5_000 } })
app.addHook('onRequest', async (request) => {
  await request.jwtVerify()
})

/** Counted, not drawn: what a drawn reference costs when it is taken is ours to pay. */
let made = 0
app.post('/referrals', async (request, reply) => {
  const { person, needs, reason, consent } = request.body as NewReferralBody
  if (person === undefined) return reply.code(400).send()
  const at = new Date()
  const key = String(request.headers['idempotency-key'])
  const context: Context = {
    ...referrer,
    onceOnly: { key, requestHash: hashRequest('POST', request.url, request.body), status: 201, toBody: (body) => body },
  }
  const ids = {
    referrerCare: uuidv7(),
    practiceCare: uuidv7(),
    serviceCare: uuidv7(),
    event: uuidv7(),
    audit: uuidv7(),
    job: uuidv7(),
    consent: uuidv7(),
    identityTask: uuidv7(),
    detailsTask: uuidv7(),
    registrationTask: uuidv7(),
  }
  const referral = await insertReferral(
    context,
    {
      referralId: uuidv7(),
      reference: `bench-${++made}`,
      practiceId,
      referrerOrganisationId: practiceId,
      advisorServiceId: serviceId,
      source: 'practice',
      onBehalfOf: null,
      outsideReferrer: null,
      needs,
      reason: reason ?? null,
      whatMatters: null,
      urgency: 'routine',
      homeVisitRisk: 'not-asked',
      homeVisitRiskNote: null,
      submitted: { nextStep: 'triage', dueOn: today, at },
      consent: consent && { ...consent, on: today, askedBy: null, decision: null },
      brought: undefined,
      onlyOne: true,
      secondBecause: null,
      enquiryId: undefined,
      readBack: { code: '', sentences: [] },
      checkPersonBy: today,
      at,
    },
    {
      ...person,
      phones: person.phones ?? [],
      personId: uuidv7(),
      practiceId,
      registrationId: uuidv7(),
      careId: uuidv7(),
      schemeId,
      at,
      on: today,
    },
    ids,
  )
  return reply.code(201).send(referral)
})

app.get('/referrals/:referralId', async (request) =>
  readReferralRecord(advisor, (request.params as { referralId: string }).referralId, uuidv7()),
)

app.get('/referrals', async () =>
  listReferralRows(
    advisor,
    {
      status: 'open',
      stage: undefined,
      overdue: false,
      owner: { membershipIds: [scheme.advisor.membershipId], orNobody: false },
      practiceId: undefined,
      personId: undefined,
      reference: undefined,
      after: undefined,
      limit: 25,
    },
    uuidv7(),
  ),
)

await app.listen({ host: '127.0.0.1', port })
process.on('SIGTERM', () => {
  app.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
process.stdout.write('ready\n')
