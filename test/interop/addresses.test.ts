import t from 'tap'
import { getFromStranger } from '../../src/platform/outward/get-from-stranger.ts'
import { isPublicAddress } from '../../src/platform/outward/public-address.ts'
import { serveFeed } from './feed-server.ts'

const REFUSED = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  'nonsense',
  '',
]
const TAKEN = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '193.0.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
]

t.test('addresses of strangers, and addresses that are none', async (t) => {
  for (const address of REFUSED) t.equal(isPublicAddress(address), false, address)
  for (const address of TAKEN) t.equal(isPublicAddress(address), true, address)
})

const WAYS_IN = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://127.1/',
  'http://0x7f.0.0.1/',
  'http://2130706433/',
  'http://0177.0.0.1/',
  'http://169.254.169.254/latest',
  'http://10.0.0.8/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://0.0.0.0/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'gopher://127.0.0.1/',
  'http://name:word@example.org/',
  'nothing',
  '//127.0.0.1/',
]
t.test('no way into a private network, however it is written', async (t) => {
  for (const address of WAYS_IN) await t.rejects(getFromStranger(address), { code: 'not-allowed-address' }, address)
})

t.test('a redirect is looked at like the address itself', async (t) => {
  const feed = await serveFeed(t, [])
  const port = new URL(feed.url).port
  for (const location of [
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
    'http://169.254.169.254/',
  ]) {
    feed.instead = (_url, response) => {
      response.writeHead(302, { location }).end()
      return true
    }
    await t.rejects(getFromStranger(feed.url, { allowsLoopback: true }), { code: 'not-allowed-address' }, location)
  }
  feed.instead = (_url, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${port}/again` }).end()
    return true
  }
  await t.rejects(getFromStranger(feed.url, { allowsLoopback: true }), { code: 'refused' }, 'and not followed for ever')
})

t.test('what is too large, too slow or packed too tightly is given up', async (t) => {
  const { gzipSync } = await import('node:zlib')
  const feed = await serveFeed(t, [])
  feed.instead = (url, response) => {
    if (url.pathname === '/slow') response.writeHead(200).write('{')
    else if (url.pathname === '/packed')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)))
    else response.writeHead(200).end(Buffer.alloc(5_000_000))
    return true
  }
  const options = { allowsLoopback: true, mostBytes: 1_000_000, withinMs: 1_000 }
  await t.rejects(getFromStranger(`${feed.url}/large`, options), { code: 'too-large' })
  await t.rejects(getFromStranger(`${feed.url}/packed`, options), { code: 'too-large' })
  await t.rejects(getFromStranger(`${feed.url}/slow`, options), { code: 'too-slow' })
})
