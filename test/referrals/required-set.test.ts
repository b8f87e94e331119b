import t from 'tap'
import { readBack } from '../../src/features/referrals/read-back.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { nextNhsNumber, sendDraft } from '../support/given.ts'

/** What a receptionist answers at 08:55, and nothing else. */
const minimal = () => ({
  person: {
    nhsNumber: nextNhsNumber(),
    givenName: 'Edith',
    familyName: 'Thornley',
    bornOn: '1943-05-17',
    address: { lines: ['4 Chapel Walk'], postcode: 'S60 1AA' },
    phones: [{ number: '01709 555 0123' }],
    safeContact: { channels: ['phone'] },
    facts: { longTermConditions: { answer: 'known', value: ['copd'] } },
  },
  needs: ['loneliness'],
  consent: { answer: 'given', how: 'in-person' },
  homeVisitRisk: 'not-asked',
  onBehalfOf: 'Dr Invented',
})

/** Each leaf that somebody has to fill in or choose; what says only that a fact is known is none. */
function countAnswers(value: unknown): number {
  if (Array.isArray(value)) return value.map(countAnswers).reduce((sum, n) => sum + n, 0)
  if (typeof value !== 'object' || value === null) return 1
  const isKnownFact = 'answer' in value && value.answer === 'known'
  return Object.entries(value)
    .filter(([key]) => !(isKnownFact && key === 'answer'))
    .reduce((sum, [, inner]) => sum + countAnswers(inner), 0)
}

const send = ({ given, as }: TestApp, body: object) =>
  as(given.town.referrer).post('/referrals', { ...body, submit: true })

t.test('the least that can be sent is at most 14 answers and one tick', async (t) => {
  const test = await startApp(t)
  const body = minimal()
  t.ok(countAnswers(body) <= 14, String(countAnswers(body)))
  const asked = await send(test, body)
  t.match(asked, {
    statusCode: 409,
    body: { type: '/problems/read-back-needed', about: { sentences: [/^NHS number 999 \d{3} \d{4}\.$/] } },
  })
  t.same(asked.body.about.sentences.slice(1), [
    'Edith Thornley.',
    'Born 17 May 1943, 82 years old.',
    '4 Chapel Walk, S60 1AA.',
  ])
  const sent = await send(test, { ...body, readBackOf: asked.body.about.code })
  t.match(sent, { statusCode: 201, body: { status: 'submitted', readBack: asked.body.about } }, sent.text)
  const record = await test.as(test.given.town.advisor).get(`/people/${sent.body.personId}`)
  t.match(record.body.consents, [{ askedBy: 'Dr Invented', on: '2026-03-02', recordedBy: 'Rina Referrer' }])
})

t.test('one digit or letter other than what was read back is not sent', async (t) => {
  const test = await startApp(t)
  const body = minimal()
  const asked = await test.as(test.given.town.referrer).post('/referrals/read-back', { person: body.person })
  t.match(asked, { statusCode: 200, body: { known: false, checkNhsNumber: false, openReferral: null } }, asked.text)
  for (const slip of [{ nhsNumber: nextNhsNumber() }, { familyName: 'Thornly' }, { bornOn: '1943-05-18' }])
    t.match(await send(test, { ...body, person: { ...body.person, ...slip }, readBackOf: asked.body.code }), {
      statusCode: 409,
      body: { type: '/problems/read-back-needed' },
    })
  t.equal((await test.given.rows(`select 1 from people`)).length, 0, 'nobody is kept')
  t.equal((await send(test, { ...body, readBackOf: asked.body.code })).statusCode, 201)
  const stranger = { ...body.person, familyName: 'Zabriskie' }
  const warned = await test.as(test.given.town.otherReferrer).post('/referrals/read-back', { person: stranger })
  t.match(warned.body, { checkNhsNumber: true })
  t.notMatch(warned.text, /Thornley/, 'whose the number is stays unsaid')
})

t.test('what is missing is said all at once, where it stands; four answers count, not asked does not', async (t) => {
  const test = await startApp(t)
  const { person, ...rest } = minimal()
  const { address: _, safeContact: __, phones: ___, ...who } = person
  const bare = { person: who, consent: rest.consent }
  const refused = await send(test, bare)
  t.match(refused, { statusCode: 422, body: { type: '/problems/referral-incomplete' } })
  t.same(
    refused.body.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['#/person/address', '#/person/safeContact', '#/needs', '#/homeVisitRisk', '#/onBehalfOf'],
  )
  t.match(await send(test, { ...bare, consent: undefined }), {
    statusCode: 422,
    body: { type: '/problems/consent-needed' },
  })
  const withFacts = (facts: object) => ({ ...rest, person: { ...who, facts: { ...who.facts, ...facts } } })
  const none = { fixedAddress: { answer: 'known', value: false }, telephone: { answer: 'refused' } }
  t.match(await send(test, withFacts(none)), { statusCode: 409, body: { type: '/problems/read-back-needed' } })
  const unsafe = { ...rest, person: { ...person, safeContact: { channels: ['email'] } } }
  t.match(await send(test, unsafe), { statusCode: 422, body: { errors: [{ pointer: '#/person/safeContact' }] } })
})

