import t from 'tap'
import { areaOf, disclosureOf, needsInWords, phoneContactOf } from '../../src/features/placements/disclosure.ts'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const advisor = as(town.advisor)
const group = as(town.provider)

const edith = {
  givenName: 'Edith',
  familyName: 'Thornley',
  preferredName: 'Edie',
  bornOn: '1943-05-17',
  phones: [{ number: '01709 555 0123', label: 'home' }],
}
/** Words and numbers that only the service may know, in a referral and a person of these tests. */
const NEVER = ['Chapel Walk', 'S60 1AA', '1943', 'two admissions', 'copd', 'Rina', 'Wharf Lane']
const NAMES = ['Edith', 'Thornley', 'Edie', '01709']
const offer = { hopes: 'To eat with others again', accessNeeds: ['step-free'] }

async function readsOf(id: string) {
  const one = await group.get(`/placements/${id}`)
  const list = await group.get('/placements')
  const item = list.body.items.find((candidate: { id: string }) => candidate.id === id)
  return { body: one.body, item, text: one.text + JSON.stringify(item) }
}

t.test('what a group knows of a person, from the offer to the end', async (t) => {
  const { id, referral } = await placement('offered', { person: edith, needs: ['loneliness', 'alcohol-drugs'], offer })
  const { nhsNumber } = (await advisor.get(`/people/${referral.personId}`)).body
  const never = [...NEVER, nhsNumber, referral.id, referral.personId, referral.reference, 'lcohol']
  t.match(nhsNumber, /^999\d{7}$/)
  const check = async (disclosure: string, names: boolean) => {
    const { body, item, text } = await readsOf(id)
    t.equal(body.disclosure, disclosure)
    for (const word of never) t.notOk(text.includes(word), `${disclosure}: never ${word}`)
    for (const word of NAMES) t.equal(text.includes(word), names, `${disclosure}: ${word}`)
    t.same(item.person, body.person, 'the list says the same')
    t.equal(
      (await advisor.get(`/placements/${id}`)).body.disclosure,
      disclosure,
      'the advisor knows what the group knows',
    )
    return body
  }

  const offered = await check('before-yes', false)
  t.same(offered.about, {
    needs: ['Loneliness or isolation', 'a need'],
    area: 'S60',
    ageBand: '80-89',
    hopes: 'To eat with others again',
    accessNeeds: ['step-free'],
  })
  t.same([offered.person, offered.contact, offered.referralId, offered.events], [null, null, null, []])

  await answerToShare(referral.personId, 'given')
  await check('before-yes', false)
  await answerToShare(referral.personId, 'refused')

  await group.post(`/placements/${id}/accept`)
  await check('waiting-for-consent', false)

  await answerToShare(referral.personId, 'given')
  const shared = await check('shared', true)
  const named = { id: null, givenName: 'Edith', familyName: 'Thornley', preferredName: 'Edie', bornYear: null }
  t.same(shared.person, named)
  t.same(shared.contact, { phones: [{ number: '01709 555 0123', label: 'home' }], voicemail: false, times: null })

  await answerToShare(referral.personId, 'refused', town.providerId)
  await check('waiting-for-consent', false)
  await answerToShare(referral.personId, 'given')
  await check('waiting-for-consent', false)
  await answerToShare(referral.personId, 'given', town.providerId)
  await group.post(`/placements/${id}/attendances`, { on: '2026-03-02', attended: 'yes', note: 'Edith sang' })
  await check('shared', true)

  await answerToShare(referral.personId, 'withdrawn', town.providerId)
  const hidden = await check('waiting-for-consent', false)
  t.equal(hidden.attendances[0].note, null, 'a note may hold a name')
  await answerToShare(referral.personId, 'given', town.providerId)

  await group.post(`/placements/${id}/complete`, {})
  const over = await check('over', false)
  t.equal(over.about, null, 'nothing of the person stays when it is over')
})

t.test('consent for another group shows nothing to this one', async (t) => {
  const { id, referral } = await placement('accepted')
  await answerToShare(referral.personId, 'given', town.otherProviderId)
  t.match((await group.get(`/placements/${id}`)).body, { disclosure: 'waiting-for-consent', person: null })
})

