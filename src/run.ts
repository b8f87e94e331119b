import type { Logger } from 'pino'
import { PlainError } from './platform/plain-error.ts'

/**
 * Runs a program to its end: what went wrong is said in one plain sentence when we know it, and only then as a fault.
 * A lost database connection is for the request that met it to report; it never ends the process.
 */
export async function run(
  log: Logger,
  program: () => Promise<{ stop: () => Promise<void> } | undefined>,
): Promise<void> {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left alone'))
  try {
    const running = await program()
    if (running === undefined) return
    let stopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) return
        stopping = true
        running.stop().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ err: error }, 'stopping failed')
            process.exit(1)
          },
        )
      })
    }
  } catch (error) {
    if (error instanceof PlainError) process.stderr.write(`${error.message}\n`)
    else log.fatal({ err: error }, 'could not start')
    process.exit(1)
  }
}
