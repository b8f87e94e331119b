import t from 'tap'
import { startApp } from '../support/app.ts'

const key = (value: string) => ({ headers: { 'idempotency-key': value } })
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index))

t.test('a request with a key is done once', async (t) => {
  const { given, as, anybody, app } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const advisor = as(town.advisor)
  const countOf = async (table: string, where: string) =>
    (await given.rows<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`))[0]?.n

  await t.test('twenty at once make one referral, and all that are answered are answered the same', async (t) => {
    await practice.get('/me')
    const details = given.referralDetails()
    const answers = await Promise.all(times(20, () => practice.post('/referrals', details, key('twenty'))))
    for (const answer of answers) t.ok([201, 409].includes(answer.statusCode), answer.text)
    const made = answers.filter(({ statusCode }) => statusCode === 201)
    t.ok(made.length > 0)
    t.equal(new Set(made.map(({ text }) => JSON.stringify(JSON.parse(text)))).size, 1, 'one body')
    const inFlight = answers.filter(({ statusCode }) => statusCode === 409)
    for (const answer of inFlight) t.equal(answer.body.type, '/problems/request-in-flight')
    const { id, personId } = made[0]?.body ?? {}
    t.equal(await countOf('referrals', `person_id = '${personId}'`), 1)
    t.equal(await countOf('people', `id = '${personId}'`), 1)
    t.equal(await countOf('audit_tail', `subject_id = '${id}'`), 1)
    t.equal(await countOf('jobs', `data ->> 'referralId' = '${id}'`), 1)
    t.equal(await countOf('referral_events', `referral_id = '${id}'`), 1)

    const later = await practice.post('/referrals', details, key('twenty'))
    t.match(later, { statusCode: 201, body: made[0]?.body, headers: { 'idempotency-replayed': 'true' } })
  })

  await t.test('the same key with another body or to another address is refused', async (t) => {
    const details = given.referralDetails()
    const first = await practice.post('/referrals', details, key('other'))
    t.equal(first.statusCode, 201)
    const refused = { statusCode: 422, body: { type: '/problems/key-used-for-another-request' } }
    t.match(await practice.post('/referrals', { ...details, urgency: 'urgent' }, key('other')), refused)
    t.match(await practice.post(`/referrals/${first.body.id}/withdraw`, { reason: 'moved' }, key('other')), refused)
    t.equal((await practice.get(`/referrals/${first.body.id}`)).body.status, 'submitted', 'and does nothing')
  })

  await t.test('a step gives its first answer again, where without a key it is not open any more', async (t) => {
    const { id } = await given.referral()
    const first = await advisor.post(`/referrals/${id}/accept`, undefined, key('accept'))
    t.equal(first.statusCode, 200)
    t.equal((await advisor.post(`/referrals/${id}/accept`)).statusCode, 409)
    const again = await advisor.post(`/referrals/${id}/accept`, undefined, key('accept'))
    t.match(again, { statusCode: 200, body: first.body, headers: { 'idempotency-replayed': 'true' } })
    await advisor.post(`/referrals/${id}/allocate`, { membershipId: town.advisor.membershipId })
    const late = await advisor.post(`/referrals/${id}/accept`, undefined, key('accept'))
    t.same(late.body, first.body, 'the first answer, not what is true since')

    const answers = await Promise.all(
      times(10, () => advisor.post(`/referrals/${id}/hold`, { reason: 'away', until: '2026-03-20' }, key('hold'))),
    )
    for (const answer of answers) t.ok([200, 409].includes(answer.statusCode), answer.text)
    for (const { body } of answers.filter(({ statusCode }) => statusCode === 409))
      t.equal(body.type, '/problems/request-in-flight', 'in flight, never: not open')
    t.equal(await countOf('referral_holds', `referral_id = '${id}'`), 1)
  })

  await t.test('many keys, each sent many times at once, make as many as there are keys', async (t) => {
    const before = (await countOf('referrals', 'true')) ?? 0
    const requests = times(15, (n) => ({ details: given.referralDetails(), key: `many-${n}` }))
    const answers = await Promise.all(
      requests.flatMap((one) => times(4, () => practice.post('/referrals', one.details, key(one.key)))),
    )
    t.same(
      [...new Set(answers.map(({ statusCode }) => statusCode))].filter((code) => ![201, 409].includes(code)),
      [],
    )
    t.equal(await countOf('referrals', 'true'), before + 15)
  })

  await t.test('keys belong to an account: another’s same key is another key', async (t) => {
    const mine = await practice.post('/referrals', given.referralDetails(), key('shared'))
    const theirs = await as(town.otherReferrer).post('/referrals', given.referralDetails(), key('shared'))
    t.same([mine.statusCode, theirs.statusCode], [201, 201])
    t.not(mine.body.id, theirs.body.id)
    const elsewhere = await given.anotherTown()
    t.equal((await as(elsewhere.referrer).post('/referrals', given.referralDetails(), key('shared'))).statusCode, 201)
  })

  await t.test('a request that was refused does not use its key up', async (t) => {
    const person = given.personDetails()
    const refused = await practice.post('/referrals', given.referralDetails({ person, consent: undefined }), key('try'))
    t.equal(refused.statusCode, 422)
    t.equal(
      (await practice.post('/referrals', given.referralDetails({ person, needs: ['x'] }), key('try'))).statusCode,
      400,
    )
    t.equal((await practice.post('/referrals', given.referralDetails({ person }), key('try'))).statusCode, 201)

    const { id } = await given.referral({ status: 'draft' })
    const resume = () => practice.post(`/referrals/${id}/resubmit`, { answer: 'Yes' }, key('step'))
    t.equal((await resume()).statusCode, 409)
    const { about } = (await practice.post(`/referrals/${id}/submit`)).body
    const sent = await practice.post(`/referrals/${id}/submit`, { readBackOf: about.code }, key('step'))
    t.equal(sent.statusCode, 200, sent.text)
  })

  await t.test('a key is 1 to 255 characters', async (t) => {
    for (const odd of ['', 'x'.repeat(256)]) {
      const answer = await practice.post('/referrals', given.referralDetails(), key(odd))
      t.match(answer, { statusCode: 400, body: { errors: [{ pointer: '#/headers/idempotency-key' }] } })
    }
    t.equal((await practice.post('/referrals', given.referralDetails(), key('x'.repeat(255)))).statusCode, 201)
  })

  await t.test('a key is honoured on every POST but those of sessions', async (t) => {
    const { personId } = await given.referral()
    const consent = { purpose: 'share', answer: 'given', how: 'by-phone', on: '2026-03-02' }
    const posts: [string, object][] = [
      [`/people/${personId}/consents`, consent],
      [`/people/${personId}/related-people`, { kind: 'neighbour', name: 'Vera Neighbour' }],
      ['/people', { person: given.personDetails() }],
    ]
    for (const [path, body] of posts) {
      const [first, again] = [await practice.post(path, body, key(path)), await practice.post(path, body, key(path))]
      t.same([first.statusCode, again.statusCode], [201, 201], path)
      t.same(again.body, first.body, path)
    }
    t.equal(await countOf('consents', `person_id = '${personId}' and purpose = 'share'`), 1)
    const organisation = { name: 'Bowls Club', kinds: ['provider'] }
    const administrator = as(town.administrator)
    const made = await Promise.all(times(5, () => administrator.post('/organisations', organisation, key('bowls'))))
    t.ok(made.some(({ statusCode }) => statusCode === 201))
    t.equal(await countOf('organisations', "name = 'Bowls Club'"), 1)
  })

  await t.test('nobody reads a stored answer without the session that it belongs to', async (t) => {
    t.equal((await anybody.post('/referrals', given.referralDetails(), key('twenty'))).statusCode, 401)
    const body = given.referralDetails()
    await practice.post('/referrals', body, key('theirs'))
    const token = await as(town.otherReferrer).token()
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/referrals',
      payload: given.referralDetails({ ...body, person: given.personDetails() }),
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'theirs' },
    })
    t.equal(answer.statusCode, 201, 'a new one of their own')
  })
})
