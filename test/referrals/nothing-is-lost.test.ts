import t from 'tap'
import { startApp } from '../support/app.ts'
import { sendDraft } from '../support/given.ts'

t.test('what is given of somebody who is known is kept to be compared, and overwrites nothing', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const person = given.personDetails()
  const { personId } = await given.referral({ person })
  const sent = await as(town.referrer).post(
    '/referrals',
    given.referralDetails({
      person: {
        ...person,
        phones: [{ number: '07700 900 123', label: 'mobile' }],
        safeContact: { channels: ['letter'], voicemail: false, note: 'Not while her son is there' },
      },
    }),
  )
  t.match(sent, { statusCode: 201, body: { personWasKnown: true, personId } })

  const advisor = as(town.advisor)
  const { body } = await advisor.get(`/referrals/${sent.body.id}`)
  t.match(body.givenDetails, { phones: [{ number: '07700 900 123' }], safeContact: { channels: ['letter'] } })
  t.match((await advisor.get(`/people/${personId}`)).body, {
    phones: [{ number: '01709 555 0123' }],
    safeContact: { channels: ['phone', 'text', 'email', 'letter'] },
  })
  const { items } = (await advisor.get('/tasks')).body
  t.match(items, [{ kind: 'compare-details', subjectId: sent.body.id, dueOn: '2026-03-04' }])
})

t.test('a draft may lack what is still to be asked; sending it may not', async (t) => {
  const { given, as } = await startApp(t)
  const practice = as(given.town.referrer)
  const halfDone = given.referralDetails({ person: given.personDetails({ facts: {} }), submit: false })
  const draft = await practice.post('/referrals', halfDone)
  t.equal(draft.statusCode, 201, draft.text)
  t.match(await sendDraft(practice, draft.body.id), {
    statusCode: 422,
    body: { type: '/problems/not-eligible' },
  })
  const read = await practice.get(`/people/${draft.body.personId}`)
  const facts = { facts: { isCarer: { answer: 'known', value: true } } }
  await practice.patch(`/people/${draft.body.personId}`, facts, { headers: { 'if-match': String(read.headers.etag) } })
  t.match(await sendDraft(practice, draft.body.id), { statusCode: 200, body: { status: 'submitted' } })
  const tooYoung = given.referralDetails({ person: given.personDetails({ bornOn: '2015-01-01' }), submit: false })
  t.match(await practice.post('/referrals', tooYoung), { statusCode: 422 }, 'no question could mend it')
})

t.test('a referral is found by the reference that is read over the phone, whatever its status', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const declined = await given.referral({ status: 'declined' })
  await given.referral()
  const spoken = declined.reference.toLowerCase().replace('-', ' ')
  const found = await as(town.referrer).get(`/referrals?reference=${encodeURIComponent(spoken)}`)
  t.same(
    found.body.items.map((item: { id: string }) => item.id),
    [declined.id],
  )
  t.same((await as(town.otherReferrer).get(`/referrals?reference=${declined.reference}`)).body.items, [], 'not theirs')
  const wrong = declined.reference.replace(/.$/, declined.reference.endsWith('2') ? '3' : '2')
  t.match(await as(town.referrer).get(`/referrals?reference=${wrong}`), { statusCode: 400 })
  t.match(await as(town.referrer).get('/referrals?refrence=x'), { statusCode: 400 }, 'an unknown filter is not ignored')
})

t.test("a group's no, and its yes to a person who may not be named yet, are the advisor's to do", async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const offer = async (name: string) => {
    const listing = {
      name,
      category: 'befriending',
      description: 'A chat',
      locationKind: 'telephone',
      when: 'Daily',
      capacity: 5,
    }
    const activityId = (await as(town.provider).post('/activities', listing)).body.id
    return (await as(town.advisor).post(`/referrals/${id}/placements`, { activityId })).body.id
  }
  const [declined, accepted] = [await offer('Morning ring'), await offer('Evening ring')]
  await as(town.provider).post(`/placements/${declined}/decline`, { reason: 'full' })
  await as(town.provider).post(`/placements/${accepted}/accept`)
  const { items } = (await as(town.advisor).get('/tasks?mine=true')).body
  const owed = items.filter((task: { subjectKind: string }) => task.subjectKind === 'placement')
  t.match(owed, [
    { kind: 'offer-declined', subjectId: declined, membershipId: town.advisor.membershipId, dueOn: '2026-03-05' },
    { kind: 'ask-to-share', subjectId: accepted },
  ])
})
