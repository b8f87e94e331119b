import t from 'tap'
import { cancelPlannedContacts, countPlannedContacts, hasFirstContact } from '../../src/features/contacts/public.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { startApp, type TestApp } from '../support/app.ts'

const VISIT = {
  way: 'home-visit',
  purpose: 'first-contact',
  plannedStart: '2026-03-03T10:00:00Z',
  plannedEnd: '2026-03-03T11:00:00Z',
}
const CALL = {
  way: 'telephone',
  purpose: 'first-contact',
  happened: true,
  happenedOn: '2026-03-02',
  attendance: 'attended',
}
const IN_VAIN = { ...CALL, attendance: undefined, happened: false, notHappenedBecause: 'not-reached' }

const version = (contact: { version: number }) => ({ headers: { 'if-match': `"${contact.version}"` } })

async function accepted({ given, as }: TestApp) {
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const path = `/referrals/${referral.id}/contacts`
  return {
    town,
    referral,
    advisor,
    practice: as(town.referrer),
    path,
    read: () => advisor.get(`/referrals/${referral.id}`),
  }
}

/** What the practice was told about a referral, beside that it was received. */
async function told({ given, as }: TestApp, referralId: string) {
  const { body } = await as(given.town.referrer).get(`/messages?subjectId=${referralId}`)
  return body.items.filter(({ kind }: { kind: string }) => kind !== 'referral-received')
}

t.test('a first visit is planned, held and heard of', async (t) => {
  const app = await startApp(t)
  const { advisor, practice, referral, path, read } = await accepted(app)

  const planned = await advisor.post(path, VISIT)
  t.equal(planned.statusCode, 201, planned.text)
  t.match(planned.body, { status: 'planned', day: '2026-03-03', happened: null, workerName: 'Ada Advisor', version: 1 })
  t.same(await told(app, referral.id), [], 'a plan is no contact')

  app.clock.set('2026-03-04T09:00:00Z')
  const list = await advisor.get(path)
  t.equal(list.body.items[0].status, 'needs-feedback', 'its time has passed')
  t.same(list.body.attempts, {})

  const outcome = {
    happened: true,
    happenedOn: '2026-03-03',
    attendance: 'attended',
    note: 'Misses her garden.',
    tookPart: 'Her niece',
  }
  const held = await advisor.patch(`/contacts/${planned.body.id}`, outcome, version(planned.body))
  t.equal(held.statusCode, 200, held.text)
  t.match(held.body, {
    status: 'completed',
    happenedOn: '2026-03-03',
    recordedAt: '2026-03-04T09:00:00.000Z',
    version: 2,
  })
  t.equal(held.headers.etag, '"2"')

  const after = await read()
  t.match(after.body, { stage: 'to-assess', firstContactAt: '2026-03-03T12:00:00.000Z', nextStep: { code: 'assess' } })
  t.equal(after.body.dueOn, '2026-03-24', 'fifteen working days after the day it happened')

  const [message, ...others] = await told(app, referral.id)
  t.same(others, [])
  t.match(message, { kind: 'first-contact-made', snomedCode: '871731000000106' })
  t.match(message.body, /Edith Thornley.*at home on 3 March 2026.*Ada Advisor, Advisor, Community Links/s)
  t.notMatch(message.body, /garden/)

  const seen = await practice.get(path)
  t.match(seen.body.items[0], {
    way: 'home-visit',
    purpose: 'first-contact',
    day: '2026-03-03',
    status: 'completed',
    attendance: 'attended',
  })
  for (const name of ['note', 'tookPart', 'workerId', 'workerName', 'plannedStart', 'plannedEnd'])
    t.equal(seen.body.items[0][name], null, `${name} is the service's`)
  t.same(seen.body.attempts, { 'home-visit': 1 })
})

t.test('an assessment that is the first contact sets both milestones, and one message goes', async (t) => {
  const app = await startApp(t)
  const { advisor, referral, path, read } = await accepted(app)
  const made = await advisor.post(path, { ...CALL, way: 'home-visit', purpose: 'assessment' })
  t.equal(made.statusCode, 201, made.text)
  t.match((await read()).body, {
    stage: 'to-plan',
    firstContactAt: app.clock.now().toISOString(),
    assessedAt: app.clock.now().toISOString(),
  })
  await advisor.post(path, { ...CALL, purpose: 'support' })
  t.same(
    (await told(app, referral.id)).map(({ kind }: { kind: string }) => kind),
    ['first-contact-made'],
  )
})

