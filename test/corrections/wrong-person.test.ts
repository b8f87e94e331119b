import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const [lead, advisor, group] = [as(town.teamLead), as(town.advisor), as(town.provider)]

/** Edith, registered at one practice, and Vera, whose number is one pair of digits away, at another. */
async function twoPeople() {
  const edith = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const vera = await given.referral({
    status: 'accepted',
    allocatedTo: town.advisor,
    by: town.otherReferrer,
    person: given.personDetails({ givenName: 'Vera', familyName: 'Ogden', bornOn: '1951-11-02' }),
  })
  return { edith, vera }
}

const visit = {
  way: 'home-visit',
  purpose: 'first-contact',
  happened: true,
  attendance: 'attended',
  happenedOn: '2026-03-02',
  note: 'Vera fell twice this week',
}

async function correct(body: object) {
  const answer = await lead.post('/corrections', { reason: 'Written on the record of somebody else', ...body })
  t.equal(answer.statusCode, 201, answer.text)
  return answer.body
}

const inboxOf = async (member: typeof town.referrer, unread = '') =>
  (await as(member).get(`/messages?limit=100${unread}`)).body.items

t.test('a visit to somebody else was written on her record, and her practice was told', async (t) => {
  const { edith, vera } = await twoPeople()
  const contact = await advisor.post(`/referrals/${edith.id}/contacts`, visit)
  const word = { urgency: 'same-day', about: 'fall', text: 'She fell twice this week' }
  const { messageId } = (await advisor.post(`/referrals/${edith.id}/messages`, word)).body
  const before = (await advisor.get(`/referrals/${edith.id}`)).body
  t.equal(before.stage, 'to-assess')
  t.equal(
    (await inboxOf(town.referrer)).filter(({ subjectId }: { subjectId: string }) => subjectId === edith.id).length,
    2,
  )

  const moved = await correct({
    subjectKind: 'contact',
    subjectId: contact.body.id,
    action: 'move',
    toReferralId: vera.id,
  })
  t.match(moved, { personId: edith.personId, toPersonId: vera.personId, told: 1 })
  t.equal((await correct({ subjectKind: 'message', subjectId: messageId, action: 'enter-in-error' })).told, 1)

  t.equal((await advisor.get(`/referrals/${edith.id}`)).body.stage, 'to-contact', 'nobody has seen Edith yet')
  const hers = (await advisor.get(`/referrals/${edith.id}/contacts`)).body
  t.same([hers.items, hers.attempts], [[], {}], 'gone from reading and from counts')
  t.equal(
    (await advisor.patch(`/contacts/${contact.body.id}`, { note: 'x' }, { headers: { 'if-match': '"2"' } })).statusCode,
    404,
  )
  const veras = (await advisor.get(`/referrals/${vera.id}/contacts`)).body.items
  t.match(veras, [{ id: moved.movedAsId, note: 'Vera fell twice this week' }])
  t.equal((await advisor.get(`/referrals/${vera.id}`)).body.stage, 'to-assess')
  t.ok((await inboxOf(town.otherReferrer)).some(({ kind }: { kind: string }) => kind === 'first-contact-made'))

  const inbox = await inboxOf(town.referrer)
  const aboutHer = inbox.filter(({ subjectId }: { subjectId: string }) => subjectId === edith.id)
  t.same(
    aboutHer.map(({ kind }: { kind: string }) => kind),
    [],
    'what was wrong is taken back',
  )
  const corrections = inbox.filter(({ kind }: { kind: string }) => kind === 'correction')
  t.equal(corrections.length, 2)
  t.ok(
    corrections.some(({ subjectId }: { subjectId: string }) => subjectId === messageId),
    'it says which message',
  )
  const said = JSON.stringify(corrections)
  for (const word of ['Vera', 'Ogden', '1951', 'fell', vera.id, vera.personId, vera.reference, 'Hilltop'])
    t.notOk(said.includes(word), `the wrong practice is not told ${word}`)
  t.match(said, /take it out of the record/)
  test.clock.forward(1)
  await test.runJobs()
  const tasks = (await advisor.get('/tasks?limit=100')).body.items
  t.notOk(
    tasks.some(
      ({ kind, subjectId }: { kind: string; subjectId: string }) => kind === 'ring-practice' && subjectId === messageId,
    ),
  )
  const late = await as(town.referrer).post(`/messages/${messageId}/acknowledge`, { whatWillBeDone: 'We visit her' })
  t.equal(late.statusCode, 404, 'nobody acts on it any more')
})

