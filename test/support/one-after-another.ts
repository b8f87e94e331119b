import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'

/**
 * A process that runs the test files whose names it is sent, one after another, and says of each what came of it. To load
 * the product and to warm it up takes longer than most files' tests: here the first file does it for all.
 *
 * Each file has its own database and application, and gives them back before the next begins: what it hands to the
 * file's own `t.teardown` runs when its last test has ended, not when the process ends.
 */
const teardowns: (() => unknown)[] = []
t.teardown = (handler) => void teardowns.push(handler)

for await (const file of createInterface({ input: process.stdin })) {
  const before = { ...t.counts }
  try {
    await import(resolve(file))
    // Tests run in turn: when this one does, all of the file have ended.
    await t.test(`end of ${file}`, async () => {})
    // It is counted a moment later.
    await new Promise(setImmediate)
    for (const giveBack of teardowns.splice(0).reverse()) await giveBack()
  } catch (error) {
    t.error(error, `${file} ended early`)
  }
  const { pass, fail } = t.counts
  process.stdout.write(
    `# came of it ${JSON.stringify({ passed: pass - before.pass - 1, failed: fail - before.fail })}\n`,
  )
}
