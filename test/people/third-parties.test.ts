import t from 'tap'
import { checkCaller, namedAs } from '../../src/features/people/callers.ts'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const [referrer, advisor] = [as(town.referrer), as(town.advisor)]
const agreed = { on: '2026-03-02', how: 'in-person' }

const someone = () => given.referral({ status: 'accepted', allocatedTo: town.advisor })

t.test('the daughter rings: what she may be told is what her mother agreed to, and nothing until then', async (t) => {
  const { personId } = await someone()
  const path = `/people/${personId}`
  const daughter = { kind: 'carer', name: 'Joan Thornley', relationship: 'daughter' }
  const { id: relatedPersonId } = (await advisor.post(`${path}/related-people`, daughter)).body
  const check = async (body: object, client = advisor) => (await client.post(`${path}/callers/check`, body)).body
  t.match(await check({ relatedPersonId }), { mayBeTold: 'nothing', callerWord: null, sentence: /^Say nothing/ })
  t.match(await check({ name: 'A man from the bank' }), { relatedPersonId: null, mayBeTold: 'nothing' })

  const at = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
  const related = `${path}/related-people/${relatedPersonId}`
  t.equal(
    (await advisor.patch(related, { mayBeTold: 'practical' }, at(1))).statusCode,
    400,
    'her mother has not agreed',
  )
  const allowed = await advisor.patch(related, { mayBeTold: 'practical', agreed, callerWord: 'Blue kettle' }, at(1))
  t.match(allowed, { statusCode: 200, body: { mayBeTold: 'practical', agreedOn: '2026-03-02', hasCallerWord: true } })
  t.notOk(allowed.text.includes('kettle'), 'the word is not on the record')
  t.notOk((await advisor.get(path)).text.includes('kettle'))

  t.match(await check({ name: 'joan THORNLEY' }), {
    relatedPersonId,
    mayBeTold: 'practical',
    callerWord: 'Blue kettle',
    sentence:
      'Joan Thornley may be told practical things: visits, times and places, nothing else. Ask for the word first.',
  })
  t.match(await check({ relatedPersonId, word: 'blue-kettle' }, referrer), {
    wordFits: true,
    sentence: /^The word is right/,
  })
  t.match(await check({ relatedPersonId, word: 'red pan' }), {
    wordFits: false,
    mayBeTold: 'nothing',
    sentence: /^The word is wrong/,
  })
  const looks = await given.rows(
    `select 1 from audit_tail where action = 'caller.checked' and person_id = '${personId}'`,
  )
  t.equal(looks.length, 5, 'each time is recorded')

  t.equal((await advisor.patch(related, { mayBeTold: 'all' }, at(2))).statusCode, 400, 'more needs another yes')
  t.match(await advisor.patch(related, { mayBeTold: 'nothing' }, at(2)), {
    body: { mayBeTold: 'nothing', agreedOn: null },
  })
  t.equal((await advisor.post(`${related}/end`)).statusCode, 200)
  t.equal((await advisor.post(`${path}/callers/check`, { relatedPersonId })).statusCode, 404)
  t.equal((await as(town.otherReferrer).post(`${path}/callers/check`, { name: 'Joan' })).statusCode, 404)
})

