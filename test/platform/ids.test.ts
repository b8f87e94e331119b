import fc from 'fast-check'
import t from 'tap'
import { idMaker } from '../../src/platform/ids.ts'

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const millisecondsOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

// A maker of its own, and the tests in this order of time, because ids never go back.
const uuidv7 = idMaker()
const SPRING = new Date('2026-04-01T00:00:00.000Z')
const SUMMER = new Date('2026-07-01T00:00:00.000Z')

t.test('an id has the form of version 7 and begins with the time', async (t) => {
  const id = uuidv7(SPRING)
  t.match(id, VERSION_7)
  t.equal(millisecondsOf(id), SPRING.getTime())
})

t.test(
  'ids of one moment are all different and in the order they were made, though they overflow the millisecond',
  async (t) => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7(SPRING))
    t.equal(new Set(ids).size, ids.length)
    t.same(ids, ids.toSorted())
    t.ok(ids.every((id) => VERSION_7.test(id)))
    const borrowed = millisecondsOf(ids.at(-1) ?? '') - SPRING.getTime()
    t.ok(borrowed > 0 && borrowed < 11, `borrowed ${borrowed} ms`)
  },
)

t.test('a clock that is set back does not turn the order', async (t) => {
  const before = uuidv7(SUMMER)
  const after = uuidv7(SPRING)
  t.ok(after > before)
})

t.test('whatever the clock does, each id is greater than the one before', async () => {
  const jumps = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 200 })
  let at = SUMMER.getTime()
  let latest = ''
  fc.assert(
    fc.property(jumps, (milliseconds) =>
      milliseconds.every((jump) => {
        at += jump
        const id = uuidv7(new Date(at))
        const isGreater = id > latest
        latest = id
        return isGreater && VERSION_7.test(id)
      }),
    ),
  )
})

t.test('the random part is random in every bit but the variant', async (t) => {
  const sample = 4_096
  const ones = new Array<number>(64).fill(0)
  for (let made = 0; made < sample; made += 1) {
    const tail = BigInt(`0x${uuidv7().slice(19).replace('-', '')}`)
    for (let bit = 0; bit < 64; bit += 1) ones[bit] = (ones[bit] ?? 0) + Number((tail >> BigInt(bit)) & 1n)
  }
  const [variantLow, variantHigh] = ones.splice(62)
  t.same([variantHigh, variantLow], [sample, 0])
  // Eight standard deviations of a fair coin: fails by chance once in some 10^13 runs.
  t.ok(ones.every((count) => Math.abs(count - sample / 2) < 8 * Math.sqrt(sample / 4)))
})
