import { createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto'
import Fastify from 'fastify'
import t from 'tap'
import { bearerToken, registerAccessTokens } from '../../src/features/accounts/access-tokens.ts'

const CURRENT = { kid: '2031-b', secret: 'the secret that signs now, long enough' }
const FORMER = { kid: '2031-a', secret: 'the secret that signed before, long enough' }
const CLAIMS = {
  accountId: '01980000-0000-7000-8000-000000000001',
  sessionId: '01980000-0000-7000-8000-000000000002',
  schemeId: '01980000-0000-7000-8000-000000000003',
}

const app = Fastify()
t.teardown(() => app.close())
const tokens = await registerAccessTokens(app, [CURRENT, FORMER])

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const decode = (part = ''): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())
const mac = (input: string, secret: string, hash = 'sha256') =>
  createHmac(hash, secret).update(input).digest('base64url')

const genuine = tokens.sign(CLAIMS)
const [goodHeader = '', goodPayload = '', goodSignature = ''] = genuine.split('.')
const header = decode(goodHeader)
const payload = decode(goodPayload)

/** A token of these parts, with a signature that is right for them, unless another secret is said. */
function forge(changed: { header?: object; payload?: unknown; secret?: string; hash?: string }): string {
  const input = `${encode({ ...header, ...changed.header })}.${encode(changed.payload ?? payload)}`
  return `${input}.${mac(input, changed.secret ?? CURRENT.secret, changed.hash)}`
}
const claiming = (claims: object) => forge({ payload: { ...payload, ...claims } })
const without = (claim: string) =>
  forge({ payload: Object.fromEntries(Object.entries(payload).filter(([name]) => name !== claim)) })

t.test('a token says whose it is, which session and which scheme, and runs out after ten minutes', async (t) => {
  t.same(tokens.verify(genuine), CLAIMS)
  t.same(tokens.verify(genuine), CLAIMS, 'the second time from the cache')
  t.same(header, { alg: 'HS256', typ: 'at+jwt', kid: CURRENT.kid })
  t.match(payload, { iss: 'rother', aud: 'rother-api' })
  t.equal(Number(payload.exp) - Number(payload.iat), 600)
})

t.test('the forging in this file is good: unchanged parts with the right secret are taken', async (t) => {
  t.same(tokens.verify(forge({})), CLAIMS)
})

t.test('a former key still verifies and no longer signs', async (t) => {
  const old = forge({ header: { kid: FORMER.kid }, secret: FORMER.secret })
  t.same(tokens.verify(old), CLAIMS)
  t.equal(header.kid, CURRENT.kid)
})

