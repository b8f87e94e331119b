import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const no = { purpose: 'share', answer: 'withdrawn', how: 'by-phone', on: '2026-03-02' }

t.test('taking back the consent to share stops what would still be told, and asks who holds something', async (t) => {
  const app = await startApp(t)
  const { given, as, runJobs } = app
  const { town } = given
  const [advisor, practice] = [as(town.advisor), as(town.referrer)]
  const { placement } = givePlacements(app)
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await runJobs()
  const offer = await placement('offered', { referral })
  const path = `/people/${referral.personId}`

  const { statusCode, body, text } = await advisor.post(`${path}/consents`, no)
  t.equal(statusCode, 201, text)
  t.match(body.withdrawal, { offersCancelled: [offer.id], outgoingStopped: 0, referralsOpen: [referral.id] })
  t.same(
    body.withdrawal.toAsk.map((one: { organisationId: string }) => one.organisationId),
    [town.practiceId],
  )
  t.equal((await advisor.get(`/placements/${offer.id}`)).body.status, 'cancelled')
  t.equal((await advisor.get(`/referrals/${referral.id}`)).body.status, 'accepted', 'the referral is not deleted')
  t.equal((await as(town.provider).post(`/placements/${offer.id}/accept`)).statusCode, 409)

  const word = { urgency: 'routine', about: 'fall', text: 'She fell.' }
  t.equal((await advisor.post(`/referrals/${referral.id}/messages`, word)).statusCode, 422, 'no more news')
  const today = await advisor.post(`/referrals/${referral.id}/messages`, { ...word, urgency: 'same-day' })
  t.equal(today.statusCode, 201, 'what cannot wait is still said')
  const count = async () => (await practice.get(`/messages?subjectId=${referral.id}`)).body.items.length
  const before = await count()
  const by = { proposedBy: 'person', agreedBy: ['person'] }
  const first = { headers: { 'if-none-match': '*' } }
  await advisor.put(`/referrals/${referral.id}/plan`, { goals: [{ words: 'To sing', ...by }] }, first)
  const agreed = { version: 1, how: 'in-person', on: '2026-03-02' }
  t.equal((await advisor.post(`/referrals/${referral.id}/plan/agreements`, agreed)).statusCode, 201)
  t.equal(await count(), before, 'the plan is not told')
  t.same((await practice.get(`/referrals/${referral.id}/plan`)).body.goals, [], 'and not read')

  await t.test('who was asked is on the list until their answer is written down, once', async (t) => {
    const [{ requestId }] = body.withdrawal.toAsk
    const task = async () =>
      (await advisor.get('/tasks')).body.items.find(({ subjectId }: { subjectId: string }) => subjectId === requestId)
    const open = await task()
    t.match(open, { kind: 'ask-to-destroy' })
    t.equal((await advisor.post(`/tasks/${open.id}/finish`)).statusCode, 422, 'not by a tick')
    const listed = async (member: typeof town.advisor, state = 'open') =>
      (await as(member).get(`/destruction-requests?state=${state}`)).body.items
    const asked = { id: requestId, person: { id: referral.personId }, receiver: 'Wharf Lane Surgery, Millbridge' }
    t.match(await listed(town.advisor), [asked])
    t.match(await listed(town.privacyOfficer), [asked])
    const browser = createBrowser(app.app)
    await browser.signIn(town.advisor)
    t.match((await browser.get('/tasks?show=all')).text, 'href="/destruction-requests"')
    t.match((await browser.get('/destruction-requests')).text, `href="/destruction-requests/${requestId}"`)
    const page = `/destruction-requests/${requestId}`
    t.match(await browser.send(page, page, { on: 'soon' }), { statusCode: 400, title: /^Error: / })
    const answer = { answer: 'kept-by-law', on: '2026-03-02', note: 'The GP record is kept by law' }
    const at = `/destruction-requests/${requestId}/answer`
    const twice = await Promise.all([1, 2].map(() => advisor.post(at, answer)))
    t.same(twice.map((one) => one.statusCode).sort(), [200, 409])
    t.equal(await task(), undefined)
    t.same(await listed(town.advisor), [])
    t.match(await listed(town.teamLead, 'answered'), [{ ...asked, answer: 'kept-by-law' }])
    t.equal((await browser.get(page)).statusCode, 404, 'what is answered is asked no more')
    const officer = createBrowser(app.app)
    await officer.signIn(town.privacyOfficer)
    const { text } = await officer.get('/destruction-requests?show=answered')
    t.match(text, 'They must keep it by law')
    t.notMatch(text, 'href="/people/', 'the privacy officer has no record to open')
  })

  await t.test('who was told what, and when, without the words', async (t) => {
    for (const member of [town.advisor, town.teamLead, town.privacyOfficer]) {
      const told = await as(member).get(`${path}/told`)
      t.equal(told.statusCode, 200, told.text)
      t.match(told.body.requests, [{ answer: 'kept-by-law' }])
      t.ok(told.body.items.some((item: { kind: string }) => item.kind === 'word-to-practice'))
      t.notMatch(told.text, /fell|Thornley|sing/, 'no care content')
    }
    const looked = await given.rows(
      `select 1 from audit_tail where action = 'person.told-read' union all select 1 from audit_log where action = 'person.told-read'`,
    )
    t.equal(looked.length, 3, 'each look is recorded')
  })

  await t.test('given again opens the future only', async (t) => {
    const again = { activityId: offer.activityId }
    t.match(
      await advisor.post(`/referrals/${referral.id}/placements`, again),
      { statusCode: 422, body: { type: '/problems/consent-needed' } },
      'no group is asked while she says no',
    )
    await advisor.post(`${path}/consents`, { ...no, answer: 'given' })
    t.equal((await advisor.post(`/referrals/${referral.id}/placements`, again)).statusCode, 201, 'her yes opens it')
    t.equal((await advisor.get(`/placements/${offer.id}`)).body.status, 'cancelled')
    t.equal(await count(), before, 'what was not told then is not told now')
    t.equal((await advisor.post(`/referrals/${referral.id}/messages`, word)).statusCode, 201)
  })
})

