import { parseArgs } from 'node:util'
import { PlainError } from '../platform/plain-error.ts'
import { startDemo } from './start-demo.ts'

/**
 * `npm run demo`: the whole of Rother with an invented town in it, on this machine alone. Signals are answered from the
 * first moment, so that Ctrl-C while the town is being made leaves no database behind either.
 */
const say = (line: string) => process.stdout.write(`${line}\n`)
// Whoever reads our lines may leave (`npm run demo | head`); the demo goes on.
process.stdout.on('error', () => {})

const stops: (() => Promise<void> | void)[] = []
let isStopping = false

async function stop(exitCode: number): Promise<void> {
  // Who asks twice is in a hurry: the database is told to stop as the process exits.
  if (isStopping) process.exit(exitCode)
  isStopping = true
  for (const undo of stops.reverse()) await Promise.resolve(undo()).catch(() => {})
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (!isStopping) say('\nStopping …')
    void stop(0)
  })

try {
  await startDemo({ env: process.env, isReset: isResetAsked(), say, onStop: (undo) => stops.push(undo) })
} catch (error) {
  if (!isStopping) {
    process.stderr.write(
      `${error instanceof PlainError ? error.message : `The demo could not start: ${describe(error)}`}\n`,
    )
    await stop(1)
  }
}

function isResetAsked(): boolean {
  try {
    return parseArgs({ options: { reset: { type: 'boolean', default: false } } }).values.reset
  } catch {
    process.stderr.write('npm run demo [-- --reset]\n')
    process.exit(1)
  }
}

/** What a fault may say on the screen; the log has the rest. */
function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  return `${error instanceof Error ? error.name : 'a fault'}${code}. demo.log in the data folder says more.`
}