t.test('what is sent one way, or in vain, is no first contact; a text that is answered is', async (t) => {
  const app = await startApp(t)
  const { advisor, referral, path, read } = await accepted(app)
  const tries = [
    IN_VAIN,
    IN_VAIN,
    { ...IN_VAIN, notHappenedBecause: 'message-left' },
    { ...VISIT, happened: false, notHappenedBecause: 'person-cancelled' },
    { ...CALL, way: 'letter', attendance: undefined },
    { ...CALL, way: 'text', attendance: undefined },
    { ...CALL, way: 'community-visit', attendance: 'did-not-attend' },
  ]
  for (const contact of tries) t.equal((await advisor.post(path, contact)).statusCode, 201)
  t.equal((await read()).body.firstContactAt, null)
  t.same(await told(app, referral.id), [])
  t.same(
    (await advisor.get(path)).body.attempts,
    { telephone: 3, letter: 1, text: 1, 'community-visit': 1 },
    'tries are counted by way, cancelled contacts are none',
  )
  await advisor.post(path, { ...CALL, way: 'text' })
  t.equal((await read()).body.stage, 'to-assess')
})

t.test("the person's own no ends the work and tells the practice so", async (t) => {
  const app = await startApp(t)
  const { advisor, referral, path, read } = await accepted(app)
  const wordless = await advisor.post(path, { ...CALL, personSaidNo: true })
  t.equal(wordless.statusCode, 400)
  t.equal(wordless.body.errors[0].pointer, '#/note')

  const no = await advisor.post(path, { ...CALL, personSaidNo: true, note: 'I have all I need, love.' })
  t.equal(no.statusCode, 201, no.text)
  t.match((await read()).body, { stage: 'to-close', nextStep: { code: 'close' }, assessedAt: null })
  const [message, ...others] = await told(app, referral.id)
  t.same(others, [])
  t.match(message, { kind: 'person-said-no', snomedCode: '871711000000103' })
  t.match(message.body, /I have all I need/)

  app.clock.forward(1)
  const again = await advisor.post(path, { ...CALL, happenedOn: '2026-03-03' })
  t.equal(again.statusCode, 201)
  t.equal((await read()).body.stage, 'to-assess', 'they changed their mind')
  t.equal((await told(app, referral.id))[0].kind, 'first-contact-made', 'and the practice hears it')

  const late = await advisor.post(path, { ...CALL, happenedOn: '2026-03-03', personSaidNo: true, note: 'No.' })
  t.equal(late.statusCode, 422, 'after a first contact the referral is closed instead')
})

t.test('a review sets the day of the next', async (t) => {
  const app = await startApp(t)
  const { advisor, path, read } = await accepted(app)
  const without = await advisor.post(path, { ...CALL, purpose: 'review' })
  t.equal(without.body.errors[0].pointer, '#/nextReviewOn')
  await advisor.post(path, { ...CALL, purpose: 'review', nextReviewOn: '2026-06-01' })
  t.equal((await read()).body.reviewDueOn, '2026-06-01')
})

t.test('a correction moves milestones back, and no message goes twice', async (t) => {
  const app = await startApp(t)
  const { advisor, referral, path, read } = await accepted(app)
  const made = (await advisor.post(path, CALL)).body
  const corrected = await advisor.patch(
    `/contacts/${made.id}`,
    { happened: false, notHappenedBecause: 'not-reached', happenedOn: '2026-03-02' },
    version(made),
  )
  t.equal(corrected.statusCode, 200, corrected.text)
  t.match(corrected.body, { status: 'did-not-happen', attendance: null }, 'another answer asks the outcome anew')
  t.match((await read()).body, { stage: 'to-contact', firstContactAt: null })

  const stale = await advisor.patch(`/contacts/${made.id}`, { note: 'x' }, version(made))
  t.equal(stale.statusCode, 412)
  t.equal((await advisor.patch(`/contacts/${made.id}`, { note: 'x' })).statusCode, 428)

  await advisor.post(path, CALL)
  t.equal((await read()).body.stage, 'to-assess')
  t.equal((await told(app, referral.id)).length, 1)

  const same = await advisor.patch(`/contacts/${made.id}`, { happened: false }, version(corrected.body))
  t.equal(same.body.version, corrected.body.version, 'what changes nothing makes no version')
})