t.test('with one group alone: its offer ends, the others and the practice are left as they were', async (t) => {
  const app = await startApp(t)
  const { given, as } = app
  const { town } = given
  const advisor = as(town.advisor)
  const { activity, placement } = givePlacements(app)
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const one = await placement('offered', { referral })
  const activityId = await activity({ name: 'Walkers', providerId: town.otherProviderId })
  const other = await placement('offered', { referral, activityId })
  const { body } = await advisor.post(`/people/${referral.personId}/consents`, { ...no, recipientId: town.providerId })
  t.same(body.withdrawal.offersCancelled, [one.id])
  t.same(body.withdrawal.toAsk, [], 'it was told nothing yet')
  t.equal((await advisor.get(`/placements/${other.id}`)).body.status, 'offered')
  t.match(
    await advisor.post(`/referrals/${referral.id}/placements`, { activityId: one.activityId }),
    { statusCode: 422 },
    'that group is not asked again',
  )

  await t.test('who said yes and still waits for her word has received nothing', async (t) => {
    const waits = await placement('accepted')
    const told = await placement('accepted')
    await advisor.post(`/people/${told.referral.personId}/consents`, { ...no, answer: 'given' })
    t.equal((await as(town.provider).get(`/placements/${told.id}`)).body.disclosure, 'shared')
    for (const [{ referral, id }, received] of [
      [waits, false],
      [told, true],
    ] as const) {
      const person = `/people/${referral.personId}`
      const { body } = await advisor.post(`${person}/consents`, no)
      const asked = body.withdrawal.toAsk.map((toAsk: { organisationId: string }) => toAsk.organisationId)
      t.equal(asked.includes(town.providerId), received)
      const { items } = (await as(town.privacyOfficer).get(`${person}/told`)).body
      t.equal(
        items.some((item: { id: string }) => item.id === id),
        received,
      )
    }
  })
  const word = { urgency: 'routine', about: 'fall', text: 'She fell.' }
  t.equal((await advisor.post(`/referrals/${referral.id}/messages`, word)).statusCode, 201)
})

t.test(
  'a withdrawal while an offer is answered, and while a message is sent: one comes first, nothing slips through',
  async (t) => {
    const app = await startApp(t)
    const { given, as } = app
    const { town } = given
    const [advisor, lead, group] = [as(town.advisor), as(town.teamLead), as(town.provider)]
    const { placement } = givePlacements(app)
    await Promise.all([advisor, lead, group].map((one) => one.token()))
    for (let round = 0; round < 12; round++) {
      const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
      const offer = await placement('offered', { referral })
      const word = { urgency: 'routine', about: 'fall', text: 'She fell.' }
      const [withdrawn, accepted, sent] = await Promise.all([
        lead.post(`/people/${referral.personId}/consents`, no),
        group.post(`/placements/${offer.id}/accept`),
        advisor.post(`/referrals/${referral.id}/messages`, word),
      ])
      // Each takes the referral first, so each waits its turn, and nobody is asked to try again.
      for (const answer of [withdrawn, accepted, sent]) t.notMatch(answer.text, 'request-in-flight')
      t.equal(withdrawn.statusCode, 201, withdrawn.text)
      const { disclosure, person } = (await group.get(`/placements/${offer.id}`)).body
      t.equal(person, null)
      t.equal(disclosure, accepted.statusCode === 200 ? 'waiting-for-consent' : 'over', accepted.text)
      const asked = withdrawn.body.withdrawal.toAsk.some(
        ({ organisationId }: { organisationId: string }) => organisationId === town.practiceId,
      )
      if (sent.statusCode === 201) t.ok(asked, 'it was told before: it is asked')
      else t.equal(sent.statusCode, 422, sent.text)
    }
  },
)
