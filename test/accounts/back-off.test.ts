import t from 'tap'
import {
  networkOf,
  signInKeys,
  WAITS_FROM_EVERYWHERE,
  WAITS_FROM_ONE_PLACE,
} from '../../src/features/accounts/back-off.ts'

t.test('five tries from one place are free, then the wait doubles up to a quarter of an hour', async (t) => {
  t.same(WAITS_FROM_ONE_PLACE, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900])
})

t.test('from everywhere the wait begins after twenty failures and never passes half a minute', async (t) => {
  t.equal(
    WAITS_FROM_EVERYWHERE.findIndex((wait) => wait > 0),
    19,
  )
  t.equal(Math.max(...WAITS_FROM_EVERYWHERE), 30)
  t.equal(WAITS_FROM_EVERYWHERE.at(-1), 30)
})

t.test('a place is an IPv4 address or a /64 of IPv6', async (t) => {
  t.equal(networkOf('192.0.2.7'), '192.0.2.7')
  t.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
  t.equal(networkOf('2001:db8:0:12:aaaa::1'), '2001:db8:0:12')
  t.equal(networkOf('2001:DB8::12:1:2:3:4'), '2001:db8:0:12')
  t.equal(networkOf('2001:0db8:0000:0012:ffff:ffff:ffff:ffff'), '2001:db8:0:12')
  t.equal(networkOf('::1'), '0:0:0:0')
  t.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0')
})

t.test('keys differ by address and by place, and say neither', async (t) => {
  const keys = signInKeys('ada@testham.example', '192.0.2.7')
  t.same(keys.everywhere, signInKeys('ada@testham.example', '192.0.2.8').everywhere)
  t.notSame(keys.place, signInKeys('ada@testham.example', '192.0.2.8').place)
  t.notSame(keys.place, keys.everywhere)
  t.equal(keys.place.length, 32)
})
