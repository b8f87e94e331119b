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

/** An error that no test waited for ends all of them. */
let isOver = false
const over = new Promise<void>((resolve) => {
  t.once('end', () => {
    isOver = true
    resolve()
  })
})

let before = { pass: 0, fail: 0 }
for await (const file of createInterface({ input: process.stdin })) {
  let after = before
  try {
    await import(resolve(file))
    // Tests run in turn: when this one does, all of the file have ended and are counted.
    const last = t.test(`end of ${file}`, async () => {
      after = { ...t.counts }
    })
    await Promise.race([last, over])
    for (const giveBack of teardowns.splice(0).reverse()) await giveBack()
    await new Promise(setImmediate)
  } catch (error) {
    console.log(`not ok - ${file} ended early\n${error instanceof Error ? error.stack : error}`)
    process.exit(1)
  }
  const counts = { passed: after.pass - before.pass, failed: after.fail - before.fail + (isOver ? 1 : 0) }
  console.log(`# came of it ${JSON.stringify(counts)}`)
  // With the test that marked the end.
  before = { pass: after.pass + 1, fail: after.fail }
}
