import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const [lead, advisor, group, practice] = [as(town.teamLead), as(town.advisor), as(town.provider), as(town.referrer)]
const today = () => test.clock.now().toISOString().slice(0, 10)

/** Edith, whose record the referral stands under, and Vera of another practice, whose it is. */
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

type Body = Record<string, string>
const move = (referralId: string, toPersonId: string, more: object = {}) =>
  lead.post(`/referrals/${referralId}/move`, { toPersonId, reason: 'One pair of digits was wrong', ...more })
const inboxOf = async (who: typeof practice) => (await who.get('/messages?limit=100')).body.items as Body[]

/** A referral with something of everything in it. */
async function filled(referral: GivenReferral) {
  const { id, personId } = referral
  const visit = { way: 'home-visit', purpose: 'first-contact', happened: true, attendance: 'attended' }
  const contact = await advisor.post(`/referrals/${id}/contacts`, { ...visit, happenedOn: today(), note: 'She fell' })
  t.equal(contact.statusCode, 201, contact.text)
  const measured = await advisor.post(`/referrals/${id}/measurements`, {
    instrument: 'ucla-3',
    mode: 'face-to-face',
    on: today(),
    answers: { companionship: 3, 'left-out': 2, isolated: 2, direct: 3 },
  })
  t.equal(measured.statusCode, 201, measured.text)
  const goals = [{ words: 'I want to dance again', proposedBy: 'person', agreedBy: ['person'] }]
  await advisor.put(`/referrals/${id}/plan`, { goals }, { headers: { 'if-none-match': '*' } })
  await advisor.post(`/referrals/${id}/plan/agreements`, { version: 1, how: 'in-person', on: today() })
  const activityId = await activity({ capacity: 9 })
  const placed = await placement('accepted', { referral, activityId })
  await answerToShare(personId, 'given')
  return { placementId: placed.id, activityId }
}

t.test('a whole referral goes to the right person, with everything in it, and back', async (t) => {
  const { edith, vera } = await twoPeople()
  const { placementId } = await filled(edith)
  t.match((await group.get(`/placements/${placementId}`)).body, { person: { familyName: 'Thornley' } })

  const moved = await move(edith.id, vera.personId)
  t.match(moved, {
    statusCode: 201,
    body: { subjectKind: 'referral', action: 'move', personId: edith.personId, toPersonId: vera.personId },
  })
  t.ok(moved.body.told >= 3, 'the practice of two messages, the group of its offer')

  t.match((await advisor.get(`/referrals/${edith.id}`)).body, {
    person: { id: vera.personId, familyName: 'Ogden' },
    status: 'accepted',
  })
  t.equal((await advisor.get(`/referrals/${edith.id}/contacts`)).body.items.length, 1)
  t.equal((await advisor.get(`/referrals/${edith.id}/measurements`)).body.items.length, 1)
  t.match((await advisor.get(`/referrals/${edith.id}/plan`)).body, { agreedVersion: 1 })
  const left = await given.rows<{ table: string }>(`
    select 'contacts' as table from contacts where person_id = '${edith.personId}'
    union all select 'measurements' from measurements where person_id = '${edith.personId}'
    union all select 'plan_versions' from plan_versions where person_id = '${edith.personId}'
    union all select 'plan_goals' from plan_goals where person_id = '${edith.personId}'
    union all select 'plan_agreements' from plan_agreements where person_id = '${edith.personId}'
    union all select 'placements' from placements where person_id = '${edith.personId}'
    union all select 'placement_events' from placement_events where person_id = '${edith.personId}'
    union all select 'referrals' from referrals where person_id = '${edith.personId}'`)
  t.same(left, [], 'nothing of it stands under the other person any more')

  t.match((await group.get(`/placements/${placementId}`)).body, { person: null }, 'Vera has not said that it may know')
  const [told] = (await inboxOf(group)).filter(({ kind }) => kind === 'correction')
  t.match(told?.body, /Edith Thornley/, 'it knew the name')
  for (const word of ['Vera', 'Ogden']) t.notOk(told?.body?.includes(word), word)

  const items = (await inboxOf(practice)).filter(({ kind }) => kind === 'correction')
  t.ok(
    items.some(({ subjectId, body }) => subjectId === edith.id && /now stands under this person/.test(body ?? '')),
    'whose referral it is, is told where it stands',
  )
  t.equal((await practice.get(`/referrals/${edith.id}`)).body.person.id, vera.personId, 'its own referral')
  t.equal((await practice.get(`/people/${vera.personId}`)).statusCode, 404, 'and no more of her')
  const tasks = (await advisor.get('/tasks?limit=100')).body.items as Body[]
  t.ok(tasks.some(({ kind, subjectId }) => kind === 'check-moved-referral' && subjectId === edith.id))

  const kept = (await lead.get(`/people/${edith.personId}/corrections`)).body.items
  t.match(kept, [{ action: 'move', original: { personId: edith.personId } }], 'the lead reads what it was')
  for (const who of [advisor, practice])
    t.equal((await who.get(`/people/${edith.personId}/corrections`)).statusCode, 403)

  t.equal((await move(edith.id, edith.personId)).statusCode, 201, 'and back')
  t.match((await advisor.get(`/referrals/${edith.id}`)).body, { person: { id: edith.personId } })
  t.equal((await advisor.get(`/referrals/${edith.id}/contacts`)).body.items.length, 1)
  t.match((await group.get(`/placements/${placementId}`)).body, { person: { familyName: 'Thornley' } })
  t.equal((await practice.get(`/people/${edith.personId}`)).statusCode, 200, 'her practice reads her record as before')
  t.notOk(JSON.stringify(await inboxOf(practice)).includes('Ogden'), 'and nothing that names the other')
  t.equal((await lead.get(`/people/${edith.personId}/corrections`)).body.items.length, 2)
})