t.test('two people record the first contact at once: both stand, one message goes', async (t) => {
  const app = await startApp(t)
  const { town, referral, path } = await accepted(app)
  const answers = await Promise.all(
    [town.advisor, town.otherAdvisor, town.teamLead].map((member) => app.as(member).post(path, CALL)),
  )
  t.same(
    answers.map(({ statusCode }) => statusCode),
    [201, 201, 201],
  )
  t.same((await told(app, referral.id)).length, 1)
})

t.test('the same request twice makes one contact', async (t) => {
  const app = await startApp(t)
  const { advisor, path } = await accepted(app)
  const key = { headers: { 'idempotency-key': 'first-call' } }
  const [one, other] = [await advisor.post(path, CALL, key), await advisor.post(path, CALL, key)]
  t.same(other.body, one.body)
  t.equal((await advisor.get(path)).body.items.length, 1)
})

t.test('on an unallocated referral the worker who records does not become its owner', async (t) => {
  const app = await startApp(t)
  const { town } = app.given
  const referral = await app.given.referral({ status: 'accepted' })
  const advisor = app.as(town.advisor)
  t.equal((await advisor.post(`/referrals/${referral.id}/contacts`, CALL)).statusCode, 201)
  t.match((await advisor.get(`/referrals/${referral.id}`)).body, {
    stage: 'to-allocate',
    owner: { membershipId: null },
  })
})

t.test('on hold contacts go on; in any other state than accepted they are not open', async (t) => {
  const app = await startApp(t)
  const { given, as } = app
  const { advisor, referral, path } = await accepted(app)
  await advisor.post(`/referrals/${referral.id}/hold`, { reason: 'in-hospital', until: '2026-03-20' })
  t.equal((await advisor.post(path, VISIT)).statusCode, 201)

  for (const status of ['submitted', 'returned', 'declined', 'withdrawn', 'entered-in-error'] as const) {
    const { id } = await given.referral({ status })
    const answer = await as(given.town.advisor).post(`/referrals/${id}/contacts`, CALL)
    t.equal(answer.statusCode, 409, status)
    t.equal(answer.body.type.split('/').at(-1).split('#').at(-1), 'step-not-open')
  }
  const draft = await given.referral({ status: 'draft' })
  t.equal(
    (await as(given.town.advisor).post(`/referrals/${draft.id}/contacts`, CALL)).statusCode,
    404,
    'nobody has sent it',
  )
})

t.test('a planned home visit has a check-in and a check-out, each once', async (t) => {
  const app = await startApp(t)
  const { town, advisor, referral, path } = await accepted(app)
  const { body: visit } = await advisor.post(path, VISIT)
  const [into, out] = [`/contacts/${visit.id}/check-in`, `/contacts/${visit.id}/check-out`]
  t.equal((await advisor.post(out)).statusCode, 409, 'nobody is in')

  app.clock.set('2026-03-03T10:05:00Z')
  t.equal((await advisor.post(into, { at: '2026-03-03T10:06:00Z' })).statusCode, 400, 'not in the future')
  const checkedIn = await advisor.post(into, { at: '2026-03-03T10:01:00Z' })
  t.equal(checkedIn.statusCode, 200, checkedIn.text)
  t.match(checkedIn.body, { checkedInAt: '2026-03-03T10:01:00.000Z', checkOutOverdue: false })
  t.equal((await advisor.post(into)).statusCode, 409)
  const moved = await advisor.patch(`/contacts/${visit.id}`, { way: 'telephone' }, version(checkedIn.body))
  t.equal(moved.statusCode, 422, 'it stays a home visit')

  app.clock.set('2026-03-03T11:01:00Z')
  t.equal((await advisor.get(path)).body.items[0].checkOutOverdue, true)
  const lead = app.as(town.teamLead)
  const day = await lead.get(`/contacts?worker=${town.advisor.membershipId}`)
  t.equal(day.body.items[0].checkOutOverdue, true, 'a colleague sees it')

  await app.as(town.referrer).post(`/referrals/${referral.id}/withdraw`, { reason: 'person-changed-mind' })
  t.equal((await lead.post(out, { at: '2026-03-03T09:00:00Z' })).statusCode, 400, 'not before the check-in')
  const checkedOut = await lead.post(out)
  t.match(checkedOut, { statusCode: 200, body: { checkOutOverdue: false } }, 'open for a colleague, and after the end')
  t.equal((await lead.post(out)).statusCode, 409)
})

