import t from 'tap'
import { strictestRelated, strictestSafeContact } from '../../src/features/people/strictest.ts'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'
import { DIRECTIONS, twice } from './given-twice.ts'

t.test('what somebody withdraws on one record holds for the placements of the other', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const { given, as } = test
      const { town } = given
      const { both, merge } = await twice(test)
      const give = givePlacements(test)
      const group = as(town.provider)
      await give.answerToShare(both[kept].personId, 'given')
      const placement = await give.placement('accepted', { referral: both[kept] })
      const named = async () => (await group.get(`/placements/${placement.id}`)).body
      t.match(await named(), { disclosure: 'shared', person: { familyName: 'Thornley' } })
      const undo = await merge()
      await give.answerToShare(both[said].personId, 'withdrawn')
      t.match(await named(), { disclosure: 'waiting-for-consent', person: null, contact: null })
      const { items } = (await group.get('/placements')).body
      t.match(items[0], { id: placement.id, person: null, contact: null })
      const refer = { purpose: 'refer', answer: 'withdrawn', how: 'in-person', on: '2026-03-02' }
      await as(town.advisor).post(`/people/${both[said].personId}/consents`, refer)
      const { consents } = (await as(town.teamLead).get(`/people/${both[kept].personId}`)).body
      t.match(
        consents.find(({ purpose }: { purpose: string }) => purpose === 'refer'),
        { answer: 'withdrawn' },
        'and the record shows the answer that counts',
      )
      t.equal((await undo()).statusCode, 200)
      t.match(await named(), { disclosure: 'shared' }, 'two people after all: each has their own answer')
    })
})

t.test('an address that is hidden on one record is in no list, search or page of the other', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const { given, as } = test
      const { town } = given
      const her = await twice(test, { person: { address: { lines: ['9 Ashpole Row'], postcode: 'S60 5EY' } } })
      await her.merge()
      await her.setSafeContact(her.both[said], { addressHidden: true })
      const { id, personId } = her.both[kept]
      const other = as(town.otherAdvisor)
      const day = '/contacts?on=2026-03-05'
      const visit = {
        way: 'home-visit',
        purpose: 'support',
        plannedStart: '2026-03-05T10:00:00Z',
        plannedEnd: '2026-03-05T11:00:00Z',
        anyway: true,
      }
      t.equal((await as(town.advisor).post(`/referrals/${id}/contacts`, visit)).statusCode, 201)
      const give = givePlacements(test)
      const placement = await give.placement('offered', { referral: her.both[kept] })
      const asked = [
        await other.get(`/people/${personId}`),
        await as(town.referrer).get(`/people/${personId}`),
        await other.get('/referrals'),
        await other.get(`/referrals/${id}`),
        await other.post('/people/search', { familyName: 'Thornley' }),
        await as(town.advisor).get(day),
        await as(town.provider).get(`/placements/${placement.id}`),
      ]
      for (const { statusCode, text } of asked) {
        t.equal(statusCode, 200, text)
        t.notMatch(text, /Ashpole|S60/)
      }
      t.match((await other.get(`/people/${personId}`)).body, { addressHidden: true, address: null })
      t.match((await as(town.advisor).get(`/people/${personId}`)).body, { address: { postcode: 'S60 5EY' } })
      const letter = await other.post(`/people/${personId}/reach`, { purpose: 'plan', preferred: 'letter' })
      t.not(letter.body.channel, 'letter', letter.text)
    })
})

t.test('the strictest rule of how to reach somebody holds on every record', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const { given, as } = test
      const { town } = given
      const her = await twice(test)
      await her.setSafeContact(her.both[kept], {
        safeContact: { channels: ['phone', 'letter'], voicemail: true, times: 'Mornings' },
      })
      await her.setSafeContact(her.both[said], { safeContact: { channels: ['letter'], voicemail: false } })
      const give = givePlacements(test)
      await give.answerToShare(her.both[kept].personId, 'given')
      const placement = await give.placement('accepted', { referral: her.both[kept] })
      const contact = async () => (await as(town.provider).get(`/placements/${placement.id}`)).body.contact
      t.equal((await contact()).phones.length, 1)
      await her.merge()
      t.same((await contact()).phones, [], 'the group does not ring')
      const { personId } = her.both[kept]
      t.match((await as(town.advisor).get(`/people/${personId}`)).body.safeContact, {
        channels: ['letter'],
        voicemail: false,
        times: 'Mornings',
      })
      const reached = await as(town.advisor).post(`/people/${personId}/reach`, {
        purpose: 'appointment',
        preferred: 'phone',
      })
      t.match(reached.body, { channel: 'letter' }, reached.text)
    })
})

