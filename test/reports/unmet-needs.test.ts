import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'

const test = await startApp(t)
const { given, as, clock } = test
const { town } = given
const { placement } = givePlacements(test)
const advisor = as(town.advisor)
const MARCH = '?from=2026-03&to=2026-03'
const accepted = (postcode: string) =>
  given.referral({
    status: 'accepted',
    needs: ['loneliness'],
    person: given.personDetails({ address: { lines: ['1 High Street'], postcode } }),
  })
const gap = (referralId: string, more: object = {}) =>
  advisor.post(`/referrals/${referralId}/gaps`, { need: 'transport', why: 'nothing-exists', ...more })

t.test('a gap is written down, names nobody, and stands at its referral', async (t) => {
  const { id } = await accepted('S60 1AA')
  t.match(await gap(id, { note: 'A bus on Sundays' }), {
    statusCode: 201,
    body: { need: 'transport', area: 'S60', why: 'nothing-exists', note: 'A bus on Sundays', recordedOn: '2026-03-02' },
  })
  t.match(await gap(id, { note: 'Ring 01709 555 0123' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/note' }] },
  })
  t.match(await gap(id, { need: 'nothing' }), { statusCode: 400, body: { errors: [{ pointer: '#/need' }] } })
  t.match((await advisor.get(`/referrals/${id}/gaps`)).body, { items: [{ need: 'transport', by: /./ }] })
  t.equal((await gap((await given.referral()).id)).statusCode, 409, 'nothing is looked for before it is accepted')
})

t.test('people are counted once for a need in a month; a commissioner reads no small number', async (t) => {
  for (let made = 0; made < 8; made += 1) await gap((await accepted('S61 2BB')).id)
  const twice = await accepted('S61 2BB')
  await gap(twice.id)
  await gap(twice.id, { why: 'too-far' })
  const full = await placement('offered', { referral: await accepted('S62 3DD') })
  await as(town.provider).post(`/placements/${full.id}/decline`, { reason: 'full' })

  const lead = await as(town.teamLead).get(`/reports/unmet-needs${MARCH}`)
  t.equal(lead.statusCode, 200, lead.text)
  t.match(lead.body.items, [
    { month: '2026-03', need: 'transport', needLabel: 'Transport', area: 'S61', n: 9 },
    { need: 'loneliness', area: 'S62', n: 1 },
    { need: 'transport', area: 'S60', n: 1 },
  ])
  const commissioner = as(town.commissioner)
  t.equal((await commissioner.get(`/reports/unmet-needs${MARCH}`)).statusCode, 400, 'the month has not ended')
  clock.set('2026-04-01T09:30:00Z')
  t.match((await commissioner.get(`/reports/unmet-needs${MARCH}`)).body.items, [
    { area: 'S61', n: 10 },
    { area: 'S62', n: '*' },
    { area: 'S60', n: '*' },
  ])
  t.equal((await as(town.advisor).get(`/reports/unmet-needs${MARCH}`)).statusCode, 403)
})
