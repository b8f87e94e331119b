import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AnsweredBefore, databaseFault } from '../idempotency.ts'
import { type FieldError, PROBLEMS, type ProblemType, Refusal } from '../problems.ts'

export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    about: z.record(z.string(), z.unknown()).optional().describe('What to go on from, as the route says'),
  })
  .meta({
    id: 'Problem',
    description: 'A refusal, as RFC 9457 has it. `type` names the problem; `docs/reference/problems.md` lists them.',
  })

/** Problems that any route may answer with, without its use-case saying so. */
const ALWAYS = [
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'too-many-requests',
  'something-went-wrong',
  'try-again-soon',
] as const

type ProblemResponse = { description: string; content: { 'application/problem+json': { schema: typeof ProblemBody } } }

/** The error half of a route's `response` schema, so that OpenAPI lists exactly the refusals the use-case can give. */
export function refusals(...types: ProblemType[]): Record<number, ProblemResponse> {
  const titles = new Map<number, string[]>()
  for (const type of new Set<ProblemType>([...ALWAYS, ...types])) {
    const { status } = PROBLEMS[type]
    titles.set(status, [...(titles.get(status) ?? []), `\`${type}\`: ${PROBLEMS[type].title}`])
  }
  const byStatus: Record<number, ProblemResponse> = {}
  for (const [status, lines] of [...titles].sort(([a], [b]) => a - b)) {
    byStatus[status] = {
      description: lines.join('. '),
      content: { 'application/problem+json': { schema: ProblemBody } },
    }
  }
  return byStatus
}

/** A route's `response` with refusals that its use-case does not name because every route like it gives them. */
export function alsoRefusing(response: unknown, ...types: ProblemType[]): unknown {
  if (typeof response !== 'object' || response === null) return response
  const given = response as Record<number, ProblemResponse | undefined> // as `refusals` made it, beside what succeeds
  const added = Object.entries(refusalsOnly(types)).map(([status, more]) => {
    const known = given[Number(status)]
    const lines = more.filter(({ type }) => known === undefined || !known.description.includes(`\`${type}\``))
    const description = [...(known === undefined ? [] : [known.description]), ...lines.map(({ line }) => line)].join(
      '. ',
    )
    return [status, { description, content: { 'application/problem+json': { schema: ProblemBody } } }] as const
  })
  return { ...given, ...Object.fromEntries(added) }
}

function refusalsOnly(types: readonly ProblemType[]): Record<number, { type: ProblemType; line: string }[]> {
  const byStatus: Record<number, { type: ProblemType; line: string }[]> = {}
  for (const type of types) {
    const { status, title } = PROBLEMS[type]
    byStatus[status] = [...(byStatus[status] ?? []), { type, line: `\`${type}\`: ${title}` }]
  }
  return byStatus
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers a refusal as a page, for whoever looks at pages. */
    answerWithPage?: (reply: FastifyReply, problem: Problem) => Promise<FastifyReply>
  }
}

export type Problem = {
  problem: ProblemType
  detail?: string | undefined
  errors?: readonly FieldError[]
  retryAfterSeconds?: number | undefined
  about?: Record<string, unknown> | undefined
}

/** One door for every error: a refusal says why, bad input says where, a fault says nothing but its number. */
export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof AnsweredBefore)
      return reply.code(error.status).header('idempotency-replayed', 'true').send(error.body)
    const problem = toProblem(error)
    if (problem.problem === 'something-went-wrong')
      request.log.error({ err: error, reqId: request.id }, 'unexpected fault')
    if (problem.problem === 'try-again-soon') request.log.warn({ err: error, reqId: request.id }, 'answered 503')
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, { problem: 'not-found', detail: 'There is nothing at this address' }),
  )
}

/**
 * Nobody waits for ever: what has no answer by then gets a 503, and what it began may still be done.
 * fastify's own `handlerTimeout` (5.12.8) lets go of a request as soon as its body is read.
 */
export function answerInTime(app: FastifyInstance, ms: number): void {
  app.addHook('onRequest', async (request, reply) => {
    const timer = setTimeout(() => {
      if (reply.sent) return
      request.log.warn({ reqId: request.id }, 'no answer in time')
      void sendProblem(reply, {
        problem: 'try-again-soon',
        detail: 'There was no answer in time. Try again in a moment with the same Idempotency-Key.',
      })
    }, ms)
    reply.raw.once('close', () => clearTimeout(timer))
  })
}

