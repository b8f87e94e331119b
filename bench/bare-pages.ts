import Fastify from 'fastify'
import nunjucks from 'nunjucks'
import { buildApp } from '../src/app.ts'
import { openPools } from '../src/platform/db/pools.ts'
import { uuidv7 } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { signInToPages } from './sign-in.ts'

/**
 * The bare limit of pages: fastify and the same template with the same words, rendered again for each request, and nothing
 * else. The words are those that our own page shows: it is asked once, in this process, and what it renders is kept.
 */
const { databaseUrl, rolesSecret, port, email, paths } = JSON.parse(process.env.BENCH ?? '{}') as {
  databaseUrl: string
  rolesSecret: string
  port: number
  email: string
  paths: string[]
}

type Rendered = { environment: nunjucks.Environment; template: string; model: object }
let rendered: Rendered | undefined

const { prototype } = nunjucks.Environment
const render = prototype.render
prototype.render = function keep(this: nunjucks.Environment, template: string, model: object, ...rest: never[]) {
  rendered = { environment: this, template, model }
  return render.call(this, template, model, ...rest)
} as typeof render

const pools = openPools({ databaseUrl, rolesSecret })
const secret = 'only for this measurement, in which nobody is real'
const { app: ours } = await buildApp({
  pools,
  databaseUrl,
  rolesSecret,
  accessTokenKeys: [{ kid: 'bench', secret }],
  refreshTokenSecret: secret,
  linkSecret: secret,
  secondFactorKey: secret,
  publicUrl: 'https://bench.example',
  rateLimitPerMinute: 1_000_000,
  sessionsPerMinute: 1_000_000,
  trustedProxies: 0,
  maxEventLoopDelayMs: 0,
  now: () => new Date(),
  newId: () => uuidv7(),
  log: createLogger('silent'),
})
const headers = await signInToPages(await ours.listen({ host: '127.0.0.1', port: 0 }), email)

const bare = Fastify()
for (const path of paths) {
  rendered = undefined
  const answer = await ours.inject({ url: path, headers })
  const page = rendered as Rendered | undefined
  if (answer.statusCode !== 200 || page === undefined) throw new Error(`${path} is no page: ${answer.statusCode}`)
  bare.get(path.split('?')[0] ?? path, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(render.call(page.environment, page.template, page.model)),
  )
}
await ours.close()
await pools.end()

await bare.listen({ host: '127.0.0.1', port })
process.on('SIGTERM', () => {
  bare.close().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
process.stdout.write('ready\n')