t.test('whom one record says nothing may be told to is told nothing of the other', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const { given, as } = test
      const advisor = as(given.town.advisor)
      const her = await twice(test)
      await her.merge()
      const frank = { kind: 'other', name: 'Frank', mayBeTold: 'all', agreed: { on: '2026-03-01', how: 'in-person' } }
      const { personId } = her.both[kept]
      const told = await advisor.post(`/people/${personId}/related-people`, frank)
      t.equal(told.statusCode, 201, told.text)
      const path = `/people/${personId}/callers/check`
      t.match((await advisor.post(path, { name: 'frank' })).body, { mayBeTold: 'all' })
      const unsafe = await advisor.post(`/people/${her.both[said].personId}/related-people`, {
        kind: 'other',
        name: 'FRANK',
      })
      await her.setSafeContact(her.both[said], { unsafeRelatedIds: [unsafe.body.id] })
      for (const caller of [{ name: 'frank' }, { relatedPersonId: told.body.id }])
        t.match((await advisor.post(path, caller)).body, { mayBeTold: 'nothing', callerWord: null })
      t.match((await advisor.get(`/people/${personId}`)).body.relatedPeople, [{ mayBeTold: 'nothing', isUnsafe: true }])

      const names = async (record: GivenReferral) =>
        (await advisor.get(`/people/${record.personId}`)).body.relatedPeople.map(({ name }: { name: string }) => name)
      for (const record of her.both)
        t.same((await names(record)).sort(), ['FRANK', 'Frank'], 'both stand on either record')
      await her.setSafeContact(her.both[kept], { unsafeRelatedIds: [] })
      const marked = (await advisor.get(`/people/${personId}`)).body.relatedPeople
      t.same(
        marked.map(({ isUnsafe }: { isUnsafe: boolean }) => isUnsafe),
        [true, true],
        'a mark of the other record stays',
      )
      const ofOther = `/people/${personId}/related-people/${unsafe.body.id}`
      t.equal((await advisor.post(`${ofOther}/end`)).statusCode, 200, 'and is ended from here')
      for (const record of her.both) t.same(await names(record), ['Frank'])
    })
})

t.test('what one record says she needs to understand us is kept to on the other', async (t) => {
  const test = await startApp(t)
  for (const [name, said, kept] of DIRECTIONS)
    await t.test(name, async (t) => {
      const advisor = test.as(test.given.town.advisor)
      const her = await twice(test)
      const needs = {
        interpreterNeeded: { answer: 'known', value: true },
        accessibleInformation: { answer: 'known', value: ['hearing-loop'] },
      }
      const { version, facts } = (await advisor.get(`/people/${her.both[said].personId}`)).body
      const given = await advisor.patch(
        `/people/${her.both[said].personId}`,
        { facts: { ...facts, ...needs } },
        { headers: { 'if-match': `"${version}"` } },
      )
      t.equal(given.statusCode, 200, given.text)
      const reach = async () =>
        (
          await advisor.post(`/people/${her.both[kept].personId}/reach`, {
            purpose: 'appointment',
            preferred: 'phone',
          })
        ).body
      t.match((await reach()).rules, { interpreter: false })
      await her.merge()
      t.match((await reach()).rules, { interpreter: true, forms: ['hearing-loop'] })
    })
})

t.test('one rule of several', async (t) => {
  t.equal(strictestSafeContact([]), null)
  const one = { channels: ['phone', 'letter'], voicemail: true, times: 'Mornings', lettersDespiteHidden: true }
  t.same(strictestSafeContact([one]), one)
  t.same(strictestSafeContact([one, { channels: ['letter'], voicemail: true, times: 'Not on Mondays' }]), {
    channels: ['letter'],
    voicemail: true,
    times: 'Mornings. Also: Not on Mondays',
    lettersDespiteHidden: false,
  })
  const joan = { name: 'Joan', mayBeTold: 'all', isUnsafe: false } as const
  t.same(
    strictestRelated(joan, [{ ...joan, name: 'Jim', mayBeTold: 'nothing' }]),
    joan,
    'somebody else is somebody else',
  )
  t.match(strictestRelated(joan, [{ ...joan, name: 'JOAN', mayBeTold: 'practical' }]), { mayBeTold: 'practical' })
  t.match(strictestRelated(joan, [{ ...joan, isUnsafe: true }]), { mayBeTold: 'nothing', isUnsafe: true })
})