t.test('the original is kept, and the lead alone reads it', async (t) => {
  const { edith, vera } = await twoPeople()
  const { body: contact } = await advisor.post(`/referrals/${edith.id}/contacts`, {
    ...visit,
    happenedOn: test.clock.now().toISOString().slice(0, 10),
  })
  const about = { subjectKind: 'contact', subjectId: contact.id, action: 'move', toReferralId: vera.id }
  for (const member of [town.advisor, town.referrer, town.provider, town.administrator])
    t.equal((await as(member).post('/corrections', { ...about, reason: 'Not hers' })).statusCode, 403, member.role)
  const { id } = await correct(about)
  const kept = (await lead.get(`/people/${edith.personId}/corrections`)).body.items
  t.match(kept, [
    {
      id,
      reason: 'Written on the record of somebody else',
      by: 'Lena Lead',
      original: { note: 'Vera fell twice this week' },
    },
  ])
  t.match((await lead.get(`/people/${vera.personId}/corrections`)).body.items, [{ id }], 'and where it came to')
  for (const member of [town.advisor, town.referrer])
    t.equal((await as(member).get(`/people/${edith.personId}/corrections`)).statusCode, 403)
  t.match(await lead.post('/corrections', { ...about, reason: 'Again' }), { statusCode: 404 }, 'it is out already')
  const [row] = await given.rows<{ note: string }>(`select note from contacts where id = '${contact.id}'`)
  t.equal(row?.note, 'Vera fell twice this week', 'the row itself is as it was written')
  const ours = (await test.pools.scheme(town.schemeId)).sql
  await t.rejects(ours`update corrections set reason = 'x'`, { code: '42501' })
})

t.test('measurements, plans and answers go with it, and reports forget what was wrong', async (t) => {
  const { edith, vera } = await twoPeople()
  const today = test.clock.now().toISOString().slice(0, 10)
  const asked = await advisor.post(`/referrals/${edith.id}/measurements`, {
    instrument: 'ucla-3',
    mode: 'face-to-face',
    on: today,
    answers: { companionship: 3, 'left-out': 2, isolated: 2, direct: 3 },
  })
  t.equal(asked.statusCode, 201, asked.text)
  await correct({ subjectKind: 'measurement', subjectId: asked.body.id, action: 'move', toReferralId: vera.id })
  t.same((await advisor.get(`/referrals/${edith.id}/measurements`)).body.items, [])
  const [moved] = (await advisor.get(`/referrals/${vera.id}/measurements`)).body.items
  t.match(moved, { status: 'finished', scores: [{ value: asked.body.scores[0].value }] })
  const baselines = await given.rows<{ n: number }>(`select count(*)::integer as n from measurements
    where referral_id = '${edith.id}' and status = 'finished'`)
  t.same(baselines, [{ n: 0 }], 'a report counts what is finished')

  const goals = [{ words: 'I want to dance again', proposedBy: 'person', agreedBy: ['person'] }]
  const first = { headers: { 'if-none-match': '*' } }
  await advisor.put(`/referrals/${edith.id}/plan`, { goals }, first)
  const agreed = await advisor.post(`/referrals/${edith.id}/plan/agreements`, {
    version: 1,
    how: 'in-person',
    on: today,
  })
  t.equal(agreed.statusCode, 201, agreed.text)
  const [plan] = await given.rows<{ id: string }>(`select id from plan_versions where referral_id = '${edith.id}'`)
  const out = await correct({ subjectKind: 'plan-version', subjectId: plan?.id, action: 'move', toReferralId: vera.id })
  t.equal(out.told, 1, 'the practice was told that the plan was agreed')
  t.equal((await advisor.get(`/referrals/${edith.id}/plan`)).statusCode, 404)
  t.match((await advisor.get(`/referrals/${edith.id}`)).body, { planAgreedAt: null })
  const [row] = await given.rows<{ at: Date | null; due: string | null }>(
    `select plan_agreed_at as at, review_due_on as due from referrals where id = '${edith.id}'`,
  )
  t.same(row, { at: null, due: null }, 'it was never agreed')
  t.match((await advisor.get(`/referrals/${vera.id}/plan`)).body, {
    goals: [{ words: 'I want to dance again' }],
    agreedVersion: null,
  })
  const again = await advisor.put(`/referrals/${edith.id}/plan`, { goals }, first)
  t.match(again, { statusCode: 200, body: { version: 2 } }, 'she gets a plan of her own')

  const consent = (await answerToShare(edith.personId, 'given')).id
  await correct({ subjectKind: 'consent', subjectId: consent, action: 'move', toReferralId: vera.id })
  const purposes = async (personId: string) =>
    (await advisor.get(`/people/${personId}`)).body.consents.map(({ purpose }: { purpose: string }) => purpose)
  t.notOk((await purposes(edith.personId)).includes('share'))
  t.ok((await purposes(vera.personId)).includes('share'))
})