t.test('every table that holds an episode and a person goes with it', async (t) => {
  const { edith, vera } = await twoPeople()
  await filled(edith)
  await move(edith.id, vera.personId)
  const tables = await given.rows<{ name: string }>(`select relname as name from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'public' and relkind = 'r' and relname <> 'corrections'
    and (select count(*) from pg_attribute where attrelid = pg_class.oid and attname in ('referral_id', 'person_id')) = 2`)
  t.ok(tables.length >= 11)
  for (const { name } of tables) {
    const sql = `select count(*)::integer as n from ${name} where referral_id = '${edith.id}' and person_id <> '${vera.personId}'`
    t.same(await given.rows(sql), [{ n: 0 }], name)
  }
})

t.test('her yes goes with the referral; without one, somebody asks', async (t) => {
  const { edith, vera } = await twoPeople()
  const yes = (personId: string) =>
    given.rows<{ n: number }>(`select count(*)::integer as n from consents
      where person_id = '${personId}' and purpose = 'refer' and answer = 'given' and corrected_at is null`)
  await given.rows(`update consents set corrected_at = now() where person_id = '${vera.personId}'`)
  await move(edith.id, vera.personId)
  t.same([await yes(edith.personId), await yes(vera.personId)], [[{ n: 0 }], [{ n: 1 }]])
  await given.rows(
    `update consents set corrected_at = now() where person_id in ('${vera.personId}', '${edith.personId}')`,
  )
  await move(edith.id, edith.personId)
  const tasks = (await lead.get('/tasks?limit=100')).body.items as Body[]
  t.ok(tasks.some(({ kind, subjectId }) => kind === 'ask-consent-to-refer' && subjectId === edith.id))
})

t.test('only to somebody who lives, whom the service knows, and beside another only with a reason', async (t) => {
  const { edith } = await twoPeople()
  const same = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'Ann', familyName: 'Lee' }),
  })
  for (const member of [town.advisor, town.referrer, town.provider, town.administrator])
    t.equal(
      (await as(member).post(`/referrals/${edith.id}/move`, { toPersonId: same.personId, reason: 'Hers' })).statusCode,
      403,
      member.role,
    )
  t.equal((await move(edith.id, edith.personId)).statusCode, 422, 'it stands there')
  const elsewhere = await given.anotherTown()
  const foreign = await given.referral({ town: elsewhere })
  t.equal((await move(edith.id, foreign.personId)).statusCode, 400)
  t.equal((await move(foreign.id, edith.personId)).statusCode, 404)

  const second = await move(edith.id, same.personId)
  t.match(second, { statusCode: 409, body: { type: '/problems/open-referral-exists', about: { referralId: same.id } } })
  t.equal((await move(edith.id, same.personId, { secondBecause: 'Another need, agreed with her' })).statusCode, 201)

  const dead = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'May', familyName: 'Orr' }),
  })
  await lead.post(`/people/${dead.personId}/death`, { on: today(), toldBy: 'Her son' })
  t.equal((await move(edith.id, dead.personId)).statusCode, 422)
  const wrong = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'Joy', familyName: 'Fox' }),
  })
  await lead.post(`/referrals/${wrong.id}/enter-in-error`, { note: 'Twice' })
  t.equal((await move(wrong.id, edith.personId)).statusCode, 409)
})

t.test('two who move it at once: one wins', async (t) => {
  const { edith, vera } = await twoPeople()
  const answers = await Promise.all([move(edith.id, vera.personId), move(edith.id, vera.personId)])
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 422])
})

t.test('entered in error, whoever was told hears it, and what has not left stays here', async (t) => {
  const { id } = await given.referral({ by: town.teamLead, practiceId: town.referrer.organisationId })
  await lead.post(`/referrals/${id}/accept`)
  const queue = () =>
    given.rows<{ status: string; body: string }>(
      `select status, body from outgoing_messages where subject_id = '${id}' and channel = 'letter' order by id`,
    )
  t.match(await queue(), [{ status: 'waiting' }])
  await advisor.post(`/referrals/${id}/messages`, { urgency: 'same-day', about: 'fall', text: 'She fell' })
  const entered = await lead.post(`/referrals/${id}/enter-in-error`, { note: 'Nobody of that name lives there' })
  t.match(entered, { statusCode: 200, body: { status: 'entered-in-error', nextStep: null } })
  t.match((await queue())[0], { status: 'stopped' }, 'the letter that had not left')
  const heard = (await inboxOf(practice)).filter(({ kind }) => kind === 'correction')
  t.ok(heard.length > 0)
  t.same(
    (await practice.get(`/messages?subjectId=${id}`)).body.items,
    [],
    'what was said of the referral is nobody’s to read any more',
  )
  await test.runJobs()
  const mails = await given.rows<{ n: number }>(`select count(*)::integer as n from outgoing_messages
    where event = 'message-same-day' and status in ('waiting', 'sent', 'delivered')`)
  t.same(mails, [{ n: 0 }], 'nobody is called to a message that is not there')
})
