import type { Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { WebConfig } from './config.ts'
import { requireHarmlessRole } from './platform/db/boot-check.ts'
import { openPools, type Pools } from './platform/db/pools.ts'
import { serveMetrics } from './platform/http/metrics.ts'
import { uuidv7 } from './platform/ids.ts'
import { PlainError } from './platform/plain-error.ts'

/** How long requests may take to end once we were told to stop. */
const DRAIN_MS = 10_000

export type Web = { app: FastifyInstance; address: string; stop: () => Promise<void> }

/** Opens the pools, builds the app, with what a program adds to it, and listens; a port in use and a role that is too strong are said in plain words. */
export async function startWeb(
  config: WebConfig & { isDemo?: boolean },
  log: Logger,
  addRoutes: (app: FastifyInstance, pools: Pools) => void = () => {},
): Promise<Web> {
  const pools = openPools({ databaseUrl: config.databaseUrl, rolesSecret: config.rolesSecret })
  let metricsServer: Server | undefined
  try {
    await requireHarmlessRole(pools.auth.sql)
    const { app, metrics } = await buildApp({ ...config, pools, log, now: () => new Date(), newId: () => uuidv7() })
    addRoutes(app, pools)
    metricsServer = await listen(config.metricsPort, () =>
      serveMetrics(metrics, { host: config.metricsHost, port: config.metricsPort }),
    )
    const address = await listen(config.port, () => app.listen({ host: config.host, port: config.port }))
    const stop = async () => {
      const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
      await app.close()
      clearTimeout(late)
      metricsServer?.close()
      await pools.end()
    }
    return { app, address, stop }
  } catch (error) {
    metricsServer?.close()
    await pools.end()
    throw error
  }
}

async function listen<T>(port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE')
      throw new PlainError(
        `Port ${port} is in use. Stop what uses it, or choose another port with PORT or METRICS_PORT.`,
      )
    if (code === 'EACCES')
      throw new PlainError(`Port ${port} needs more rights than this process has. Choose a port above 1023 with PORT.`)
    throw error
  }
}
