import t from 'tap'
import {
  CONCERN_STATUSES,
  CONCERN_STEPS,
  type ConcernStep,
  takeStep,
} from '../../src/features/safeguarding/lifecycle.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import type { Member } from '../support/town.ts'

const CONTENT = 'Finger marks on both arms, and she looked at her son before she answered'
const CONCERN = {
  kind: 'safeguarding',
  content: CONTENT,
  doneNow: [{ what: 'told-lead', words: 'Left a message at 17:50' }],
  wish: 'She wants nobody told until Friday',
}

/** Phones, and a ladder of an advisor on duty and the lead. */
async function withLadder({ given, as }: TestApp, ...members: Member[]) {
  const safety = {
    phones: { crisisLine: '0300 123 4567', adultSafeguarding: '01632 960111', outOfHours: '01632 960112' },
    concernLadder: members.map(({ membershipId }) => membershipId),
    loneWorkingLadder: members.map(({ membershipId }, rung) => ({ membershipId, afterMinutes: 15 * (rung + 1) })),
  }
  const answer = await as(given.town.administrator).put('/scheme/safety', safety, { headers: { 'if-match': '"1"' } })
  if (answer.statusCode !== 200) throw new Error(answer.text)
}

async function placement({ given, as }: TestApp) {
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const listing = { name: 'Lunch', category: 'community-hub', description: 'A meal', locationKind: 'online' }
  const { body: activity } = await as(town.provider).post('/activities', { ...listing, when: 'Mondays', capacity: 9 })
  const { body } = await as(town.advisor).post(`/referrals/${referral.id}/placements`, { activityId: activity.id })
  return { placementId: body.id as string, personId: referral.personId, referralId: referral.id }
}

t.test('a lunch club sees bruises: a named person has it at once, without consent', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, logged } = test
  const { town } = given
  await withLadder(test, town.otherAdvisor, town.teamLead)
  const { placementId, personId } = await placement(test)

  clock.set('2026-03-02T17:50:00Z')
  const raised = await as(town.provider).post(`/placements/${placementId}/concerns`, CONCERN)
  t.equal(raised.statusCode, 201, raised.text)
  t.match(raised.body, {
    broughtTo: { name: 'Ben Advisor' },
    acknowledgeBy: '2026-03-02T21:50:00.000Z',
    notForEmergencies: /999/,
    phones: { emergency: '999', urgent: '111', adultSafeguarding: '01632 960111' },
  })
  const path = `/concerns/${raised.body.id}`

  const read = await as(town.otherAdvisor).get(path)
  t.match(read.body, {
    status: 'open',
    content: CONTENT,
    personId,
    wish: CONCERN.wish,
    raisedBy: { name: 'Pat Provider' },
    entries: [
      { kind: 'done-now', what: 'told-lead' },
      { kind: 'escalated', to: { name: 'Ben Advisor' } },
    ],
  })
  for (const answer of [await as(town.provider).get(path), await as(town.provider).get('/concerns')]) {
    t.equal(answer.statusCode, 200)
    t.notOk(answer.text.includes(personId), 'who raised it as a group reads no id of the person')
  }
  t.match((await as(town.otherAdvisor).get('/tasks')).body.items, [
    { kind: 'answer-concern', subjectId: raised.body.id, membershipId: town.otherAdvisor.membershipId },
  ])

  t.equal((await as(town.otherAdvisor).post(`${path}/acknowledge`)).statusCode, 200)
  const councils = { kind: 'action', words: 'Rang adult safeguarding: they visit tomorrow' }
  t.equal((await as(town.otherAdvisor).post(`${path}/entries`, councils)).statusCode, 200)
  const end = { outcome: 'local-authority-took-it', words: 'Mrs Hill of the council has it' }
  t.match((await as(town.otherAdvisor).post(`${path}/close`, end)).body, { status: 'closed' })
  t.match(
    (await as(town.provider).get(path)).body,
    { status: 'closed', outcome: 'local-authority-took-it' },
    'whoever raised it hears what came of it',
  )
  t.notMatch(logged(), /Finger marks|Friday/, 'nothing of it is logged')
  const audit = await given.rows<{ detail: unknown }>("select detail from audit_tail where subject_kind = 'concern'")
  t.notMatch(JSON.stringify(audit), /Finger marks|Friday|visit tomorrow/, 'nor audited')
})

