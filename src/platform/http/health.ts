import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** Each check resolves when its part is well and throws when it is not. */
export type HealthChecks = Record<string, () => Promise<void>>

/** How long a check may take before it counts as failed. */
const CHECK_MS = 2_000

/**
 * `/health/live`: the process answers, restart it otherwise. `/health/ready`: it can do its work, send it requests.
 * Neither says more than up or down, because anybody may ask.
 */
export function registerHealth(app: FastifyInstance, checks: HealthChecks): void {
  const options = {
    config: { access: 'public', rateLimit: false } as const,
    schema: { hide: true },
    logLevel: 'warn' as const,
  }
  app.get('/health/live', { ...options, schema: { hide: true, response: { 200: Up } } }, async () => ({
    status: 'up' as const,
  }))
  app.get(
    '/health/ready',
    { ...options, schema: { hide: true, response: { 200: Up, 503: Down } } },
    async (_request, reply) => {
      const failed = await failedChecks(checks)
      if (failed.length === 0) return { status: 'up' as const }
      return reply
        .code(503)
        .header('retry-after', '5')
        .send({ status: 'down' as const, failed })
    },
  )
}

const Up = z.object({ status: z.literal('up') })
const Down = z.object({ status: z.literal('down'), failed: z.array(z.string()) })

async function failedChecks(checks: HealthChecks): Promise<string[]> {
  const outcomes = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const tooLong = new AbortController()
      try {
        await Promise.race([check(), rejectAfter(CHECK_MS, tooLong.signal)])
        return undefined
      } catch {
        return name
      } finally {
        tooLong.abort()
      }
    }),
  )
  return outcomes.filter((name) => name !== undefined)
}

const rejectAfter = (ms: number, signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The check took too long')), ms)
    signal.addEventListener('abort', () => clearTimeout(timer))
  })