/**
 * For an address that fastify cannot read or that is too long: it is refused before any hook runs, and fastify's own answer
 * would say the address again.
 */
export function answerUnreadableAddress(_error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
  })
  void sendProblem(reply, { problem: 'invalid-request', detail: 'The address could not be read' }, { asJson: true })
}

/** Whoever asked for a page is answered with one. */
function isAboutPage({ is404, method, url, headers, routeOptions }: FastifyRequest): boolean {
  if (!is404) return routeOptions.config.page === true
  return method === 'GET' && !url.startsWith('/api/') && headers.accept?.includes('text/html') === true
}

function sendProblem(
  reply: FastifyReply,
  given: Problem,
  { asJson = false }: { asJson?: boolean } = {},
): FastifyReply | Promise<FastifyReply> {
  const { problem, detail, errors = [], retryAfterSeconds, about } = given
  const { status, title } = PROBLEMS[problem]
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
  if (status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', '2')
  const { answerWithPage } = reply.server
  if (!asJson && answerWithPage !== undefined && isAboutPage(reply.request)) return answerWithPage(reply, given)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: `/problems/${problem}`,
      title,
      status,
      detail,
      instance: reply.request.id,
      ...(errors.length > 0 ? { errors } : {}),
      ...(about === undefined ? {} : { about }),
    })
}

function toProblem(error: unknown): Problem {
  if (error instanceof Refusal) {
    const { problem, message: detail, errors, retryAfterSeconds, about } = error
    return { problem, detail, errors, retryAfterSeconds, about }
  }
  if (hasZodFastifySchemaValidationErrors(error))
    return { problem: 'invalid-request', errors: error.validation.map(toFieldError) }
  if (isDatabaseAway(error))
    return {
      problem: 'try-again-soon',
      detail: 'Nothing was changed. Try again in a moment with the same Idempotency-Key.',
    }
  const { statusCode, code } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return { problem: 'unsupported-media-type' }
  if (code?.startsWith('FST_CSRF_') === true)
    return { problem: 'not-allowed', detail: 'The page that you sent was not shown to you: open it again' }
  if (statusCode === 413) return { problem: 'too-large' }
  if (statusCode === 429)
    return { problem: 'too-many-requests', detail: 'Wait for the time that Retry-After gives, then try again' }
  if (statusCode === 503) return { problem: 'try-again-soon' }
  if (statusCode === 401) return { problem: 'not-signed-in' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { problem: 'invalid-request', detail: 'The request could not be read: send well-formed JSON' }
  if (isImpossibleValue(error))
    return {
      problem: 'invalid-request',
      detail: 'A value cannot be stored: it is out of range or holds a character that text may not',
    }
  return { problem: 'something-went-wrong' }
}

type ValidationIssue = {
  keyword: string
  instancePath: string
  message?: string | undefined
  params?: { keys?: string[] }
}

/** zod says what it expected of a machine; what is missing is said to a person. */
const sayFault = (message: string | undefined): string =>
  message === undefined || message.endsWith('received undefined') ? 'This is needed' : message

function toFieldError({ keyword, instancePath, message, params }: ValidationIssue): FieldError {
  return {
    pointer: instancePath === '/' ? '#' : `#${instancePath}`,
    detail:
      keyword === 'unrecognized_keys' && params?.keys !== undefined
        ? `Take out what is not known here: ${params.keys.join(', ')}`
        : sayFault(message),
  }
}

const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
])
/** Admin shutdown, crash, starting up, too many connections, statement time-out, read-only stand-by. */
const AWAY_SQL_STATES = new Set(['57P01', '57P02', '57P03', '53300', '57014', '25006'])

function isDatabaseAway(error: unknown): boolean {
  const state = databaseFault(error)?.code
  if (state !== undefined) return AWAY_SQL_STATES.has(state) || state.startsWith('08')
  if (!(error instanceof Error)) return false
  if ('code' in error && AWAY_CODES.has(String(error.code))) return true
  return error.cause !== undefined && isDatabaseAway(error.cause)
}

/** Text with a NUL, a number out of range, an impossible date that passed the schema. */
const isImpossibleValue = (error: unknown): boolean =>
  // The second: a place in a list that is no moment, which the driver finds before the database.
  databaseFault(error)?.code?.startsWith('22') === true ||
  (error instanceof RangeError && error.message === 'Invalid time value')