t.test('who must not read it learns at most that they should speak to the lead', async (t) => {
  const test = await startApp(t)
  const { app, given, as } = test
  const { town } = given
  await withLadder(test, town.otherAdvisor, town.teamLead)
  const { personId, referralId } = await placement(test)
  const { body } = await as(town.referrer).post('/concerns', { ...CONCERN, personId })

  for (const member of [town.referrer, town.otherAdvisor, town.teamLead, town.safeguardingLead])
    t.equal((await as(member).get(`/concerns/${body.id}`)).body.content, CONTENT, `${member.name} reads it`)
  for (const member of [town.advisor, town.otherReferrer, town.provider]) {
    t.match(await as(member).get(`/concerns/${body.id}`), { statusCode: 404 }, `${member.name} does not`)
    t.same((await as(member).get('/concerns')).body.items, [])
    t.match(await as(member).post(`/concerns/${body.id}/acknowledge`), { statusCode: 404 })
  }
  for (const member of [town.commissioner, town.administrator, town.privacyOfficer]) {
    t.match(await as(member).get(`/concerns/${body.id}`), { statusCode: 404 }, `${member.name} does not`)
    t.match(
      await as(member).post('/concerns', { ...CONCERN, personId }),
      { statusCode: 404 },
      'nor is the record found',
    )
    const seen = { ...CONCERN, about: 'A man who rang the office, near the station' }
    const own = await as(member).post('/concerns', seen)
    t.equal(own.statusCode, 201, `${member.name} says what they saw, of somebody without a record`)
    // Even one that somebody brought to them is not theirs to read: they work with nobody.
    await given.rows(`insert into concern_readers (scheme_id, id, concern_id, membership_id, at)
      values ('${town.schemeId}', gen_random_uuid(), '${body.id}', '${member.membershipId}', now())`)
    t.same(
      (await as(member).get('/concerns')).body.items.map(({ id }: { id: string }) => id),
      [own.body.id],
      'and reads that one alone',
    )
    t.match(await as(member).get(`/concerns/${own.body.id}`), { body: { content: CONTENT, mayAct: false } })
    t.match(await as(member).post(`/concerns/${own.body.id}/acknowledge`), { statusCode: 403 })
  }
  t.match(
    await as(town.referrer).post(`/concerns/${body.id}/acknowledge`),
    { statusCode: 403 },
    'who raised it does not answer it',
  )

  await t.test(
    'on the pages: each may say it; its steps and the names of staff are for who may take them',
    async (t) => {
      const [office, practice, duty] = [createBrowser(app), createBrowser(app), createBrowser(app)]
      await office.signIn(town.administrator)
      await practice.signIn(town.referrer)
      await duty.signIn(town.otherAdvisor)

      t.match((await office.get('/help')).text, 'href="/concerns"', 'in the menu of who sees no records')
      const typed = {
        kind: 'safeguarding',
        about: 'Edna, who rang in tears',
        content: 'She said that she is afraid',
        wishNotAskedBecause: 'could-not-be-reached',
      }
      const untold = await office.send('/concerns/new', '/concerns/new', { ...typed, about: '' })
      t.match(untold, { statusCode: 400, title: /^Error: / })
      t.match(untold.text, 'She said that she is afraid', 'what was typed is kept')
      const sent = await office.send('/concerns/new', '/concerns/new', typed)
      t.equal(sent.statusCode, 303, sent.text)
      t.match((await office.get(String(sent.location))).text, 'Edna, who rang in tears')
      t.equal((await office.get(`/concerns/${body.id}`)).statusCode, 404)

      const path = `/concerns/${body.id}`
      const { givenName, familyName } = (await as(town.advisor).get(`/people/${personId}`)).body
      for (const reader of [practice, duty]) t.match((await reader.get(path)).text, `${givenName} ${familyName}, born`)
      const raised = (await practice.get(path)).text
      t.notMatch(raised, 'I have it', 'no step is offered to who only raised it')
      t.match(raised, 'Brought to somebody', 'nobody was kept waiting')
      t.notMatch(raised, 'Nobody answered')
      t.notMatch(raised, `${path}/`, 'nor a way to one')
      await duty.send(path, `${path}/acknowledge`, {})
      t.match((await duty.get(path)).text, `${path}/hand-over`)
      for (const step of ['entries', 'hand-over', 'close']) {
        const refused = await practice.get(`${path}/${step}`)
        t.match(refused, { statusCode: 403 }, step)
        t.notMatch(refused.text, 'Lena Lead', 'no list of staff')
      }
      t.match(await practice.post(`${path}/hand-over`, { _csrf: await practice.csrf() }), { statusCode: 403 })
      const form = await duty.get(`${path}/hand-over`)
      t.match(form, { statusCode: 200 })
      for (const name of ['Lena Lead', 'Sal Safeguarding', town.referrer.name]) t.match(form.text, name)
      for (const { name } of [town.administrator, town.commissioner, town.privacyOfficer, town.otherAdvisor])
        t.notMatch(form.text, `>${name}, `, `${name} may not be handed it, or has it`)
      t.match(await duty.get(`${path}/reopen`), { statusCode: 409 }, 'what is not open has no form')
    },
  )

  const mark = await as(town.advisor).get(`/people/${personId}/concern-mark`)
  t.same(mark.body, { mark: 'Speak to the team lead before you contact this person' })
  t.match(await as(town.otherReferrer).get(`/people/${personId}/concern-mark`), { statusCode: 404 })
  for (const path of [`/people/${personId}`, `/referrals/${referralId}`])
    t.notMatch((await as(town.advisor).get(path)).text, /Finger marks|safeguarding/, `nothing of it in ${path}`)
})

