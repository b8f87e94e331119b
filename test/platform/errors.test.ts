import t, { type Test } from 'tap'
import { PROBLEMS } from '../../src/platform/problems.ts'
import { startApp } from '../support/app.ts'

type Raw = { statusCode: number; headers: Record<string, unknown>; body: string }

const SAFE_HEADERS = {
  'strict-transport-security': /max-age=63072000; includeSubDomains/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

t.test('whatever is sent, the answer is a problem that says what to do and nothing else', async (t) => {
  const { app, given, as, anybody, logged } = await startApp(t)
  const { town } = given
  const token = await as(town.referrer).token()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const send = (method: string, url: string, payload?: string | Buffer, extra: Record<string, string> = {}) =>
    app.inject({
      method: method as 'POST',
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: { ...headers, ...extra },
    })

  function isProblem(t: Test, answer: Raw, status: number, type: keyof typeof PROBLEMS, what: string): void {
    t.equal(answer.statusCode, status, `${what}: ${answer.body.slice(0, 200)}`)
    t.match(answer.headers['content-type'], /^application\/problem\+json/, what)
    const body = JSON.parse(answer.body)
    t.match(body, { type: `/problems/${type}`, title: PROBLEMS[type].title, status, instance: String }, what)
    t.match(answer.headers, SAFE_HEADERS, `${what}: headers`)
    t.notMatch(answer.body, /at .*\.ts|node_modules|PostgresError|select |insert /i, `${what}: nothing of the inside`)
  }

  await t.test('bodies that cannot be read', async (t) => {
    const post = (payload: string | Buffer, extra?: Record<string, string>) =>
      send('POST', '/api/v1/referrals', payload, extra)
    const bad: [string, string | Buffer][] = [
      ['half a body', '{"needs": ["lonel'],
      ['no JSON', 'needs=loneliness'],
      ['nothing', ''],
      ['a comment', '{} // yes'],
      ['NaN', '{"needs": NaN}'],
      ['a prototype', '{"__proto__": {"role": "advisor"}, "needs": ["loneliness"]}'],
      ['a constructor’s prototype', '{"constructor": {"prototype": {"role": "advisor"}}}'],
      ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
      ['a list', '[]'],
      ['a word', '"referral"'],
      ['null', 'null'],
      ['a deep body', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ]
    for (const [what, payload] of bad) isProblem(t, await post(payload), 400, 'invalid-request', what)
    isProblem(t, await post(`{"reason": "${'x'.repeat(70_000)}"}`), 413, 'too-large', 'too large')
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ])
      isProblem(t, await post('<a/>', { 'content-type': type }), 415, 'unsupported-media-type', type)
  })

  await t.test('fields that are wrong are pointed at, unknown ones too', async (t) => {
    const details = given.referralDetails()
    const { body } = await as(town.referrer).post('/referrals', {
      ...details,
      needs: 'loneliness',
      urgency: 'now',
      person: { ...(details.person as object), bornOn: '1943-02-30', phones: [{ number: 'call me' }], role: 'advisor' },
      ownerId: town.advisor.membershipId,
    })
    t.equal(body.type, '/problems/invalid-request')
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer)
    for (const pointer of ['#/needs', '#/urgency', '#/person/bornOn', '#/person/phones/0/number'])
      t.ok(pointers.includes(pointer), `${pointer} in ${pointers}`)
    const unknown = body.errors.filter(({ detail }: { detail: string }) => detail.startsWith('Take out'))
    t.same(
      unknown.map(({ pointer, detail }: { pointer: string; detail: string }) => [pointer, detail]).sort(),
      [
        ['#', 'Take out what is not known here: ownerId'],
        ['#/person', 'Take out what is not known here: role'],
      ].sort(),
    )
    const query = await as(town.referrer).get('/referrals?limit=1000&status=lost')
    t.match(query, { statusCode: 400, body: { type: '/problems/invalid-request' } })
    t.match((await as(town.referrer).get('/referrals/not-an-id')).statusCode, 400)
  })

  await t.test('text that cannot be stored and numbers out of range are refused, never a fault', async (t) => {
    const practice = as(town.referrer)
    const post = (details: object) => practice.post('/referrals', given.referralDetails(details))
    for (const [what, details] of Object.entries({
      'NUL in text': { reason: 'Alone\u0000since May' },
      'NUL in a name': { person: given.personDetails({ familyName: 'Thorn\u0000ley' }) },
      'NUL in JSON': {
        person: given.personDetails({ safeContact: { channels: ['phone'], voicemail: false, note: 'a\u0000b' } }),
      },
      'NUL in a key': { needs: ['lone\u0000liness'] },
    }))
      t.match(await post(details), { statusCode: 400, body: { type: '/problems/invalid-request' } }, what)
    for (const [what, details] of Object.entries({
      'a lone surrogate in text': { reason: 'Alone \ud800 since May' },
      'a lone surrogate in JSON': {
        person: given.personDetails({ safeContact: { channels: ['phone'], voicemail: false, note: '\udc00' } }),
      },
      'emoji and right-to-left marks': { reason: '👵🏽 \u202egnis\u202c 𝓪lone' },
    })) {
      const { statusCode, text } = await post(details)
      t.ok([201, 400].includes(statusCode), `${what}: ${text}`)
    }
    for (const path of [
      '/referrals?limit=1e309',
      '/referrals?limit=99999999999999999999',
      '/referrals?limit=-1',
      '/referrals?limit=1.5',
      '/referrals?limit=1&limit=2',
      '/referrals?after=%00',
      '/referrals?after=WyJ4IiwieSJd',
      `/referrals?after=${Buffer.from(JSON.stringify(['9999-99-99', 'x'])).toString('base64url')}`,
      `/messages?after=${Buffer.from(JSON.stringify(['x'])).toString('base64url')}`,
      `/tasks?after=${Buffer.from(JSON.stringify(['infinity', "'; drop table tasks"])).toString('base64url')}`,
      `/organisations?after=${Buffer.from(JSON.stringify(['\u0000', 'x'])).toString('base64url')}`,
      `/referrals?after=${Buffer.from('{"length":2}').toString('base64url')}`,
    ])
      t.match(await practice.get(path), { statusCode: 400, body: { type: '/problems/invalid-request' } }, path)
    for (const bornOn of ['0000-00-00', '+275760-09-13', '1943-5-1', '9999-12-31', 'infinity', -1, 1e300])
      t.equal((await post({ person: given.personDetails({ bornOn }) })).statusCode, 400, String(bornOn))
    t.equal(
      (await post({ person: given.personDetails({ phones: Array(6).fill({ number: '01709 555 0123' }) }) })).statusCode,
      400,
    )
  })

  await t.test('addresses of nothing, and addresses that cannot be read', async (t) => {
    for (const url of ['/api', '/api/v1', '/api/v1/patients', '/api/v2/referrals', '/.env', '//'])
      isProblem(t, await send('GET', url), 404, 'not-found', url)
    isProblem(t, await send('PUT', '/api/v1/referrals', '{}'), 404, 'not-found', 'a method of nothing')
    isProblem(t, await send('DELETE', '/api/v1/referrals', '{}'), 404, 'not-found', 'another')
    for (const url of ['/api/v1/referrals/%zz', '/%E0%A4%A', '/api/v1/people/%', `/api/v1/people/${'x'.repeat(500)}`])
      isProblem(t, await send('GET', url), 400, 'invalid-request', url)
    for (const url of ['/%ff', '/inbox/%', `/referrals/${'x'.repeat(500)}`]) {
      const answer = await app.inject({ url, headers: { accept: 'text/html' } })
      t.equal(answer.statusCode, 400, `${url.slice(0, 12)}: what a browser sends ends no process`)
    }
    const page = await app.inject({ url: '/no-such-page', headers: { accept: 'text/html' } })
    t.match(page, { statusCode: 404, body: /<h1[^>]*>Page not found/ })
    t.notMatch((await send('GET', '/api/v1/people/%zz-Thornley')).body, /Thornley/, 'what was sent is not said again')
  })

  await t.test('who is not signed in is told to, in the same words for each reason', async (t) => {
    const tokens = [undefined, 'Bearer', 'Bearer x', `Basic ${token}`, `Bearer ${token}x`, `Bearer ${'x'.repeat(5000)}`]
    const answers = []
    for (const authorization of tokens) {
      const answer = await app.inject({
        url: '/api/v1/referrals',
        headers: authorization === undefined ? {} : { authorization },
      })
      isProblem(t, answer, 401, 'not-signed-in', String(authorization).slice(0, 20))
      t.equal(answer.headers['www-authenticate'], 'Bearer')
      answers.push(JSON.stringify({ ...answer.json(), instance: '' }))
    }
    t.equal(new Set(answers).size, 1)
  })

  await t.test('security headers stand on what succeeds, too', async (t) => {
    const { 'content-security-policy': _, ...rest } = SAFE_HEADERS
    for (const path of ['/api/v1/openapi.json', '/health/live', '/health/ready'])
      t.match((await anybody.get(path)).headers, rest, path)
    t.match((await as(town.referrer).get('/me')).headers, SAFE_HEADERS)
  })

  await t.test('a fault says its number and nothing of itself; the number finds it in the log', async (t) => {
    await given.rows("alter table referrals add constraint provoked check (reason not like '%provoke%')")
    const sent = await as(town.referrer).post('/referrals', given.referralDetails({ reason: 'Please provoke a fault' }))
    t.match(sent, { statusCode: 500, body: { type: '/problems/something-went-wrong', status: 500 } })
    t.equal(sent.body.detail, undefined)
    t.match(sent.headers, SAFE_HEADERS)
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/referrals',
      payload: given.referralDetails({ reason: 'Please provoke a fault' }),
      headers,
    })
    isProblem(t, answer, 500, 'something-went-wrong', 'a fault')
    const line = logged()
      .split('\n')
      .find((one) => one.includes(sent.body.instance) && one.includes('"level":50'))
    t.match(JSON.parse(line ?? '{}'), { level: 50, err: { code: '23514', constraint: 'provoked' } })
    t.notMatch(logged(), /Please provoke/)
    await given.rows('alter table referrals drop constraint provoked')
  })
})

t.test('one address sends so many requests a minute', async (t) => {
  const { given, as } = await startApp(t, { rateLimitPerMinute: 5 })
  const client = as(given.town.referrer)
  const answers = []
  for (let n = 0; n < 7; n += 1) answers.push(await client.get('/me'))
  const refused = answers.at(-1)
  t.match(refused, {
    statusCode: 429,
    body: { type: '/problems/too-many-requests', status: 429 },
    headers: SAFE_HEADERS,
  })
  t.ok(Number(refused?.headers['retry-after']) > 0)
  t.match(refused?.headers['content-type'], /problem\+json/)
  t.equal((await client.get('/health/live')).statusCode, 200, 'health is not counted')
})