t.test('a group that was offered the wrong person is told, and reads nothing of her any more', async (t) => {
  const { edith, vera } = await twoPeople()
  const activityId = await activity({ capacity: 1 })
  const { id } = await placement('accepted', { referral: edith, activityId })
  await answerToShare(edith.personId, 'given')
  await advisor.put(
    `/placements/${id}/card`,
    { lines: [{ line: 'food-and-allergies', words: 'No nuts', agreed: { on: '2026-03-02', how: 'in-person' } }] },
    { headers: { 'if-none-match': '*' } },
  )
  t.equal((await group.get(`/placements/${id}/card`)).statusCode, 200)
  await group.post(`/placements/${id}/start`, {})

  const { movedAsId } = await correct({
    subjectKind: 'placement',
    subjectId: id,
    action: 'move',
    toReferralId: vera.id,
  })
  for (const path of [`/placements/${id}`, `/placements/${id}/card`])
    t.equal((await group.get(path)).statusCode, 404, path)
  t.notOk((await group.get('/placements')).text.includes('Thornley'))
  t.match((await group.get(`/placements/${movedAsId}`)).body, { status: 'offered', person: null }, 'it answers anew')
  const [{ body }] = (await group.get('/messages')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'correction',
  )
  t.match(body, /Edith Thornley/, 'it knew the name')
  for (const word of ['Vera', 'Ogden', vera.reference]) t.notOk(body.includes(word), word)
  const started = await given.rows<{ n: number }>(`set app.scheme_id = '${town.schemeId}';
    select coalesce(sum(n), 0)::integer as n from report.funnel where step = 'placement-started'`)
  t.same((started as unknown as [unknown, { n: number }[]])[1], [{ n: 0 }], 'it started for nobody')
})

t.test('a referral of the wrong person ends, and everybody who had a message of it is told', async (t) => {
  const { edith, vera } = await twoPeople()
  await placement('offered', { referral: edith })
  await advisor.post(`/referrals/${edith.id}/messages`, { urgency: 'routine', about: 'other', text: 'She sings' })
  const all = { subjectKind: 'referral', subjectId: edith.id }
  const refused = await lead.post('/corrections', { ...all, action: 'move', toReferralId: vera.id, reason: 'Hers' })
  t.equal(refused.statusCode, 400)
  const { told } = await correct({ ...all, action: 'enter-in-error' })
  t.equal(told, 2, 'the practice of its message, the group of its offer')
  t.match((await advisor.get(`/referrals/${edith.id}`)).body, { status: 'entered-in-error', nextStep: null })
})

t.test('nothing moves to the same person, or to where it cannot be', async (t) => {
  const { edith, vera } = await twoPeople()
  const today = test.clock.now().toISOString().slice(0, 10)
  const { body: contact } = await advisor.post(`/referrals/${edith.id}/contacts`, { ...visit, happenedOn: today })
  const about = { subjectKind: 'contact', subjectId: contact.id, action: 'move', reason: 'Not hers' }
  const elsewhere = await given.anotherTown()
  const foreign = await given.referral({ town: elsewhere })
  for (const toReferralId of [edith.id, foreign.id, undefined])
    t.equal((await lead.post('/corrections', { ...about, toReferralId })).statusCode, 400)
  const ended = await given.referral({ status: 'declined' })
  t.equal((await lead.post('/corrections', { ...about, toReferralId: ended.id })).statusCode, 409)
  t.equal((await as(elsewhere.teamLead).post('/corrections', { ...about, toReferralId: vera.id })).statusCode, 404)
  t.equal((await advisor.get(`/referrals/${edith.id}/contacts`)).body.items.length, 1, 'and nothing happened')
})

t.test('what was corrected stays so when two records were taken for one, and then were not', async (t) => {
  const { edith, vera } = await twoPeople()
  const today = test.clock.now().toISOString().slice(0, 10)
  const { body: merge } = await advisor.post(`/people/${edith.personId}/merges`, {
    duplicateId: vera.personId,
    reason: 'One and the same',
  })
  const { body: contact } = await advisor.post(`/referrals/${edith.id}/contacts`, { ...visit, happenedOn: today })
  t.equal((await advisor.post(`/people/${edith.personId}/merges/${merge.id}/undo`)).statusCode, 200)
  await correct({ subjectKind: 'contact', subjectId: contact.id, action: 'move', toReferralId: vera.id })
  t.same((await advisor.get(`/referrals/${edith.id}/contacts`)).body.items, [])
  t.equal((await advisor.get(`/referrals/${vera.id}/contacts`)).body.items.length, 1)
  t.equal((await as(town.referrer).get(`/referrals/${vera.id}/contacts`)).statusCode, 404, 'the merge is over')
})