t.test('risk to life with the duty worker away: it climbs until somebody has it', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  await withLadder(test, town.advisor, town.otherAdvisor, town.teamLead)
  const concern = { ...CONCERN, kind: 'risk-to-life', about: 'A caller who gave no name', wish: undefined }
  const unnamed = { ...concern, wishNotAskedBecause: 'could-not-be-reached' }
  const { body } = await as(town.advisor).post('/concerns', unnamed)
  const path = `/concerns/${body.id}`
  t.equal(body.acknowledgeBy, '2026-03-02T10:30:00.000Z', 'one hour')
  t.match(body.broughtTo, { name: 'Ben Advisor' }, 'whoever raised it is not told of their own, first as they stand')

  clock.set('2026-03-02T10:29:00Z')
  await runJobs()
  t.match((await as(town.teamLead).get(path)).body.responsible, { name: 'Ben Advisor' }, 'not before its time')
  clock.set('2026-03-02T10:30:00Z')
  await runJobs()
  t.match((await as(town.teamLead).get(path)).body, { responsible: { name: 'Lena Lead' }, isLate: true })
  t.match((await as(town.teamLead).get('/tasks?mine=true')).body.items, [{ kind: 'answer-concern' }])

  clock.set('2026-03-02T11:31:00Z')
  await runJobs()
  const atTheEnd = (await as(town.safeguardingLead).get(path)).body
  t.equal(atTheEnd.responsible, null, 'at the end it is every lead’s')
  const told = (answer: { entries: { kind: string; to: { name: string } | null }[] }) =>
    answer.entries.filter(({ kind }) => kind === 'escalated').map(({ to }) => to?.name)
  t.same(told(atTheEnd).slice(0, 2), ['Ben Advisor', 'Lena Lead'])
  t.same(told(atTheEnd).slice(2).sort(), ['Lena Lead', 'Sal Safeguarding'])
  clock.set('2026-03-02T12:31:00Z')
  await runJobs()
  t.equal(told((await as(town.safeguardingLead).get(path)).body).length, 6, 'and it is said again each hour')

  clock.set('2026-03-03T09:31:00Z')
  await runJobs()
  t.match(
    (await as(town.safeguardingLead).get('/concerns')).body.items[0],
    { isLate: true },
    'late on the next day too',
  )
  const { items } = (await as(town.teamLead).get('/tasks')).body
  t.match(
    items.filter(({ kind }: { kind: string }) => kind === 'answer-concern'),
    [{ subjectId: body.id, dueOn: '2026-03-02' }],
    'one task, due when it was to be answered',
  )

  t.match((await as(town.safeguardingLead).post(`${path}/acknowledge`)).body, { status: 'acknowledged' })
  clock.set('2026-03-03T12:31:00Z')
  await runJobs()
  t.equal(told((await as(town.safeguardingLead).get(path)).body).length, 8, 'who has it ends the climb')
})

t.test('a scheme that named nobody still brings it to its leads', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { body } = await as(town.advisor).post('/concerns', { ...CONCERN, about: 'Her neighbour' })
  t.equal(body.broughtTo, null)
  t.equal((await as(town.safeguardingLead).get('/concerns')).body.items.length, 1)
  t.equal((await as(town.teamLead).get('/tasks')).body.items.length, 1)

  const { body: leads } = await as(town.teamLead).post('/concerns', { ...CONCERN, about: 'Her sister' })
  const { entries } = (await as(town.safeguardingLead).get(`/concerns/${leads.id}`)).body
  t.same(
    entries.filter(({ kind }: { kind: string }) => kind === 'escalated').map(({ to }: { to: Member }) => to.name),
    ['Sal Safeguarding'],
    'a lead who raised one is not told of it as a lead',
  )
  t.match((await as(town.safeguardingLead).get('/tasks')).body.items, [{ subjectId: leads.id }], 'the other has it')
})