t.test('no other token is taken', async (t) => {
  const now = Math.floor(Date.now() / 1000)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const rsInput = `${encode({ ...header, alg: 'RS256' })}.${goodPayload}`
  const flipped = goodSignature.startsWith('A') ? `B${goodSignature.slice(1)}` : `A${goodSignature.slice(1)}`
  const unsigned = `${encode({ ...header, alg: 'none' })}.${goodPayload}.`

  const forgeries: Record<string, string> = {
    nothing: '',
    'a word': 'token',
    dots: '..',
    'two parts': `${goodHeader}.${goodPayload}`,
    'four parts': `${genuine}.${goodSignature}`,
    'no signature': `${goodHeader}.${goodPayload}.`,
    'a changed signature': `${goodHeader}.${goodPayload}.${flipped}`,
    'a cut signature': genuine.slice(0, -4),
    'a longer signature': `${genuine}AAAA`,
    padding: `${genuine}=`,
    'a space before': ` ${genuine}`,
    'a line end after': `${genuine}\n`,
    'a payload that was changed after signing': `${goodHeader}.${encode({ ...payload, sub: CLAIMS.sessionId })}.${goodSignature}`,
    'alg none': unsigned,
    'alg None': forge({ header: { alg: 'None' }, secret: 'x' }),
    'alg nOnE without a signature': `${encode({ ...header, alg: 'nOnE' })}.${goodPayload}.`,
    'alg none under the genuine signature': `${encode({ ...header, alg: 'none' })}.${goodPayload}.${goodSignature}`,
    'alg HS512 with the right secret': forge({ header: { alg: 'HS512' }, hash: 'sha512' }),
    'alg HS384 with the right secret': forge({ header: { alg: 'HS384' }, hash: 'sha384' }),
    'alg RS256 with a key of their own': `${rsInput}.${signWith('sha256', Buffer.from(rsInput), rsa.privateKey).toString('base64url')}`,
    'a public key used as the secret': forge({ secret: publicPem }),
    'no alg': forge({ header: { alg: undefined } }),
    'an empty secret': `${goodHeader}.${goodPayload}.${mac(`${goodHeader}.${goodPayload}`, '')}`,
    'a guessed secret': forge({ secret: 'secret' }),
    'an unknown kid': forge({ header: { kid: 'unknown' } }),
    'no kid': forge({ header: { kid: undefined } }),
    'the kid of another key': forge({ header: { kid: FORMER.kid } }),
    'a kid that is a property of every object': forge({ header: { kid: 'constructor' } }),
    'a kid that is a prototype': forge({ header: { kid: '__proto__' } }),
    'a kid that is a path': forge({ header: { kid: '../../dev/null' }, secret: 'x' }),
    'a kid that is SQL': forge({ header: { kid: "' or 1 = 1 --" } }),
    'a kid in a list': forge({ header: { kid: [CURRENT.kid] } }),
    'a key in the header (jwk)': forge({ header: { jwk: { kty: 'oct', k: encode('theirs') } }, secret: 'theirs' }),
    'an address of keys in the header (jku)': forge({ header: { jku: 'https://keys.invalid/' } }),
    'an address of certificates (x5u)': forge({ header: { x5u: 'https://keys.invalid/' } }),
    'a critical extension': forge({ header: { crit: ['b64'], b64: false } }),
    'typ JWT': forge({ header: { typ: 'JWT' } }),
    'no typ': forge({ header: { typ: undefined } }),
    'another header first': forge({ header: { cty: 'JWT' } }),
    'another issuer': claiming({ iss: 'another' }),
    'no issuer': without('iss'),
    'another audience': claiming({ aud: 'rother-web' }),
    'no audience': without('aud'),
    'no account': without('sub'),
    'no session': without('sid'),
    'no scheme': without('sch'),
    'an account that is no id': claiming({ sub: "1' or '1' = '1" }),
    'a session that is a number': claiming({ sid: 1 }),
    'a scheme that is an object': claiming({ sch: { id: CLAIMS.schemeId } }),
    'run out': claiming({ iat: now - 700, exp: now - 100 }),
    'no end': without('exp'),
    'an end that is text': claiming({ exp: String(now + 600) }),
    'no beginning': without('iat'),
    'an end in a year, made long ago': claiming({ iat: now - 3600, exp: now + 31_536_000 }),
    'not yet good': claiming({ nbf: now + 300 }),
    'a payload that is a list': forge({ payload: [payload] }),
    'a payload that is null': forge({ payload: 'null' }),
    'a payload that is no JSON': forge({ payload: '{"sub":' }),
    'a header that is no JSON': `${encode('{"alg":')}.${goodPayload}.${goodSignature}`,
    'a header that is null': `${encode('null')}.${goodPayload}.${goodSignature}`,
    'an encrypted token (five parts)': `${goodHeader}.a.b.c.d`,
    'more than 2 kB, rightly signed': claiming({ more: 'x'.repeat(2048) }),
    'a megabyte': 'A'.repeat(1_048_576),
  }
  for (const [name, token] of Object.entries(forgeries)) t.equal(tokens.verify(token), undefined, name)
})

t.test('a bearer token is taken from its header in any case and from nothing else', async (t) => {
  t.equal(bearerToken('Bearer abc'), 'abc')
  t.equal(bearerToken('bearer abc'), 'abc')
  t.equal(bearerToken('Basic abc'), undefined)
  t.equal(bearerToken('Bearerabc'), undefined)
  t.equal(bearerToken(undefined), undefined)
})

t.test('without a key there are no tokens', async (t) => {
  const bare = Fastify()
  t.teardown(() => bare.close())
  await t.rejects(registerAccessTokens(bare, []), /at least one key/)
})
