import t from 'tap'
import { startApp } from '../support/app.ts'
import { PASSWORD } from '../support/town.ts'

/** Words that stand nowhere else, planted in every field that says something about somebody. */
const CANARIES = {
  givenName: 'Qwilhelmina',
  familyName: 'Zebrowska-Quandt',
  preferredName: 'Mimsyquill',
  line: '77 Xylophone Crescent',
  phone: '01709 555 7731',
  phoneCompact: '017095557731',
  email: 'qwilhelmina@zebrowska.example',
  safeNote: 'husband-must-not-know-xq',
  times: 'after-the-owl-hoots',
  reason: 'reason-canary-vermilion',
  matters: 'matters-canary-cerulean',
  risk: 'risk-canary-ochre',
  behalf: 'behalf-canary-magenta',
  question: 'question-canary-indigo',
  answer: 'answer-canary-teal',
  note: 'note-canary-saffron',
  related: 'Bartholomew-canary',
  provoke: 'provoke-canary-umber',
  search: 'searchcanaryfuchsia',
  postcode: 'S60 9QZ',
} as const

t.test('nothing about a person, and no secret, is logged, counted in metrics, or told in a refusal', async (t) => {
  const { app, given, as, logged, metrics, runJobs } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const advisor = as(town.advisor)
  const refusals: string[] = []
  const refused = async (answer: Promise<{ statusCode: number; text: string }>) => {
    const { statusCode, text } = await answer
    t.ok(statusCode >= 400, `a refusal: ${statusCode}`)
    refusals.push(text)
  }

  const person = given.personDetails({
    givenName: CANARIES.givenName,
    familyName: CANARIES.familyName,
    preferredName: CANARIES.preferredName,
    address: { lines: [CANARIES.line], postcode: CANARIES.postcode },
    phones: [{ number: CANARIES.phone, label: 'home' }],
    email: CANARIES.email,
    safeContact: { channels: ['phone'], voicemail: false, times: CANARIES.times, note: CANARIES.safeNote },
  })
  const nhsNumber = String(person.nhsNumber)
  const details = given.referralDetails({
    person,
    reason: CANARIES.reason,
    whatMatters: CANARIES.matters,
    homeVisitRisk: 'known',
    homeVisitRiskNote: CANARIES.risk,
    onBehalfOf: CANARIES.behalf,
  })
  const keyed = { headers: { 'idempotency-key': 'canary' } }
  const sent = await practice.post('/referrals', details, keyed)
  t.equal(sent.statusCode, 201, sent.text)
  const { id, personId } = sent.body

  await practice.get(`/people/${personId}`)
  await advisor.get(`/referrals/${id}`)
  await advisor.get('/referrals')
  await practice.post('/people/search', { nhsNumber })
  await practice.post('/people/search', { familyName: CANARIES.search })
  await as(town.otherReferrer).post('/people/matches', {
    nhsNumber,
    givenName: CANARIES.givenName,
    familyName: CANARIES.familyName,
    bornOn: '1943-05-17',
  })
  await practice.post(`/people/${personId}/related-people`, {
    kind: 'carer',
    name: CANARIES.related,
    phone: CANARIES.phone,
  })
  await practice.patch(
    `/people/${personId}`,
    { preferredName: CANARIES.preferredName },
    { headers: { 'if-match': '"1"' } },
  )
  await advisor.post(`/referrals/${id}/return`, { reason: 'consent-unclear', question: CANARIES.question })
  await practice.post(`/referrals/${id}/resubmit`, { answer: CANARIES.answer })
  await advisor.post(`/referrals/${id}/accept`)
  await advisor.post(`/referrals/${id}/hold`, { reason: 'away', until: '2026-03-20', note: CANARIES.note })
  await practice.get('/messages')
  await as(town.otherReferrer).post('/referrals', given.referralDetails({ person: { ...person, familyName: 'Patel' } }))
  await runJobs()

  // Refusals of every kind: of input, of access, of the state, of a fault; and to those who may not know.
  await refused(practice.post('/referrals', details, { headers: { 'idempotency-key': 'canary-2'.repeat(40) } }))
  await refused(practice.post('/referrals', { ...details, urgency: 'urgent' }, keyed))
  await refused(
    practice.post('/referrals', { ...details, person: { ...person, nhsNumber: nhsNumber.replace(/.$/, 'x') } }),
  )
  await refused(practice.post('/referrals', { ...details, needs: [CANARIES.note] }))
  await refused(
    practice.post(
      '/referrals',
      given.referralDetails({ ...details, person: { ...person, familyName: `${CANARIES.familyName}\u0000` } }),
    ),
  )
  await refused(practice.post('/referrals', { ...details, consent: undefined }))
  await refused(practice.post('/referrals', { ...details, person: { ...person, bornOn: '2020-01-01' } }))
  await refused(as(town.otherReferrer).get(`/people/${personId}`))
  await refused(as(town.otherReferrer).get(`/referrals/${id}`))
  await refused(
    as(town.otherReferrer).patch(
      `/people/${personId}`,
      { preferredName: CANARIES.preferredName },
      { headers: { 'if-match': '"1"' } },
    ),
  )
  await refused(as(town.commissioner).post('/people/search', { nhsNumber }))
  await refused(advisor.post(`/referrals/${id}/accept`))
  await refused(practice.get(`/people/${encodeURIComponent(CANARIES.familyName)}`))
  await refused(practice.get(`/nothing?name=${encodeURIComponent(CANARIES.givenName)}`))
  await refused(practice.get(`/people/%zz${CANARIES.givenName}`))
  await refused(practice.get(`/referrals?after=${encodeURIComponent(CANARIES.note)}`))
  const other = await given.referral()
  await refused(practice.patch(`/people/${other.personId}`, { nhsNumber }, { headers: { 'if-match': '"1"' } }))
  const broken = await app.inject({
    method: 'POST',
    url: '/api/v1/referrals',
    payload: `{"reason": "${CANARIES.reason}", "person": {"familyName": "${CANARIES.familyName}"`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await practice.token()}` },
  })
  refusals.push(broken.body)

  await given.rows(`
    alter table referrals add constraint provoked check (reason not like '%provoke%');
    alter table related_people add constraint provoked_2 check (name not like '%provoke%')`)
  await refused(practice.post('/referrals', { ...details, person: given.personDetails(), reason: CANARIES.provoke }))
  await refused(practice.post(`/people/${personId}/related-people`, { kind: 'carer', name: CANARIES.provoke }))
  const draft = await practice.post('/referrals', given.referralDetails({ submit: false }))
  await refused(
    practice.patch(`/referrals/${draft.body.id}`, { reason: CANARIES.provoke }, { headers: { 'if-match': '"1"' } }),
  )

  const token = (await practice.token()) ?? ''
  const wrong = 'wrong-password-canary'
  const email = town.referrer.email
  refusals.push(
    (await app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { email, password: wrong } })).body,
  )
  const session = await app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { email, password: PASSWORD } })
  const { refreshToken } = session.json()
  await app.inject({ method: 'POST', url: '/api/v1/sessions/refresh', payload: { refreshToken } })
  refusals.push(
    (await app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${token}x` } })).body,
    (await app.inject({ url: `/api/v1/me?token=${token}` })).body,
  )

  const secrets = {
    nhsNumber,
    token,
    signature: token.split('.')[2] ?? '',
    refreshToken,
    wrong,
    password: PASSWORD,
    email,
  }
  const spaced = nhsNumber.replace(/^(...)(...)/, '$1 $2 ')
  const places = { logs: logged(), metrics: await metrics.metrics(), refusals: refusals.join('\n') }
  t.match(places.logs, /"level":50/, 'there is a log to look at, with faults in it')
  t.match(places.metrics, /rother_http_request_seconds_bucket/)
  for (const [place, text] of Object.entries(places)) {
    for (const [what, canary] of Object.entries({ ...CANARIES, ...secrets, spaced }))
      t.notOk(canary !== '' && text.toLowerCase().includes(canary.toLowerCase()), `${what} is not in the ${place}`)
  }
  const audit =
    JSON.stringify(await given.rows('select * from audit_tail')) +
    JSON.stringify(await given.rows('select data, last_fault from jobs'))
  for (const [what, canary] of Object.entries({ ...CANARIES, ...secrets, spaced }))
    t.notOk(audit.includes(canary), `${what} is neither in the audit nor in a job`)
})
