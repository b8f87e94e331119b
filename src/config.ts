import { z } from 'zod'
import { PlainError } from './platform/plain-error.ts'

/** Fewer distinct characters than this is a word or a pattern, not a secret. */
const FEWEST_DISTINCT = 10

const Secret = z
  .string({ error: 'is missing' })
  .min(32, 'is shorter than 32 characters')
  .refine((secret) => new Set(secret).size >= FEWEST_DISTINCT, 'repeats too few characters')
  .refine((secret) => !/change.?me|secret|password|example/i.test(secret), 'looks like an example')

/** `kid:secret` pairs, the first of which signs; the others still verify while a key is being replaced. */
const Keys = z
  .string({ error: 'is missing' })
  .transform((text) => text.split(',').map((pair) => pair.trim().split(':')))
  .pipe(
    z
      .array(
        z
          .tuple(
            [z.string().regex(/^[a-z0-9-]{1,20}$/, 'needs a key id of letters and digits before the colon'), Secret],
            {
              error: 'is not written as kid:secret',
            },
          )
          .transform(([kid, secret]) => ({ kid, secret })),
      )
      .min(1),
  )

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)

/** Environment variables, each checked before anything starts; a program asks only for what it needs. */
const Database = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is missing or is not like postgres://host:5432/rother' }),
  DATABASE_ROLES_SECRET: Secret,
  /** Seals light links: the worker sends them, the web side follows them. */
  LINK_SECRET: Secret,
  /** The address at which people reach the service, as it stands in a link. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is missing or is not like https://referrals.example.org' }),
})

const links = (values: { LINK_SECRET: string; PUBLIC_URL: string }) => ({
  linkSecret: values.LINK_SECRET,
  publicUrl: values.PUBLIC_URL.replace(/\/+$/, ''),
})

const Web = Database.extend({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port(9464),
  ACCESS_TOKEN_KEYS: Keys,
  REFRESH_TOKEN_SECRET: Secret,
  /** Seals the secrets of second factors: without it every second factor must be set up again. */
  SECOND_FACTOR_KEY: Secret,
  /** Requests one address may send in a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  SESSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  /** Answers 503 when the process is this late; 0 never does. */
  MAX_EVENT_LOOP_DELAY_MS: z.coerce.number().int().min(0).default(1_000),
  /** Proxies in front whose X-Forwarded-For counts, as a number of hops; 0 when there is none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Signs what the text service and the mail server report. Without it no report is taken. */
  REPORTS_SECRET: Secret.optional(),
}).transform((values) => ({
  databaseUrl: values.DATABASE_URL,
  rolesSecret: values.DATABASE_ROLES_SECRET,
  ...links(values),
  host: values.HOST,
  port: values.PORT,
  metricsHost: values.METRICS_HOST,
  metricsPort: values.METRICS_PORT,
  accessTokenKeys: values.ACCESS_TOKEN_KEYS,
  refreshTokenSecret: values.REFRESH_TOKEN_SECRET,
  secondFactorKey: values.SECOND_FACTOR_KEY,
  rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
  sessionsPerMinute: values.SESSIONS_PER_MINUTE,
  maxEventLoopDelayMs: values.MAX_EVENT_LOOP_DELAY_MS,
  trustedProxies: values.TRUSTED_PROXIES,
  reportsSecret: values.REPORTS_SECRET,
}))
export type WebConfig = z.output<typeof Web>

/** The web side has no key to the audit's seals: it writes the audit and cannot sign it. */
const Worker = Database.extend({
  AUDIT_SEAL_KEY: Secret,
  /** The mail server, as smtp://user:password@host:587 or smtps://. Without it no mail goes, and readiness says so. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is not like smtp://user:password@host:587' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/@[^@\s]+\.[^@\s]+$|@[^@\s]+>$/, 'is not like Rother <no-reply@example.org>')
    .optional(),
  /** The text service, as docs/how-to/connect-a-text-service.md says. Without it no text goes. */
  TEXT_URL: z.url({ protocol: /^https?$/, error: 'is not like https://texts.example.org/send' }).optional(),
  TEXT_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
})
  .refine((values) => (values.SMTP_URL === undefined) === (values.MAIL_FROM === undefined), {
    path: ['MAIL_FROM'],
    error: 'and SMTP_URL are set together, or neither is',
  })
  .refine((values) => (values.TEXT_URL === undefined) === (values.TEXT_TOKEN === undefined), {
    path: ['TEXT_TOKEN'],
    error: 'and TEXT_URL are set together, or neither is',
  })
  .transform((values) => ({
    databaseUrl: values.DATABASE_URL,
    rolesSecret: values.DATABASE_ROLES_SECRET,
    ...links(values),
    auditSealKey: values.AUDIT_SEAL_KEY,
    smtp:
      values.SMTP_URL === undefined || values.MAIL_FROM === undefined
        ? undefined
        : { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM },
    texts:
      values.TEXT_URL === undefined || values.TEXT_TOKEN === undefined
        ? undefined
        : { url: values.TEXT_URL, token: values.TEXT_TOKEN },
  }))
export type WorkerConfig = z.output<typeof Worker>

export const readWebConfig = (env: NodeJS.ProcessEnv): WebConfig => read(Web, env)
export const readWorkerConfig = (env: NodeJS.ProcessEnv): WorkerConfig => read(Worker, env)

/** Reads the environment, or says in plain words everything that is wrong with it. */
function read<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const parsed = schema.safeParse(env)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}`)
  throw new PlainError(
    `Rother cannot start. Set these environment variables and start again:\n${[...new Set(lines)].join('\n')}`,
  )
}