t.test('a draft may lack all of it, says what is missing, and is sent once it is whole', async (t) => {
  const { given, as } = await startApp(t)
  const practice = as(given.town.referrer)
  const { nhsNumber, givenName, familyName, bornOn } = minimal().person
  const draft = await practice.post('/referrals', { person: { nhsNumber, givenName, familyName, bornOn } })
  t.equal(draft.statusCode, 201, draft.text)
  const pointers = async () =>
    (await practice.get(`/referrals/${draft.body.id}`)).body.missing.map(({ pointer }: { pointer: string }) => pointer)
  t.same(await pointers(), [
    '#/person/address',
    '#/person/safeContact',
    '#/needs',
    '#/consent',
    '#/homeVisitRisk',
    '#/onBehalfOf',
  ])
  t.match((await practice.get(`/referrals/${draft.body.id}`)).body, { expiresOn: '2026-03-16', nextSteps: ['submit'] })
  const about = { address: { lines: ['4 Chapel Walk'], postcode: 'S60 1AA' }, safeContact: { channels: ['letter'] } }
  const facts = { longTermConditions: { answer: 'known', value: ['copd'] } }
  const version = { headers: { 'if-match': '"1"' } }
  await practice.patch(`/people/${draft.body.personId}`, { ...about, facts }, version)
  const rest = { needs: ['loneliness'], homeVisitRisk: 'none-known', onBehalfOf: 'Dr Invented' }
  t.equal((await practice.patch(`/referrals/${draft.body.id}`, rest, version)).statusCode, 200)
  const yes = { purpose: 'refer', answer: 'given', how: 'by-phone', on: '2026-03-02' }
  await practice.post(`/people/${draft.body.personId}/consents`, yes)
  t.same(await pointers(), [])
  t.match((await practice.get(`/referrals/${draft.body.id}`)).body, { expiresOn: null })
  t.match(await sendDraft(practice, draft.body.id), {
    statusCode: 200,
    body: { status: 'submitted', readBack: { sentences: [/^NHS number 999/] } },
  })
})

t.test('an open referral of the same practice is shown instead of a second one, and can be added to', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const person = given.personDetails()
  const open = await given.referral({ person, status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'home-visit', purpose: 'assessment' }
  for (const day of ['2026-03-05', '2026-03-04'])
    await as(town.advisor).post(`/referrals/${open.id}/contacts`, {
      ...visit,
      plannedStart: `${day}T10:00:00Z`,
      plannedEnd: `${day}T11:00:00Z`,
    })
  const again = { ...given.referralDetails({ person }), secondBecause: undefined }
  const refused = await as(town.referrer).post('/referrals', again)
  t.match(refused, {
    statusCode: 409,
    body: {
      type: '/problems/open-referral-exists',
      about: { referralId: open.id, reference: open.reference, advisor: 'Ada Advisor', nextVisitOn: '2026-03-04' },
    },
  })
  t.match((await as(town.referrer).post('/referrals/read-back', { person })).body.openReferral, {
    referralId: open.id,
    nextVisitOn: '2026-03-04',
  })
  t.match((await as(town.otherReferrer).post('/referrals/read-back', { person })).body, {
    known: true,
    openReferral: null,
  })
  t.match(
    await as(town.otherReferrer).post('/referrals', again),
    { statusCode: 201 },
    "another practice's stays unsaid",
  )
  const team = { ...again, practiceId: town.practiceId }
  const blind = await as(town.teamReferrer).post('/referrals', team)
  t.match(blind, { statusCode: 409, body: { type: '/problems/open-referral-exists' } })
  t.notMatch(blind.text, new RegExp(open.reference), 'who may not see it hears only that there is one')

  const note = { note: 'She fell again on Sunday' }
  t.match(await as(town.referrer).post(`/referrals/${open.id}/notes`, note), { statusCode: 200 })
  t.match((await as(town.advisor).get(`/referrals/${open.id}`)).body.events.at(-1), { step: 'amend', ...note })
  const { items } = (await as(town.advisor).get('/tasks?mine=true')).body
  t.ok(
    items.some(
      ({ kind, subjectId }: { kind: string; subjectId: string }) => kind === 'read-addition' && subjectId === open.id,
    ),
  )
  const second = await as(town.referrer).post('/referrals', {
    ...again,
    secondBecause: 'Her benefits, apart from the rest',
  })
  t.equal(second.statusCode, 201, second.text)
  t.match((await as(town.advisor).get(`/referrals/${second.body.id}`)).body.events[0], {
    step: 'submit',
    note: 'Her benefits, apart from the rest',
  })
})

t.test('the last clinicians are remembered, by practice', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  await as(town.referrer).post('/referrals', given.referralDetails({ onBehalfOf: 'Dr First' }))
  clock.forward(1)
  await as(town.referrer).post('/referrals', given.referralDetails({ onBehalfOf: 'Dr Second' }))
  const { body } = await as(town.referrer).get('/referrals/clinicians')
  t.same(body.items, [
    { name: 'Dr Second', lastOn: '2026-03-03' },
    { name: 'Dr First', lastOn: '2026-03-02' },
  ])
  t.same((await as(town.otherReferrer).get('/referrals/clinicians')).body.items, [])
})

t.test('the read-back says what there is not, and its code follows every sign', async (t) => {
  const asked = { answer: 'not-asked' as const }
  const who = { givenName: 'Ann', familyName: 'Lee', bornOn: '2025-03-01', facts: { fixedAddress: asked } }
  const none = readBack({ ...who, noNhsNumberBecause: 'not-registered' }, '2026-03-02')
  t.same(none.sentences, [
    'No NHS number: not registered.',
    'Ann Lee.',
    'Born 1 March 2025, 1 year old.',
    'Address not asked.',
  ])
  const codes = Array.from({ length: 5_000 }, (_, n) => readBack({ ...who, familyName: `Lee${n}` }, '2026-03-02').code)
  t.equal(new Set(codes).size, 5_000)
})