t.test('ending the relation ends the name, whatever the status says', async (t) => {
  const { id, referral } = await placement('accepted')
  await answerToShare(referral.personId, 'given')
  t.match((await group.get(`/placements/${id}`)).body, { disclosure: 'shared' })
  await given.rows(`update care_relationships set until_at = now() where subject_id = '${id}'`)
  t.match((await group.get(`/placements/${id}`)).body, {
    disclosure: 'waiting-for-consent',
    person: null,
    contact: null,
  })
})

t.test('a phone is shown as the person wants to be rung, or not at all', async (t) => {
  for (const [channels, phones] of [
    [['phone'], [{ number: '01709 555 0123', label: 'home' }]],
    [['letter', 'text'], []],
  ] as const) {
    const safeContact = { channels, voicemail: false, times: 'After ten', note: 'Her son must not know' }
    const { id, referral } = await placement('accepted', { person: { safeContact } })
    await answerToShare(referral.personId, 'given')
    const read = await group.get(`/placements/${id}`)
    t.same(read.body.contact.phones, phones)
    t.notOk(read.text.includes('son must not'))
  }
})

t.test('every look at a placement is recorded, with how much the group saw', async (t) => {
  const { id, referral } = await placement('accepted')
  await answerToShare(referral.personId, 'given')
  await group.get(`/placements/${id}`)
  const seen = await given.rows<{ detail: object; personId: string; membershipId: string }>(
    `select detail, person_id as "personId", membership_id as "membershipId" from audit_tail where action = 'placement.read' and subject_id = '${id}'`,
  )
  t.same(seen, [
    { detail: { disclosure: 'shared' }, personId: referral.personId, membershipId: town.provider.membershipId },
  ])

  const waiting = await placement('accepted')
  await group.get('/placements?status=accepted&limit=2')
  const [listed] = await given.rows<{ detail: { placementIds: string[]; personIds: string[] } }>(
    `select detail from audit_tail where action = 'placements.listed' order by id desc limit 1`,
  )
  t.same(listed?.detail, { placementIds: [waiting.id, id], personIds: [referral.personId] }, 'those shown by name')
})

t.test('a practice reads its referral’s placements in brief, and a sensitive one without its name', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  const lunch = await placement('started', { referral, offer })
  const recovery = await activity({ name: 'Steps to recovery', category: 'alcohol-and-drugs' })
  await placement('accepted', { referral, activityId: recovery })

  const answer = await as(town.referrer).get(`/placements?referralId=${referral.id}`)
  t.equal(answer.statusCode, 200, answer.text)
  t.match(answer.body.items, [
    { activity: { id: null, name: 'a support service', providerName: null }, status: 'accepted' },
    {
      activity: { id: lunch.activityId, name: 'Tuesday lunch club' },
      status: 'started',
      startedOn: '2026-03-02',
    },
  ])
  t.same(answer.body.items[1].nextSteps, [])
  for (const word of ['recovery', recovery, 'Edith', 'eat with others', town.providerId, 'alcohol'])
    t.notOk(answer.text.includes(word), word)
  t.equal((await as(town.referrer).get('/placements')).statusCode, 400, 'one referral at a time')
  const probe = await as(town.referrer).get(`/placements?referralId=${referral.id}&activityId=${recovery}`)
  t.equal(probe.statusCode, 400, 'a filter does not tell what the answer hides')
  t.equal(
    (await group.get(`/placements?referralId=${referral.id}`)).statusCode,
    400,
    'nor to a group which offers are one person’s',
  )
})

t.test('words for needs, areas and phones', async (t) => {
  const list = [
    { code: 'food', label: 'Food', isSensitive: false },
    { code: 'drugs', label: 'Drugs', isSensitive: true },
    { code: 'abuse', label: 'Abuse', isSensitive: true },
  ]
  t.same(needsInWords(['drugs', 'food', 'abuse', 'forgotten'], list), ['a need', 'Food'])
  t.equal(areaOf('S60 1AA'), 'S60')
  t.equal(areaOf('ZZ99 3VZ'), null, 'no fixed abode is nobody’s business')
  t.equal(areaOf(null), null)
  t.same(phoneContactOf([{ number: '1', label: 'home' }], { channels: [], voicemail: true }).phones, [])
  t.equal(disclosureOf({ status: 'offered', mayShare: true, isSigned: true }), 'before-yes')
  t.equal(disclosureOf({ status: 'ended', mayShare: true, isSigned: true }), 'over')
})
