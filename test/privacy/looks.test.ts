import t from 'tap'
import { startApp } from '../support/app.ts'
import { seal } from './seal.ts'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }

type Look = { action: string; inList: boolean; member: { name: string } | null; flags: string[] }

t.test('a complaint: who looked at this person?', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const officer = as(town.privacyOfficer)
  const referral = await given.referral({ person: given.personDetails({ familyName: 'Advisor' }) })
  await given.referral()
  await as(town.advisor).get(`/referrals/${referral.id}`)
  await as(town.otherAdvisor).get('/referrals')
  await as(town.referrer).get(`/people/${referral.personId}`)
  const ask = async (more: object = {}) =>
    officer.post('/audit/looks-at-person', { reference: referral.reference, ...MARCH, ...more })
  t.same((await ask()).body.items, [], 'what is not sealed yet is not shown')

  await seal(test)
  const { statusCode, body, text } = await ask()
  t.equal(statusCode, 200, text)
  const looks: Look[] = body.items
  const of = (action: string) => looks.find((look) => look.action === action)
  t.match(of('referral.read'), { inList: false, member: { name: 'Ada Advisor', role: 'advisor' } })
  t.match(of('referrals.listed'), { inList: true, member: { name: 'Ben Advisor' } }, 'a list that showed her counts')
  t.match(of('person.read'), { member: { name: 'Rina Referrer' } })
  t.same(of('referral.read')?.flags, ['same-surname'], 'somebody of the same name is asked about first')
  t.same(of('person.read')?.flags, [])
  t.notMatch(text, /Edith|Chapel Walk|1943/, 'nothing of the record itself')

  const numbers = await given.rows<{ nhs_number: string }>(
    `select nhs_number from people where id = '${referral.personId}'`,
  )
  const byNumber = await officer.post('/audit/looks-at-person', { nhsNumber: numbers[0]?.nhs_number, ...MARCH })
  t.equal(byNumber.body.items.length, looks.length, 'the number leads to the same')

  await seal(test)
  t.ok(
    (await ask()).body.items.some((look: Look) => look.action === 'audit.read-about-person'),
    "the officer's own look is on record too",
  )
})

t.test('pages hang together, and the days are those of England', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const referral = await given.referral()
  clock.set('2026-06-01T23:30:00Z')
  for (let look = 0; look < 3; look++) await as(given.town.advisor).get(`/referrals/${referral.id}`)
  await seal(test)
  const ask = (body: object) =>
    as(given.town.privacyOfficer).post('/audit/looks-at-person', { reference: referral.reference, limit: 2, ...body })
  const day = { from: '2026-06-02', to: '2026-06-02' }
  const first = await ask(day)
  t.equal(first.body.items.length, 2)
  const second = await ask({ ...day, after: first.body.next })
  t.equal(second.body.items.length, 1, 'half past eleven in UTC is the next day in an English summer')
  t.equal(second.body.next, null)
  t.same((await ask({ from: '2026-06-01', to: '2026-06-01' })).body.items, [])
})

t.test('what a member of staff looked at, and who opened many records in an hour', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  for (let person = 0; person < 4; person++) {
    const { id } = await given.referral()
    await as(town.advisor).get(`/referrals/${id}`)
  }
  await as(town.advisor).get('/referrals')
  await seal(test)
  const officer = as(town.privacyOfficer)
  const looks = await officer.get(`/audit/members/${town.advisor.membershipId}/looks?from=2026-03-02&to=2026-03-02`)
  t.equal(looks.body.items.filter(({ action }: Look) => action === 'referral.read').length, 4, looks.text)
  t.match(
    looks.body.items.find(({ action }: Look) => action === 'referrals.listed'),
    { inList: true, shown: 4, personId: null },
  )

  const bulk = await officer.get('/audit/bulk-looking?on=2026-03-02&atLeast=4')
  t.match(
    bulk.body.items.find(({ member }: { member: { name: string } }) => member.name === 'Ada Advisor'),
    { people: 4, hour: '2026-03-02T09:00:00.000Z', member: { role: 'advisor' } },
    bulk.text,
  )
  t.same((await officer.get('/audit/bulk-looking?on=2026-03-02&atLeast=5')).body.items, [])
  t.same((await officer.get('/audit/bulk-looking?on=2026-03-03')).body.items, [], 'another day')
})

t.test('a question that cannot be answered says what to do', async (t) => {
  const { given, as } = await startApp(t)
  const officer = as(given.town.privacyOfficer)
  const ask = (body: object) => officer.post('/audit/looks-at-person', { ...MARCH, ...body })
  t.match(await ask({ nhsNumber: '999 000 0019' }), { statusCode: 400, body: { errors: [{ pointer: '#/nhsNumber' }] } })
  t.match(await ask({ nhsNumber: '999 000 0018' }), { statusCode: 404 }, 'a number that nobody has')
  t.match(await ask({ reference: 'R7K-4MTD' }), { statusCode: 400, body: { errors: [{ pointer: '#/reference' }] } })
  t.match(await ask({}), { statusCode: 400 })
  t.match(await ask({ reference: 'R7K-4MTC', to: '2026-02-01' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/to' }] },
  })
  t.match(await ask({ reference: 'R7K-4MTC', to: '2028-03-31' }), { statusCode: 400 }, 'too long a stretch')
  const another = await given.anotherTown()
  t.match(
    await officer.get(`/audit/members/${another.advisor.membershipId}/looks?from=2026-03-02&to=2026-03-02`),
    { statusCode: 404 },
    'staff of another scheme are nobody',
  )
})