t.test('please do not tell her I rang: neither the practice nor anything that leaves reads it', async (t) => {
  const { id, personId } = await someone()
  const secret = 'Her daughter fears that she drinks'
  const visit = {
    way: 'telephone',
    purpose: 'support',
    happened: true,
    attendance: 'attended',
    happenedOn: '2026-03-02',
  }
  const marked = { note: secret, noteSource: 'someone-else', noteMark: 'in-confidence' }
  const write = (body: object) => advisor.post(`/referrals/${id}/contacts`, { ...visit, ...body })
  t.equal(
    (await write({ ...marked, noteSource: 'person' })).statusCode,
    400,
    'the person cannot be the one in confidence',
  )
  t.equal((await write({ noteMark: 'could-harm' })).statusCode, 400, 'no mark without a note')
  t.equal((await write({ ...marked, personSaidNo: true })).statusCode, 400, 'what the person said goes to the practice')
  const kept = await write(marked)
  t.match(kept, { statusCode: 201, body: { note: secret, noteMark: 'in-confidence' } }, 'the service reads it, marked')
  const call = { callerName: 'Joan Thornley', about: secret, whatWasSaid: 'Nothing', inConfidence: true }
  t.match(await advisor.post(`/people/${personId}/calls-from-others`, call), {
    statusCode: 201,
    body: { by: 'Ada Advisor' },
  })
  t.equal((await as(town.otherAdvisor).get(`/people/${personId}/calls-from-others`)).body.items.length, 1)

  for (const path of [
    `/referrals/${id}/contacts`,
    `/referrals/${id}`,
    `/people/${personId}`,
    `/people/${personId}/calls-from-others`,
    `/placements?referralId=${id}`,
    '/messages?limit=100',
  ]) {
    const read = await referrer.get(path)
    t.equal(read.statusCode, 200, path)
    for (const word of [secret, 'in-confidence', 'drinks', 'Joan'])
      t.notOk(read.text.includes(word), `${path}: ${word}`)
  }
  t.notOk(test.logged().includes('drinks'))
  const gone = await advisor.patch(`/contacts/${kept.body.id}`, { note: null }, { headers: { 'if-match': '"1"' } })
  t.match(gone.body, { note: null, noteMark: null, noteSource: null })
})

t.test('a carer is a person of their own: the link shows neither one’s record to the other’s practice', async (t) => {
  const mother = await someone()
  const carer = await given.referral({
    by: town.otherReferrer,
    person: given.personDetails({ givenName: 'Joan', familyName: 'Hartley', bornOn: '1968-04-09' }),
  })
  const related = { kind: 'carer', name: 'Joan Hartley', personId: carer.personId }
  t.equal((await advisor.post(`/people/${mother.personId}/related-people`, related)).statusCode, 201)
  const read = await referrer.get(`/people/${mother.personId}`)
  t.match(read.body.relatedPeople, [{ name: 'Joan Hartley', mayBeTold: 'nothing' }])
  for (const word of [carer.personId, carer.id, '1968', carer.reference]) t.notOk(read.text.includes(word), word)
  for (const path of [`/people/${carer.personId}`, `/referrals/${carer.id}`])
    t.equal((await referrer.get(path)).statusCode, 404)
  t.equal((await as(town.otherReferrer).get(`/people/${mother.personId}`)).statusCode, 404)
})

t.test('one line for whoever answers the telephone', async (t) => {
  const joan = { name: 'Joan', mayBeTold: 'all', callerWord: null } as const
  t.match(checkCaller(joan, undefined), { mayBeTold: 'all', sentence: /ring back on the number in the record/ })
  t.equal(checkCaller(undefined, 'anything').mayBeTold, 'nothing')
  const numbered = { ...joan, callerWord: 'Rose42' }
  t.match(checkCaller(numbered, 'Rose99'), { mayBeTold: 'nothing', wordFits: false }, 'digits are part of the word')
  t.match(checkCaller(numbered, 'rose 42'), { wordFits: true })
  t.match(checkCaller({ ...joan, callerWord: '1944' }, '1944'), { wordFits: true })
  t.equal(
    checkCaller({ ...joan, callerWord: '???' }, '!!!').mayBeTold,
    'nothing',
    'a word without a letter fits nobody',
  )
  const [one, other] = [
    { name: 'Joan', personId: 'one' },
    { name: 'JOAN', personId: 'one' },
  ]
  t.equal(namedAs([one, other], 'joan'), undefined, 'two could be meant')
  t.equal(namedAs([one, { ...other, personId: 'other' }], 'joan'), one, 'on two records of one human it is one')
})