t.test('only a planned home visit has a check-in', async (t) => {
  const app = await startApp(t)
  const { advisor, path } = await accepted(app)
  for (const contact of [
    { ...VISIT, way: 'community-visit' },
    { ...CALL, way: 'home-visit' },
  ]) {
    const { body } = await advisor.post(path, contact)
    t.equal((await advisor.post(`/contacts/${body.id}/check-in`)).statusCode, 422)
  }
})

t.test('a worker has one list for a day, in its order, and the look is recorded', async (t) => {
  const app = await startApp(t)
  const { town, advisor, path } = await accepted(app)
  await advisor.post(path, { ...VISIT, plannedStart: '2026-03-03T14:00:00Z', plannedEnd: '2026-03-03T15:00:00Z' })
  await advisor.post(path, VISIT)
  await advisor.post(path, { ...VISIT, workerId: town.otherAdvisor.membershipId })
  await advisor.post(path, { ...VISIT, plannedStart: '2026-03-04T10:00:00Z', plannedEnd: '2026-03-04T11:00:00Z' })
  const { body } = await advisor.get('/contacts?worker=me&on=2026-03-03')
  t.same(
    body.items.map(({ plannedStart }: { plannedStart: string }) => plannedStart),
    ['2026-03-03T10:00:00.000Z', '2026-03-03T14:00:00.000Z'],
  )
  t.match(body.items[0], {
    person: { givenName: 'Edith', familyName: 'Thornley' },
    postcodeDistrict: 'S60',
    way: 'home-visit',
  })
  t.equal(body.items[0].postcode, undefined)

  const [first] = (await advisor.get('/contacts?on=2026-03-03&limit=1')).body.items
  const page = await advisor.get('/contacts?on=2026-03-03&limit=1')
  const rest = await advisor.get(`/contacts?on=2026-03-03&limit=1&after=${page.body.next}`)
  t.not(rest.body.items[0].id, first.id)
  t.equal(rest.body.next, null)

  const audit = await app.given.rows<{ detail: { contactIds: string[] } }>(
    "select detail from audit_tail where action = 'contacts.listed' order by id limit 1",
  )
  t.equal(audit[0]?.detail.contactIds.length, 2)
})

t.test('contacts are read by page, the newest first, whenever they were written down', async (t) => {
  const app = await startApp(t)
  app.clock.set('2026-03-02T09:30:00Z')
  const { advisor, path } = await accepted(app)
  app.clock.set('2026-03-06T09:30:00Z')
  for (const happenedOn of ['2026-03-04', '2026-03-02', '2026-03-05', '2026-03-04'])
    await advisor.post(path, { ...CALL, happenedOn })
  const days: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const page: { body: { items: { day: string }[]; next: string | null } } = await advisor.get(
      `${path}?limit=2${next === '' ? '' : `&after=${next}`}`,
    )
    days.push(...page.body.items.map(({ day }) => day))
    next = page.body.next
  }
  t.same(days, ['2026-03-05', '2026-03-04', '2026-03-04', '2026-03-02'])
})

