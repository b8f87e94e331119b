import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './files.ts'

/** `npm run check`: everything but the tests. A line for each part, and what the parts that failed had to say. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  types: ['tsc', '--noEmit', '-p', 'tsconfig.json'],
  'openapi.yaml is what the routes say': ['tsx', 'test/checks/openapi.ts'],
  'openapi.yaml is good OpenAPI': ['redocly', 'lint', 'rother'],
  'docs/reference is what the code says': ['tsx', 'test/checks/reference.ts'],
  'format and lint': ['biome', 'check', '--error-on-warnings', '--max-diagnostics=200'],
  layers: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src'],
  'nothing unused': ['knip', '--no-progress'],
  style: ['tsx', 'test/checks/style.ts'],
  'every hazard has its test': ['tsx', 'test/checks/hazards.ts'],
  'links and commands in docs': ['tsx', 'test/checks/docs.ts'],
}
/** Two cores is what the budget of two minutes is for. */
const AT_ONCE = 2

type Ended = { isRight: boolean; output: string }

function runPart([program = '', ...args]: readonly string[]): Promise<Ended> {
  const child = spawn(join(ROOT, 'node_modules/.bin', program), args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' },
  })
  const output: Buffer[] = []
  child.stdout.on('data', (data: Buffer) => output.push(data))
  child.stderr.on('data', (data: Buffer) => output.push(data))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ isRight: code === 0, output: Buffer.concat(output).toString() }))
  })
}

const waiting = Object.entries(PARTS)
const failed: string[] = []

async function runWaiting(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [name, command] = next
    const startedAt = performance.now()
    const { isRight, output } = await runPart(command)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${isRight ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
    if (isRight) continue
    failed.push(name)
    console.log(`${output.trimEnd().replaceAll(/^/gm, '  ')}\n`)
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, runWaiting))
if (failed.length > 0) {
  console.log(`${failed.length} of ${Object.keys(PARTS).length} checks failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
