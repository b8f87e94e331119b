import t from 'tap'
import { whyNotInto } from '../../src/features/successions/rules.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { withReadBack } from '../support/given.ts'

const CLOSING = { on: '2026-03-02', reason: 'The partners retire' }

/** Wharf Lane closes into Hilltop, in the middle of the work. */
async function beforeTheMerger(test: TestApp) {
  const { given, as, runJobs } = test
  const { town } = given
  await given.rows(`update organisations set ods_code = 'A12345' where id = '${town.practiceId}'`)
  const open = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const returned = await given.referral({ status: 'returned' })
  const draft = await given.referral({ status: 'draft' })
  const ended = await given.referral({ status: 'declined' })
  await runJobs()
  const alignment = { membershipId: town.advisor.membershipId, practiceId: town.practiceId }
  await as(town.teamLead).post('/advisor-alignments', alignment)
  const close = (details: object = {}) =>
    as(town.administrator).post(`/organisations/${town.practiceId}/close`, {
      ...CLOSING,
      successorId: town.otherPracticeId,
      ...details,
    })
  return { open, returned, draft, ended, close }
}

t.test('a practice closes into another: open work moves, history names the old one', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { open, returned, draft, ended, close } = await beforeTheMerger(test)
  const unread = (await as(town.referrer).get('/messages?unread=true&limit=100')).body.items.length
  await given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
    values ('${town.schemeId}', gen_random_uuid(), 'draft-expires', 'referral', '${draft.id}', '${town.practiceId}', '2026-03-03', now())`)
  const closed = await close()
  t.match(closed, {
    statusCode: 200,
    body: {
      closedOn: '2026-03-02',
      moved: { registrations: 4, referrals: 3, messages: unread, tasks: 1, servedPractices: 1, alignments: 1 },
      members: [{ name: 'Rina Referrer', role: 'referrer' }],
    },
  })

  const successor = as(town.otherReferrer)
  for (const { id, personId } of [open, returned, draft]) {
    t.match((await successor.get(`/referrals/${id}`)).body, { practice: { id: town.otherPracticeId } })
    t.match((await successor.get(`/people/${personId}`)).body, { practice: { id: town.otherPracticeId } })
    t.equal((await as(town.referrer).get(`/referrals/${id}`)).statusCode, 404, 'who stayed behind reads nothing more')
  }
  t.match((await successor.get(`/referrals/${ended.id}`)).body, { practice: { id: town.practiceId } }, 'as it was')
  const found = await successor.get(`/referrals?reference=${ended.reference}`)
  t.equal(found.body.items.length, 1, 'and is found by the reference that is read over the phone')
  t.match((await successor.get(`/referrals/${open.id}`)).body.events.at(-1), {
    step: 'amend',
    changes: { organisationId: { from: town.practiceId, to: town.otherPracticeId } },
  })
  t.equal((await successor.post(`/referrals/${returned.id}/resubmit`, { answer: 'She has' })).statusCode, 200)
  t.match((await successor.get('/tasks')).body.items, [{ kind: 'draft-expires', subjectId: draft.id }])
  const inbox = (await successor.get('/messages?limit=100')).body.items
  t.ok(inbox.every((message: { forwardedFromId: string }) => message.forwardedFromId === town.practiceId))
  t.equal(inbox.length, unread)
  const suggested = await as(town.teamLead).get(`/referrals/${open.id}/allocation-suggestions`)
  t.match(suggested.body.items[0], { name: 'Ada Advisor', isAligned: true })
  t.match((await as(town.administrator).get(`/organisations/${town.teamId}/served-practices`)).body.items, [
    { practiceName: 'Hilltop Practice, Millbridge', fromOn: '2026-03-02', untilOn: null },
    { practiceName: 'Wharf Lane Surgery, Millbridge', untilOn: '2026-03-02' },
  ])
})

t.test('the code of the practice that closed finds its successor, through more than one closing', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { close } = await beforeTheMerger(test)
  await close()
  const third = { name: 'Riverside Surgery', kinds: ['practice'], odsCode: 'C12345' }
  const { id: successorId } = (await as(town.administrator).post('/organisations', third)).body
  const again = await as(town.administrator).post(`/organisations/${town.otherPracticeId}/close`, {
    ...CLOSING,
    successorId,
  })
  t.equal(again.statusCode, 200, again.text)
  const outsideReferrer = { name: 'Sister Invented', answer: { by: 'mail', to: 'ward@hospital.example' } }
  const byCode = await as(town.advisor).post(
    '/referrals',
    given.referralDetails({ practiceCode: 'a12345', outsideReferrer }),
  )
  t.equal(byCode.statusCode, 201, byCode.text)
  t.match((await as(town.advisor).get(`/referrals/${byCode.body.id}`)).body, { practice: { id: successorId } })
  const byId = await as(town.advisor).post(
    '/referrals',
    given.referralDetails({ practiceId: town.practiceId, outsideReferrer }),
  )
  t.match(byId, { statusCode: 400, body: { errors: [{ detail: /Riverside Surgery/ }] } })
  const left = await as(town.referrer).post('/referrals', withReadBack(given.referralDetails()))
  t.match(left, { statusCode: 400, body: { errors: [{ pointer: '#/practiceId' }] } }, 'nobody refers from a closed one')
})

t.test('said again it moves what came meanwhile, and to another successor it is refused', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { close } = await beforeTheMerger(test)
  const both = await Promise.all([close(), close()])
  t.same(
    both.map(({ statusCode }) => statusCode),
    [200, 200],
  )
  t.same(both.map(({ body }) => body.moved.referrals).sort(), [0, 3], 'once')
  const leaver = await close({ endMembershipIds: [town.referrer.membershipId] })
  t.same(leaver.body.members, [])
  test.clock.set(test.clock.now())
  await t.rejects(as(town.referrer).get('/me'), 'who left does not get in again')
  const third = { name: 'Riverside Surgery', kinds: ['practice'] }
  const { id } = (await as(town.administrator).post('/organisations', third)).body
  t.match(await close({ successorId: id }), { statusCode: 409 })
})

t.test('what cannot close into what', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const close = (organisationId: string, successorId: string, details: object = {}) =>
    as(town.administrator).post(`/organisations/${organisationId}/close`, { ...CLOSING, successorId, ...details })
  const pointer = (at: string) => ({ statusCode: 400, body: { errors: [{ pointer: at }] } })
  t.match(await close(town.serviceId, town.practiceId), pointer('#'), 'never the advisor service')
  t.match(await close(town.practiceId, town.providerId), pointer('#/successorId'))
  t.match(await close(town.practiceId, town.practiceId), pointer('#/successorId'))
  t.match(await close(town.practiceId, town.otherPracticeId, { on: '2026-03-03' }), pointer('#/on'))
  t.equal(whyNotInto({ id: 'a', kinds: ['practice', 'advisor-service'], closedOn: null }, undefined)?.pointer, '#')
})

t.test('an organisation is corrected against the version that was read', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const path = `/organisations/${town.practiceId}`
  const read = await as(town.provider).get(path)
  t.match(read, { statusCode: 200, headers: { etag: '"1"' }, body: { phone: null } })
  const patch = (body: object, version = '"1"') =>
    as(town.administrator).patch(path, body, { headers: { 'if-match': version } })
  t.match(await patch({ phone: '01632 960 111', postcode: 's601aa' }), {
    statusCode: 200,
    body: { phone: '01632 960 111', postcode: 'S60 1AA', version: 2 },
  })
  t.equal((await patch({ name: 'Elsewhere' })).statusCode, 412)
  t.equal(
    (await patch({ odsCode: 'X1234' }, '"2"')).statusCode,
    400,
    'what a practice may do is not corrected in passing',
  )
})

t.test('a team reads a practice from day to day, and nothing more at once when that ends', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const [administrator, team] = [as(town.administrator), as(town.teamReferrer)]
  const path = `/organisations/${town.teamId}/served-practices`
  const refer = () => team.post('/referrals', given.referralDetails({ practiceId: town.otherPracticeId }))
  t.equal((await refer()).statusCode, 400, 'not served yet')
  const served = await administrator.post(path, { practiceId: town.otherPracticeId, from: '2026-03-02' })
  t.equal(served.statusCode, 201, served.text)
  t.equal((await administrator.post(path, { practiceId: town.otherPracticeId, from: '2026-03-02' })).statusCode, 409)
  const { id, personId } = (await refer()).body
  const kept = await given.referral({ by: town.teamReferrer, practiceId: town.practiceId })
  t.equal((await team.get(`/people/${personId}`)).statusCode, 200)

  const end = await administrator.post(`/served-practices/${served.body.id}/end`, { on: '2026-03-02' })
  t.match(end, { statusCode: 200, body: { untilOn: '2026-03-02' } }, end.text)
  for (const route of [`/people/${personId}`, `/referrals/${id}`, `/referrals/${id}/contacts`, `/referrals/${id}/plan`])
    t.equal((await team.get(route)).statusCode, 404, route)
  t.equal(
    (await team.post('/people/search', { familyName: 'Thornley' })).body.items.length,
    1,
    "another practice's stay",
  )
  t.equal((await team.get(`/referrals/${kept.id}`)).statusCode, 200)
  t.equal((await refer()).statusCode, 400)
  t.match((await as(town.otherReferrer).get(`/referrals/${id}`)).body, {
    referrerOrganisation: { id: town.otherPracticeId },
  })
})