t.test('what does not fit is refused where it stands', async (t) => {
  const app = await startApp(t)
  const { town, advisor, path } = await accepted(app)
  const cases: [object, string][] = [
    [{ ...VISIT, plannedEnd: undefined }, '#/plannedEnd'],
    [{ ...VISIT, plannedStart: '2026-03-01T10:00:00Z', plannedEnd: '2026-03-01T11:00:00Z' }, '#/plannedStart'],
    [{ ...CALL, happenedOn: '2026-03-03' }, '#/happenedOn'],
    [{ ...CALL, happenedOn: '2026-03-01' }, '#/happenedOn'],
    [{ ...IN_VAIN, notHappenedBecause: 'referral-ended' }, '#/notHappenedBecause'],
    [{ ...CALL, workerId: town.referrer.membershipId }, '#/workerId'],
    [{ ...CALL, note: 'x'.repeat(4_001) }, '#/note'],
  ]
  for (const [contact, pointer] of cases) {
    const answer = await advisor.post(path, contact)
    t.equal(answer.statusCode, 400, answer.text)
    t.equal(answer.body.errors[0].pointer, pointer)
  }

  await t.test('outside working hours, on a day away or beside another contact it is asked first', async (t) => {
    const asked = async (details: object, why: RegExp, what: string) => {
      const answer = await advisor.post(path, { ...VISIT, ...details })
      t.match(answer, { statusCode: 400, body: { errors: [{ pointer: '#/anyway', detail: why }] } }, what)
      return answer
    }
    const at = (day: string, from: string, until: string) => ({
      plannedStart: `2026-${day}T${from}:00Z`,
      plannedEnd: `2026-${day}T${until}:00Z`,
    })
    await asked(at('03-04', '07:30', '08:30'), /^This is outside working hours/, 'early')
    await asked(at('03-04', '17:30', '18:30'), /outside working hours/, 'late')
    await asked(at('03-07', '10:00', '11:00'), /outside working hours/, 'on a Saturday')
    t.equal((await advisor.post(path, { ...VISIT, ...at('03-07', '10:00', '11:00'), anyway: true })).statusCode, 201)

    const first = await advisor.post(path, VISIT)
    t.equal(first.statusCode, 201, first.text)
    const beside = /at the same time as another contact of the worker, 10:00 to 11:00\./
    const refused = await asked(at('03-03', '10:30', '11:30'), beside, 'half of it beside the other')
    t.notMatch(refused.text, /Thornley/, 'and not with whom')
    await asked(
      { way: 'telephone', plannedStart: '2026-03-03T10:15:00Z', plannedEnd: undefined },
      beside,
      'a call in it',
    )
    const after = await advisor.post(path, { ...VISIT, ...at('03-03', '11:00', '12:00') })
    t.equal(after.statusCode, 201, 'one after the other is none beside')
    const other = { workerId: town.otherAdvisor.membershipId }
    t.equal((await advisor.post(path, { ...VISIT, ...other })).statusCode, 201, 'nor is a colleague’s')
    const patch = at('03-03', '10:30', '11:30')
    t.match(
      await advisor.patch(`/contacts/${after.body.id}`, patch, version(after.body)),
      { statusCode: 400, body: { errors: [{ pointer: '#/anyway', detail: beside }] } },
      'moved there it is asked, too',
    )
    t.equal(
      (await advisor.patch(`/contacts/${after.body.id}`, { ...patch, anyway: true }, version(after.body))).statusCode,
      200,
    )
    const leave = { kind: 'leave', fromOn: '2026-03-05', untilOn: '2026-03-05' }
    t.equal((await advisor.post('/absences', leave)).statusCode, 201)
    await asked(at('03-05', '10:00', '11:00'), /on a day on which the worker is away/, 'on leave')
  })
})

t.test('the end of an episode cancels what nobody has said the outcome of, and can count it before', async (t) => {
  const app = await startApp(t)
  const { town, referral, advisor, path } = await accepted(app)
  await advisor.post(path, { ...VISIT, way: 'telephone', plannedStart: '2026-03-02T10:00:00Z', plannedEnd: undefined })
  await advisor.post(path, VISIT)
  await advisor.post(path, IN_VAIN)
  app.clock.set('2026-03-02T12:00:00Z')

  const { db } = await app.pools.scheme(town.schemeId)
  const actor = {
    ...town.advisor,
    sessionId: uuidv7(),
    organisationName: 'Community Links',
    isAtPractice: false,
    isManager: false,
    askedAt: new Date(),
  }
  const reportSql = async () => {
    throw new Error('Nobody reads a report here')
  }
  const context = { ...(await app.app.systemContext(town.schemeId)), actor, reportSql }
  await db.transaction(async (tx) => {
    t.same(await countPlannedContacts(tx, context, referral.id), { planned: 1, needFeedback: 1 })
    t.equal(await hasFirstContact(tx, referral.id), false)
    await cancelPlannedContacts(tx, context, referral.id)
    t.same(await countPlannedContacts(tx, context, referral.id), { planned: 0, needFeedback: 0 })
  })
  const { body } = await advisor.get(path)
  t.same(
    body.items.map(({ status, notHappenedBecause }: Record<string, string>) => [status, notHappenedBecause]),
    [
      ['cancelled', 'referral-ended'],
      ['did-not-happen', 'not-reached'],
      ['cancelled', 'referral-ended'],
    ],
  )
})
