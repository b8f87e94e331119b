import t from 'tap'
import { composeMessage, MESSAGE_LIMIT } from '../../src/features/messages/compose.ts'
import { startApp } from '../support/app.ts'

t.test('an inbox', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const { id, reference } = await given.referral()
  await runJobs()
  await as(town.advisor).post(`/referrals/${id}/decline`, {
    reason: 'capacity',
    advisedInstead: 'Ring the lunch club.',
  })

  await t.test('holds what was told, the newest first, ready to be filed', async (t) => {
    const { body } = await practice.get('/messages')
    t.same(
      body.items.map(({ kind }: { kind: string }) => kind),
      ['referral-declined', 'referral-received'],
    )
    const [declined] = body.items
    t.match(declined, { subjectId: id, readAt: null, filedAt: null, asks: false })
    for (const words of [
      'Edith Thornley',
      '17 May 1943',
      reference,
      'Ring the lunch club.',
      'Ada Advisor, Advisor, Community Links',
    ])
      t.ok(declined.body.includes(words), words)
  })

  await t.test('is acknowledged once, however often the job runs', async (t) => {
    await given.rows(`update jobs set done_at = null where name = 'acknowledge-referral'`)
    await runJobs()
    t.equal((await practice.get(`/messages?subjectId=${id}`)).body.items.length, 2)
  })

  await t.test('pages without missing or repeating one', async (t) => {
    for (let n = 0; n < 5; n += 1) await given.referral()
    await runJobs()
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await practice.get(`/messages?limit=2${after}`)
      seen.push(...body.items.map((message: { id: string }) => message.id))
      after = body.next === null ? '' : `&after=${body.next}`
    } while (after !== '')
    t.equal(seen.length, 7)
    t.same(seen, [...new Set(seen)].sort().reverse())
  })

  await t.test('the first mark stays, filing is also reading, and each can be asked for', async (t) => {
    const [message] = (await practice.get(`/messages?subjectId=${id}`)).body.items
    const readAt = clock.now().toISOString()
    t.match(await practice.post(`/messages/${message.id}/read`), { statusCode: 200, body: { readAt, filedAt: null } })
    clock.set('2026-03-03T10:00:00Z')
    const filed = await practice.post(`/messages/${message.id}/file`)
    t.match(filed, { statusCode: 200, body: { readAt, filedAt: '2026-03-03T10:00:00.000Z' } })
    clock.set('2026-03-04T10:00:00Z')
    t.match((await practice.post(`/messages/${message.id}/file`)).body, { filedAt: '2026-03-03T10:00:00.000Z' })
    const ids = async (query: string) =>
      (await practice.get(`/messages?limit=100&${query}`)).body.items.map((one: { id: string }) => one.id)
    t.equal((await ids('unread=true')).length, 6)
    t.notOk((await ids('unfiled=true')).includes(message.id))
    t.ok((await ids('unread=false')).includes(message.id))
  })

  await t.test('is the organisation’s own: neither the service nor a neighbour reads or marks it', async (t) => {
    const [message] = (await practice.get('/messages')).body.items
    for (const other of [town.otherReferrer, town.advisor, town.provider]) {
      t.notOk((await as(other).get('/messages')).text.includes(message.id))
      t.equal((await as(other).post(`/messages/${message.id}/read`)).statusCode, 404)
    }
  })

  await t.test('looking is on record, with whom was seen', async (t) => {
    await practice.get(`/messages?subjectId=${id}`)
    const [look] = await given.rows<{ detail: { messageIds: string[]; personIds: string[] } }>(
      `select detail from audit_tail where action = 'messages.listed' order by id desc limit 1`,
    )
    t.equal(look?.detail.messageIds.length, 2)
    t.equal(look?.detail.personIds.length, 1)
  })
})

t.test('a message over the limit is cut where the rest can be found, and its author never is', async (t) => {
  const author = { name: 'Ada Advisor', role: 'Advisor', organisation: 'Community Links' }
  const signature = '\n\nAda Advisor, Advisor, Community Links. 2 March 2026.'
  const short = composeMessage(['She came.', '', 'She stays.'], author, '2026-03-02')
  t.equal(short, `She came.\nShe stays.${signature}`)
  const room = MESSAGE_LIMIT - signature.length
  for (const length of [room - 1, room, room + 1, 5_000]) {
    const long = composeMessage(['x'.repeat(length)], author, '2026-03-02')
    t.ok(long.length <= MESSAGE_LIMIT, `${length}: ${long.length}`)
    t.ok(long.endsWith(signature))
    t.equal(long.includes('(the rest is in the record)'), length + signature.length > MESSAGE_LIMIT)
  }
})

t.test('the longest decline fits its message', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const person = given.personDetails({ givenName: 'G'.repeat(100), familyName: 'F'.repeat(100) })
  const { id } = await given.referral({ person })
  const decline = { reason: 'capacity', advisedInstead: '€'.repeat(1_000) }
  t.equal((await as(town.advisor).post(`/referrals/${id}/decline`, decline)).statusCode, 200)
  const [message] = (await as(town.referrer).get(`/messages?subjectId=${id}`)).body.items
  t.ok(message.body.length <= MESSAGE_LIMIT)
  t.match(message.body, /2 March 2026\.$/)
})
