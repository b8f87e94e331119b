import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import { sendDraft, sendReadBack } from '../support/given.ts'

const DIED = { on: '2026-03-01', toldBy: 'Her daughter, by telephone' }

/** Somebody in the middle of it all: a lunch club she goes to, one that was asked, a visit, a follow-up owed, a second referral. */
async function inTheMiddle(test: TestApp) {
  const { given, as } = test
  const { town } = given
  const advisor = as(town.advisor)
  const person = given.personDetails()
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  const listing = { name: 'Lunch', category: 'community-hub', description: 'A meal', locationKind: 'online' }
  const activityOf = async (provider: typeof town.provider) =>
    (await as(provider).post('/activities', { ...listing, when: 'Mondays', capacity: 1 })).body.id as string
  const [lunch, walks] = [await activityOf(town.provider), await activityOf(town.otherProvider)]
  const offer = async (activityId: string) =>
    (await advisor.post(`/referrals/${referral.id}/placements`, { activityId })).body.id as string
  const [goesTo, wasAsked] = [await offer(lunch), await offer(walks)]
  await as(town.provider).post(`/placements/${goesTo}/accept`)
  const visit = await advisor.post(`/referrals/${referral.id}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-04T10:00:00Z',
    plannedEnd: '2026-03-04T11:00:00Z',
  })
  await advisor.post(`/referrals/${referral.id}/measurements`, {
    instrument: 'ucla-3',
    mode: 'telephone',
    on: '2026-03-02',
    answers: { companionship: 3, 'left-out': 2, isolated: 3, direct: 4 },
  })
  const second = await as(town.referrer).post('/referrals', given.referralDetails({ person }))
  return {
    person,
    referral,
    lunch,
    walks,
    goesTo,
    wasAsked,
    visitId: visit.body.id as string,
    secondId: second.body.id as string,
  }
}

t.test('she died on Sunday: on Monday nothing more is done or sent', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  const she = await inTheMiddle(test)
  const [advisor, lead, practice] = [as(town.advisor), as(town.teamLead), as(town.referrer)]

  const recorded = await advisor.post(`/people/${she.referral.personId}/death`, DIED)
  t.equal(recorded.statusCode, 201, recorded.text)
  t.same(recorded.body.ended.sort(), [she.referral.id, she.secondId].sort())

  const { body: referral } = await advisor.get(`/referrals/${she.referral.id}`)
  t.match(referral, { status: 'closed', endReason: 'died', nextStep: null, dueOn: null })
  t.match((await practice.get(`/referrals/${she.secondId}`)).body, { status: 'withdrawn', endReason: 'died' })
  t.match((await advisor.get(`/placements/${she.goesTo}`)).body, { status: 'cancelled' })
  t.match((await advisor.get(`/placements/${she.wasAsked}`)).body, { status: 'cancelled' })
  t.notMatch(
    (await as(town.provider).get(`/placements/${she.goesTo}`)).text,
    /died|Edith|Thornley/,
    'a group does not read it in a list',
  )
  for (const [provider, activityId] of [
    [town.provider, she.lunch],
    [town.otherProvider, she.walks],
  ] as const)
    t.match((await as(provider).get(`/activities/${activityId}`)).body, { placesLeft: 1 }, 'the place is free')
  const { body: contacts } = await advisor.get(`/referrals/${she.referral.id}/contacts`)
  t.match(
    contacts.items.find(({ id }: { id: string }) => id === she.visitId),
    { happened: false },
    'nobody rings at the door',
  )

  const kinds = (answer: { body: { items: { kind: string; subjectId: string }[] } }) =>
    answer.body.items
      // What a group added is read by the service, whoever has died.
      .filter(({ kind }) => kind !== 'decide-edit')
      .map(({ kind, subjectId }) => `${kind} ${subjectId}`)
  t.same(
    kinds(await lead.get('/tasks?limit=100')),
    [`tell-group-of-death ${she.goesTo}`],
    'one group knew her, and is told in person',
  )

  const letters = (await practice.get('/messages?limit=100')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'person-died',
  )
  t.equal(letters.length, 2, 'the practice hears of both referrals')
  t.match(letters[0].body, /We are sorry to tell you .* Her daughter, by telephone .* 1 March 2026/)
  t.notMatch(letters[0].title, /died|Edith|Thornley/, 'the title is seen in lists')

  clock.forward(120)
  await runJobs()
  t.same(
    kinds(await lead.get('/tasks?limit=100')),
    [`tell-group-of-death ${she.goesTo}`],
    'months later nothing is owed',
  )
})

t.test('nothing begins for somebody who has died, by whichever door it comes', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await inTheMiddle(test)
  const { personId } = she.referral
  const advisor = as(town.advisor)
  const draft = await as(town.referrer).post('/referrals', given.referralDetails({ person: she.person, submit: false }))
  t.equal((await as(town.referrer).post(`/people/${personId}/death`, DIED)).statusCode, 201)

  const refused = { statusCode: 422, body: { type: '/problems/not-possible', detail: /has died/ } }
  for (const member of [town.referrer, town.otherReferrer])
    t.match(
      await as(member).post('/referrals', given.referralDetails({ person: she.person })),
      refused,
      'a late referral',
    )
  t.match(await as(town.referrer).post('/people', { person: she.person }), refused)
  const { person: _, ...details } = given.referralDetails({ personId })
  t.match(await sendReadBack(as(town.referrer), '/referrals', details), refused, 'by id')
  t.match(await sendDraft(as(town.referrer), draft.body.id), refused, 'a draft')
  t.match(await advisor.post(`/referrals/${she.referral.id}/reopen`, { note: 'By mistake' }), refused)
  const measure = {
    instrument: 'ucla-3',
    mode: 'telephone',
    on: '2026-03-02',
    answers: { companionship: 1, 'left-out': 1, isolated: 1, direct: 1 },
  }
  t.match(await advisor.post(`/referrals/${she.referral.id}/measurements`, measure), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/on' }] },
  })
  const other = given.referralDetails({
    person: given.personDetails({ nhsNumber: she.person.nhsNumber, familyName: 'Otherby', bornOn: '1950-02-01' }),
  })
  t.match(
    await as(town.referrer).post('/referrals', other),
    { statusCode: 201, body: { identityToConfirm: true } },
    'somebody else with her number is somebody else',
  )
  const [letter] = (await as(town.referrer).get('/messages?limit=100')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'person-died',
  )
  t.equal(letter, undefined, 'who told us is not told')
})

t.test('it was her neighbour: the lead takes it back, and everything goes on', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await inTheMiddle(test)
  const path = `/people/${she.referral.personId}/death`
  const before = (await as(town.advisor).get(`/referrals/${she.referral.id}`)).body
  await as(town.advisor).post(path, DIED)
  t.match(
    await as(town.advisor).post(`${path}/undo`, { reason: 'Her neighbour' }),
    { statusCode: 403 },
    'the lead alone',
  )
  const undone = await as(town.teamLead).post(`${path}/undo`, { reason: 'It was her neighbour of the same name' })
  t.match(undone, { statusCode: 200, body: { undoneAt: /2026/ } }, undone.text)

  const after = (await as(town.advisor).get(`/referrals/${she.referral.id}`)).body
  t.match(after, { status: 'accepted', stage: before.stage, nextStep: before.nextStep, endReason: null })
  t.match((await as(town.referrer).get(`/referrals/${she.secondId}`)).body, {
    status: 'submitted',
    nextStep: { code: 'triage' },
  })
  const kinds = (await as(town.teamLead).get('/tasks?limit=100')).body.items
    .map(({ kind }: { kind: string }) => kind)
    .filter((kind: string) => kind !== 'decide-edit')
  t.same(
    [...new Set(kinds)],
    ['death-taken-back'],
    'visits and places are planned again with her, and nobody is told that she died',
  )
  const told = (await as(town.referrer).get('/messages?limit=100')).body.items
  t.equal(told.filter(({ kind }: { kind: string }) => kind === 'death-taken-back').length, 2)
  t.match(await as(town.teamLead).post(`${path}/undo`, { reason: 'Once more' }), { statusCode: 409 })
  t.equal((await as(town.advisor).post(path, DIED)).statusCode, 201, 'and it can be recorded when it is true')
})

t.test('what cannot be is refused, and of two who record it one does', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const path = `/people/${personId}/death`
  t.match(
    await as(town.advisor).post(path, { ...DIED, on: '2026-03-03' }),
    { statusCode: 400, body: { errors: [{ pointer: '#/on' }] } },
    'in the future',
  )
  t.match(await as(town.advisor).post(path, { ...DIED, on: '1943-05-16' }), { statusCode: 400 }, 'before the birth')
  t.match(await as(town.advisor).post(path, { on: '2026-03-01' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/toldBy' }] },
  })
  t.match(await as(town.otherReferrer).post(path, DIED), { statusCode: 404 })
  const answers = await Promise.all(
    [town.advisor, town.teamLead, town.referrer].map((member) => as(member).post(path, DIED)),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 409, 409])
})

t.test('a death and a yes of a group at the same moment: no place is left behind', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const [advisor, group] = [as(town.advisor), as(town.otherProvider)]
  await Promise.all([advisor, group].map((one) => one.token()))
  for (let round = 0; round < 8; round++) {
    const she = await inTheMiddle(test)
    const [death, yes] = await Promise.all([
      advisor.post(`/people/${she.referral.personId}/death`, DIED),
      group.post(`/placements/${she.wasAsked}/accept`),
    ])
    t.equal(death.statusCode, 201, death.text)
    t.ok([200, 409].includes(yes.statusCode), yes.text)
    t.notMatch(yes.text, 'request-in-flight', 'nobody is asked to try again')
    t.match((await group.get(`/activities/${she.walks}`)).body, { placesLeft: 1 })
  }
})

t.test('what was written to her does not leave after she died, and taking it back sends nothing', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const she = await inTheMiddle(test)
  const path = `/people/${she.referral.personId}`
  const advisor = as(town.advisor)
  const written = await advisor.post(`${path}/reach`, { purpose: 'appointment' })
  t.equal(written.statusCode, 201, written.text)
  t.ok(written.body.outgoingId, written.text)
  const stand = () =>
    given.rows<{ status: string }>(`select status from outgoing_messages where id = '${written.body.outgoingId}'`)
  t.match(await stand(), [{ status: 'waiting' }])
  t.equal((await advisor.post(`${path}/death`, DIED)).statusCode, 201)
  t.match(await stand(), [{ status: 'stopped' }], 'stopped with the death itself')
  const undone = await as(town.teamLead).post(`${path}/death/undo`, { reason: 'It was her neighbour' })
  t.equal(undone.statusCode, 200, undone.text)
  await test.runJobs()
  t.match(await stand(), [{ status: 'stopped' }], 'nothing is sent by itself')
})
