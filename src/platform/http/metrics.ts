import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Sql } from 'postgres'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = { registry: Registry }

/** Counts and times every request by route, never by address: an address may hold an id. */
export function registerMetrics(app: FastifyInstance): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'rother_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    duration.observe(
      { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
  })
  return { registry }
}

/**
 * When each of these jobs last ended, in seconds since 1970, in the scheme in which that is the longest ago: an alarm that
 * nobody runs is told from one that has nothing to say. `time() - rother_job_last_run_seconds > 300` is worth a telephone call.
 */
export function watchJobs({ registry }: Metrics, sql: Sql, names: readonly string[]): void {
  new Gauge({
    name: 'rother_job_last_run_seconds',
    help: 'When the job last ended, in the scheme in which that is the longest ago',
    labelNames: ['job'] as const,
    registers: [registry],
    async collect() {
      for (const job of names) {
        // Without the database the other figures are still to be read; that this one is missing is a sign too.
        const [row] = await sql<{ at: Date | null }[]>`select last_run_everywhere(${job}) as at`.catch(() => [])
        if (row?.at == null) this.remove({ job })
        else this.set({ job }, row.at.getTime() / 1000)
      }
    },
  })
}

/** Serves the figures on a port of their own, which is not for the public. */
export async function serveMetrics({ registry }: Metrics, address: { host: string; port: number }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.port, address.host, resolve)
  })
  return server
}
