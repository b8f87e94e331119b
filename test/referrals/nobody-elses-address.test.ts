import t from 'tap'
import { startApp } from '../support/app.ts'

const ADDRESS = { lines: ['146 Ashpole Drive'], postcode: 'S60 5EY' }

t.test('what is read back is what was given, never an address that is hidden or not yours to read', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const details = given.personDetails({ address: ADDRESS })
  const known = await given.referral({ person: details, status: 'accepted', allocatedTo: town.advisor })
  const hide = await as(town.teamLead).put(
    `/people/${known.personId}/safe-contact`,
    { safeContact: null, addressHidden: true, unsafeRelatedIds: [] },
    { headers: { 'if-match': '"1"' } },
  )
  t.equal(hide.statusCode, 200, hide.text)

  await t.test('a practice that knows the number sends a draft with an address it made up', async (t) => {
    const stranger = as(town.otherReferrer)
    const person = { ...details, address: { lines: ['1 Made Up Street'], postcode: 'S60 1AA' } }
    const draft = await stranger.post('/referrals', given.referralDetails({ person, submit: false }))
    t.equal(draft.statusCode, 201, draft.text)
    const sent = await stranger.post(`/referrals/${draft.body.id}/submit`, {})
    t.match(sent, { statusCode: 409, body: { type: '/problems/read-back-needed' } })
    t.match(sent.text, /1 Made Up Street/)
    t.notMatch(sent.text, /Ashpole|S60 5EY/)
  })

  await t.test('her own practice asks what it would read back', async (t) => {
    const referrer = as(town.referrer)
    const back = await referrer.post('/referrals/read-back', { personId: known.personId })
    t.equal(back.statusCode, 200, back.text)
    t.notMatch(back.text, /Ashpole|S60 5EY/)
  })
})

t.test('records are merged one step deep, so that whoever asks for all of them finds all', async (t) => {
  const { given, as } = await startApp(t)
  const lead = as(given.town.teamLead)
  const [one, two, three] = [await given.referral(), await given.referral(), await given.referral()]
  const merge = (into: { personId: string }, duplicate: { personId: string }) =>
    lead.post(`/people/${into.personId}/merges`, { duplicateId: duplicate.personId, reason: 'The same person' })
  t.equal((await merge(one, two)).statusCode, 201)
  t.match(await merge(three, one), { statusCode: 422, body: { type: '/problems/not-possible' } })
  t.equal((await merge(one, three)).statusCode, 201)
})

t.test('a concern is handed to somebody who may open it, and they have a task', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const raised = await as(town.teamLead).post('/concerns', {
    kind: 'safeguarding',
    personId,
    content: 'Bruises on both arms',
    doneNow: [{ what: 'told-lead', words: 'Left a message' }],
    wish: 'She wants nobody told until Friday',
  })
  t.equal(raised.statusCode, 201, raised.text)
  const path = `/concerns/${raised.body.id}`
  t.equal((await as(town.teamLead).post(`${path}/acknowledge`)).statusCode, 200)
  const handTo = (membershipId: string) =>
    as(town.teamLead).post(`${path}/hand-over`, { membershipId, words: 'You know her best' })
  t.equal((await handTo(town.commissioner.membershipId)).statusCode, 400)
  t.equal((await handTo(town.advisor.membershipId)).statusCode, 200)
  const { body } = await as(town.advisor).get('/tasks?mine=true')
  t.ok(body.items.some(({ kind }: { kind: string }) => kind === 'answer-concern'))
})