t.test('two say that they have it at once: one has', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  await withLadder(test, town.otherAdvisor)
  const { body } = await as(town.advisor).post('/concerns', { ...CONCERN, about: 'Her neighbour' })
  const answers = await Promise.all(
    [town.otherAdvisor, town.teamLead, town.safeguardingLead].map((member) =>
      as(member).post(`/concerns/${body.id}/acknowledge`),
    ),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409, 409])
})

t.test('each status with each step is open or not, as the table says', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const lead = as(town.teamLead)
  const bodies: Record<ConcernStep, object | undefined> = {
    acknowledge: undefined,
    'hand-over': { membershipId: town.safeguardingLead.membershipId, words: 'Yours' },
    close: { outcome: 'already-known', words: 'Known since May' },
    reopen: { words: 'It began again' },
  }
  const ways: Record<(typeof CONCERN_STATUSES)[number], ConcernStep[]> = {
    open: [],
    acknowledged: ['acknowledge'],
    closed: ['acknowledge', 'close'],
  }
  for (const status of CONCERN_STATUSES) {
    for (const step of Object.keys(CONCERN_STEPS) as ConcernStep[]) {
      const { body } = await lead.post('/concerns', { ...CONCERN, about: 'Her neighbour' })
      for (const way of ways[status]) await lead.post(`/concerns/${body.id}/${way}`, bodies[way])
      const answer = await lead.post(`/concerns/${body.id}/${step}`, bodies[step])
      const outcome = takeStep(status, step)
      if (outcome.allowed) t.match(answer, { statusCode: 200, body: { status: outcome.status } }, `${status}: ${step}`)
      else
        t.match(
          answer,
          { statusCode: 409, body: { type: '/problems/step-not-open' } },
          `${status}: ${step} is not open`,
        )
    }
  }
})

t.test('what is missing is asked for, and nothing is preset', async (t) => {
  const { given, as } = await startApp(t)
  const advisor = as(given.town.advisor)
  const ask = (body: object) => advisor.post('/concerns', { ...CONCERN, about: 'Her neighbour', ...body })
  const pointer = (at: string) => ({ statusCode: 400, body: { errors: [{ pointer: at }] } })
  t.match(await ask({ wish: undefined }), pointer('#/wish'), 'the wish, or why it was not asked')
  t.match(await ask({ about: undefined }), pointer('#/about'))
  t.match(await ask({ content: ' ' }), pointer('#/content'))
  t.match(await ask({ doneNow: [{ what: 'local-authority-referral' }] }), pointer('#/doneNow/0/takenBy'))
  t.match(await ask({ personId: '0199a0b2-0000-7000-8000-000000000001' }), { statusCode: 404 })
  const once = { headers: { 'idempotency-key': 'a concern that is sent twice' } }
  const twice = [
    await advisor.post('/concerns', { ...CONCERN, about: 'Her neighbour' }, once),
    await advisor.post('/concerns', { ...CONCERN, about: 'Her neighbour' }, once),
  ]
  t.same(twice[0]?.body, twice[1]?.body, 'sent twice is raised once')
})

t.test('a scheme is not ready while a number or a duty person is missing', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const administrator = as(town.administrator)
  const before = await administrator.get('/scheme/readiness')
  t.equal(before.body.isReady, false)
  t.same(
    before.body.missing.filter(({ isMust }: { isMust: boolean }) => isMust).map(({ what }: { what: string }) => what),
    ['phone-crisisLine', 'phone-adultSafeguarding', 'phone-outOfHours', 'concern-ladder', 'lone-working-ladder'],
  )
  const refusal = await administrator.put(
    '/scheme/safety',
    { concernLadder: [town.teamLead.membershipId, town.teamLead.membershipId] },
    { headers: { 'if-match': '"1"' } },
  )
  t.match(refusal, { statusCode: 400, body: { errors: [{ pointer: '#/concernLadder' }] } }, 'each once')
  await withLadder(test, town.otherAdvisor, town.teamLead)
  t.match((await administrator.get('/scheme/readiness')).body, { isLive: true, isReady: true })
  t.match(
    (await as(town.provider).get('/scheme')).body.safety.phones,
    { emergency: '999', outOfHours: '01632 960112' },
    'whoever is signed in finds the numbers',
  )
  t.match(
    await administrator.put('/scheme/safety', {}, { headers: { 'if-match': '"1"' } }),
    { statusCode: 412 },
    'somebody else set it since',
  )
})
