import t from 'tap'
import { keepLiveSessions } from '../../src/features/accounts/live-sessions.ts'
import type { LiveActor } from '../../src/features/accounts/store/sessions.ts'

const actor = { role: 'advisor' } as LiveActor
const claims = (sessionId: string, accountId = 'account') => ({ sessionId, accountId, schemeId: 'scheme' })

function counting(read: () => Promise<LiveActor | undefined> = async () => actor) {
  let reads = 0
  const live = keepLiveSessions(() => {
    reads += 1
    return read()
  })
  return { live, reads: () => reads }
}

t.test('many requests of one session at once ask the database once', async (t) => {
  const { live, reads } = counting()
  const found = await Promise.all(Array.from({ length: 100 }, () => live.findActor(claims('a'))))
  t.ok(found.every((one) => one === actor))
  t.equal(reads(), 1)
  await live.findActor(claims('b'))
  t.equal(reads(), 2)
})

t.test('a session is asked for again after half a second', async (t) => {
  const { live, reads } = counting()
  let at = performance.now()
  t.intercept(performance, 'now', { value: () => at })
  await live.findActor(claims('a'))
  at += 499
  await live.findActor(claims('a'))
  t.equal(reads(), 1)
  at += 1
  await live.findActor(claims('a'))
  t.equal(reads(), 2)
})

t.test('what is not there is remembered as briefly, and a fault is not remembered', async (t) => {
  const missing = counting(async () => undefined)
  await missing.live.findActor(claims('a'))
  await missing.live.findActor(claims('a'))
  t.equal(missing.reads(), 1)

  const failing = counting(() => Promise.reject(new Error('the database is away')))
  await t.rejects(failing.live.findActor(claims('a')))
  await t.rejects(failing.live.findActor(claims('a')))
  t.equal(failing.reads(), 2)
})

t.test('a token of another account does not get what is kept for a session', async (t) => {
  const { live, reads } = counting()
  await live.findActor(claims('a', 'one'))
  await live.findActor(claims('a', 'other'))
  t.equal(reads(), 2)
})

t.test('a session, or all of an account, can be forgotten at once', async (t) => {
  const { live, reads } = counting()
  const askAll = () => Promise.all([claims('a'), claims('b'), claims('c', 'other')].map(live.findActor))
  await askAll()
  live.forget({ sessionId: 'a' })
  await askAll()
  t.equal(reads(), 4)
  live.forget({ accountId: 'account' })
  await askAll()
  t.equal(reads(), 6)
})

t.test('no more than ten thousand sessions are kept', async (t) => {
  const { live, reads } = counting()
  for (let n = 0; n < 10_001; n += 1) await live.findActor(claims(`session ${n}`))
  await live.findActor(claims('session 10000'))
  t.equal(reads(), 10_001)
  await live.findActor(claims('session 0'))
  t.equal(reads(), 10_002, 'the oldest gave way')
})
