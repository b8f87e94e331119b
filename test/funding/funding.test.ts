import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { giveFunding } from './given-funding.ts'

const statusesOf = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode).sort()

async function start(t: Parameters<typeof startApp>[0]) {
  const test = await startApp(t)
  return { ...test, ...givePlacements(test), ...giveFunding(test), service: test.as(test.given.town.advisor) }
}

t.test('a yes keeps a place of the block, the first time uses it, an end before that gives it back', async (t) => {
  const { agreement, read, placement, service } = await start(t)
  const id = await agreement('block')
  await placement('offered')
  t.match(await read(id), { placesCommitted: 0, placesLeft: 10, percentCommitted: 0 }, 'an offer keeps nothing')
  const kept = await placement('accepted')
  t.match(await read(id), { placesCommitted: 1, placesUsed: 0, placesLeft: 9, penceCommitted: 1_250, penceUsed: 0 })
  await service.post(`/placements/${kept.id}/cancel`, { note: 'She changed her mind' })
  t.match(await read(id), { placesCommitted: 0, penceCommitted: 0, penceLeft: 12_500 })
  await placement('ended')
  t.match(await read(id), { placesCommitted: 0 }, 'ended before it began')
  await placement('declined')
  const begun = await placement('started')
  t.match(await read(id), { placesCommitted: 1, placesUsed: 1, penceUsed: 1_250 })
  await service.post(`/placements/${begun.id}/end`, { reason: 'health' })
  t.match(await read(id), { placesCommitted: 1, placesUsed: 1 }, 'what has begun is used')
})

t.test('a referral that ends gives back what had not begun', async (t) => {
  const { agreement, read, placement, as, given } = await start(t)
  const id = await agreement('block')
  const begun = await placement('started')
  await placement('accepted', { referral: begun.referral })
  t.match(await read(id), { placesCommitted: 2 })
  const answer = await as(given.town.referrer).post(`/referrals/${begun.referral.id}/withdraw`, { reason: 'moved' })
  t.equal(answer.statusCode, 200, answer.text)
  t.match(await read(id), { placesCommitted: 1, placesUsed: 1 })
})

t.test(
  'referrals that end at once, whose places are paid crosswise, do not wait for each other in a circle',
  async (t) => {
    const { agreement, read, placement, activity, as, given } = await start(t)
    const [first, second] = [await activity({ capacity: 40 }), await activity({ capacity: 40 })]
    const [ofSecond, ofFirst] = [
      await agreement('block', { activityId: second, places: 20 }),
      await agreement('block', { activityId: first, places: 20 }),
    ]
    const referrals = []
    for (let made = 0; made < 10; made += 1) {
      const { referral } = await placement('accepted', { activityId: made % 2 === 0 ? first : second })
      await placement('accepted', { activityId: made % 2 === 0 ? second : first, referral })
      referrals.push(referral)
    }
    t.match(await read(ofFirst), { placesCommitted: 10 })
    const referrer = as(given.town.referrer)
    const answers = await Promise.all(
      referrals.map(({ id }) => referrer.post(`/referrals/${id}/withdraw`, { reason: 'moved' })),
    )
    t.same(statusesOf(answers), Array(10).fill(200))
    for (const id of [ofFirst, ofSecond]) t.match(await read(id), { placesCommitted: 0, penceCommitted: 0 })
  },
)

t.test('a place that was made for the wrong person costs nothing, unless it stands on a statement', async (t) => {
  const { agreement, read, placement, lead, clock, runJobs } = await start(t)
  const id = await agreement('block')
  const takeOut = (placementId: string) =>
    lead.post('/corrections', {
      action: 'enter-in-error',
      subjectKind: 'placement',
      subjectId: placementId,
      reason: 'It was her sister',
    })
  const wrong = await placement('started')
  const stated = await placement('started')
  t.match(await read(id), { placesUsed: 2 })
  const { statusCode, text } = await takeOut(wrong.id)
  t.ok(statusCode < 300, text)
  t.match(await read(id), { placesCommitted: 1, placesUsed: 1 })
  clock.set('2026-04-01T07:00:00Z')
  await runJobs()
  t.ok((await takeOut(stated.id)).statusCode < 300)
  t.match(await read(id), { placesCommitted: 1, placesUsed: 1 }, 'what the group was told it is paid stays')
})

t.test('of 50 who say yes at once a block of 20 pays for 20, and the others stand on the list', async (t) => {
  const { agreement, read, placement, activity, unpaid, as, given } = await start(t)
  const id = await agreement('block', { places: 20 })
  const activityId = await activity({ capacity: 60 })
  const offers = []
  for (let made = 0; made < 50; made += 1) offers.push(await placement('offered', { activityId }))
  const group = as(given.town.provider)
  const answers = await Promise.all(offers.map((offer) => group.post(`/placements/${offer.id}/accept`)))
  t.same(statusesOf(answers), Array(50).fill(200), 'each place goes ahead')
  t.match(await read(id), { placesCommitted: 20, placesLeft: 0, penceLeft: 0, warnings: ['used-up'] })
  t.match(await unpaid('?limit=100'), { length: 30 })
  const [counted] = await given.rows<{ n: number }>(
    `select count(*)::integer as n from funding_commitments where agreement_id = '${id}' and status = 'committed'`,
  )
  t.equal(counted?.n, 20)
  // Half of them are taken back at once: the block has as many places again.
  const cancelled = await Promise.all(
    offers.map(({ id }) => as(given.town.advisor).post(`/placements/${id}/cancel`, { note: 'The hall is flooded' })),
  )
  t.same(statusesOf(cancelled), Array(50).fill(200))
  t.match(await read(id), { placesCommitted: 0, penceCommitted: 0 })
  t.same(await unpaid(), [])
})

t.test('a block pays first, then the grant, then a spot purchase', async (t) => {
  const { agreement, read, placement, unpaid } = await start(t)
  const [block, grant, spot] = [
    await agreement('block', { places: 1 }),
    await agreement('grant', { valuePence: 900 }),
    await agreement('spot', { valuePence: 1_500 }),
  ]
  for (let made = 0; made < 4; made += 1) await placement('accepted')
  t.match(await read(block), { placesCommitted: 1, penceCommitted: 1_250 })
  t.match(await read(grant), { placesCommitted: 1, penceCommitted: 900 })
  t.match(await read(spot), { placesCommitted: 1, penceCommitted: 1_500 })
  t.match(await unpaid(), [{ unpaidBecause: 'used-up', agreementId: null, amountPence: 0 }])
})

t.test('a place goes ahead without a payer, stands on the list, and is paid for when there is one', async (t) => {
  const { agreement, read, placement, unpaid, lead } = await start(t)
  await agreement('block', {}, 'deferred')
  const { id } = await placement('started')
  const [place] = await unpaid()
  t.match(place, { placementId: id, unpaidBecause: 'no-agreement', status: 'used', startedOn: '2026-03-02' })
  t.match(await lead.post(`/unpaid-places/${place.id}/pay`), { statusCode: 422 })
  const block = await agreement('block')
  t.match(await lead.post(`/unpaid-places/${place.id}/pay`), {
    statusCode: 200,
    body: { agreementId: block, amountPence: 1_250, status: 'used', unpaidBecause: null },
  })
  t.match(await lead.post(`/unpaid-places/${place.id}/pay`), { statusCode: 409 })
  t.match(await read(block), { placesCommitted: 1, placesUsed: 1 })
  t.same(await unpaid(), [])
})

t.test('what the panel says is written down once; only a yes pays, and then it may only end sooner', async (t) => {
  const { agreement, lead, read } = await start(t)
  const id = await agreement('block', {}, 'deferred')
  const decide = (decision: string, on = '2026-03-02') =>
    lead.post(`/funding-agreements/${id}/panel-decision`, { decision, on, note: 'Asked for a second quote' })
  t.match(await decide('approved', '2026-03-03'), { statusCode: 400, body: { errors: [{ pointer: '#/on' }] } })
  t.match(await decide('approved'), { statusCode: 200, body: { panel: { decision: 'approved', on: '2026-03-02' } } })
  t.match(await decide('declined'), { statusCode: 409 })
  const { version } = await read(id)
  const amend = (body: object, at = version) =>
    lead.patch(`/funding-agreements/${id}`, body, { headers: { 'if-match': `"${at}"` } })
  t.match(await amend({ places: 99 }), { statusCode: 422 })
  t.match(await amend({ endsOn: '2027-12-31' }), { statusCode: 422 })
  t.match(await amend({ endsOn: '2026-06-30' }), { statusCode: 200, body: { endsOn: '2026-06-30' } })
  t.match(await amend({ endsOn: '2026-05-31' }), { statusCode: 412 }, 'somebody else was first')

  const draft = await agreement('block', {}, null)
  t.match(
    await lead.patch(`/funding-agreements/${draft}`, { places: 4 }, { headers: { 'if-match': '"1"' } }),
    { statusCode: 200, body: { places: 4, valuePence: 5_000 } },
    'before the panel met, its value follows its places',
  )
})

t.test('terms that are not whole are refused at their fields', async (t) => {
  const { lead, given, activity } = await start(t)
  const terms = {
    providerId: given.town.providerId,
    kind: 'block',
    places: 3,
    unitPricePence: 333,
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    source: 'Ageing well fund',
  }
  const add = (changes: object) => lead.post('/funding-agreements', { ...terms, ...changes })
  const pointing = (pointer: string) => ({ statusCode: 400, body: { errors: [{ pointer }] } })
  t.match(await add({ valuePence: 1_000 }), pointing('#/valuePence'))
  t.match(await add({ valuePence: 999 }), { statusCode: 201, body: { valuePence: 999 } })
  t.match(await add({ unitPricePence: 3.5 }), { statusCode: 400 }, 'pence are whole')
  t.match(await add({ kind: 'grant' }), { statusCode: 400 })
  t.match(await add({ providerId: given.town.practiceId }), pointing('#/providerId'))
  const others = await activity({ providerId: given.town.otherProviderId })
  t.match(await add({ activityId: others }), pointing('#/activityId'))
})

t.test('a spot purchase within the limit holds at once; above it somebody else says yes', async (t) => {
  const { agreement, read, placement, activity, unpaid, lead, service, given, as } = await start(t)
  const spot = await agreement('spot', { unitPricePence: 2_500 })
  const activityId = await activity()
  const { id, referral } = await placement('accepted', { activityId })
  t.match(await unpaid(), [{ placementId: id, unpaidBecause: 'approval-needed' }])
  const ask = (amountPence: number, on = referral.id) =>
    service.post(`/referrals/${on}/spot-purchases`, { activityId, amountPence, why: 'The lunch club has no minibus' })
  const { body: asked, statusCode } = await ask(2_500)
  t.equal(statusCode, 201)
  t.match(asked, { status: 'asked', wasWithinLimit: false, placementId: null })
  t.match(await ask(2_400), { statusCode: 409 }, 'it is asked for once')
  t.match(await service.post(`/spot-purchases/${asked.id}/approve`), { statusCode: 403 })
  t.match(await lead.post(`/spot-purchases/${asked.id}/approve`), {
    statusCode: 200,
    body: { status: 'approved', placementId: id },
  })
  t.match(await read(spot), { penceCommitted: 2_500, placesCommitted: 1 }, 'the place that waited is paid for')
  t.same(await unpaid(), [])
  t.match(await lead.post(`/spot-purchases/${asked.id}/refuse`, { reason: 'Too dear' }), { statusCode: 409 })

  await service.post(`/placements/${id}/cancel`, { note: 'She is ill' })
  t.match(await read(spot), { penceCommitted: 0 })
  t.match((await service.get('/spot-purchases?status=approved')).body.items, [{ placementId: null }])
  await placement('accepted', { activityId, referral })
  t.match(await read(spot), { penceCommitted: 2_500 }, 'the yes holds for the next place')

  const other = await given.referral({ status: 'accepted' })
  t.match((await ask(1_900, other.id)).body, { status: 'approved', wasWithinLimit: true })
  await placement('accepted', { activityId, referral: other })
  t.match(await read(spot), { penceCommitted: 4_400 })

  const third = await given.referral({ status: 'accepted' })
  const { body: own } = await lead.post(`/referrals/${third.id}/spot-purchases`, {
    activityId,
    amountPence: 9_000,
    why: 'Nobody else has a place',
  })
  t.match(await lead.post(`/spot-purchases/${own.id}/approve`), { statusCode: 403 }, 'not one’s own')
  t.match(await lead.post(`/spot-purchases/${own.id}/refuse`, { reason: 'A group nearby has room' }), {
    statusCode: 200,
    body: { status: 'refused', refusedBecause: 'A group nearby has room' },
  })
  const without = await as(given.town.advisor).post(`/referrals/${third.id}/spot-purchases`, {
    activityId: await activity({ providerId: given.town.otherProviderId }),
    amountPence: 500,
    why: 'Nobody else has a place',
  })
  t.match(without, { statusCode: 422 }, 'there is no agreement with that group')
})

t.test('a group reads its own agreements and places; a commissioner reads sums and no person', async (t) => {
  const { agreement, placement, as, given } = await start(t)
  const { town } = given
  const own = await agreement('block')
  const others = await agreement('block', { providerId: town.otherProviderId })
  await placement('started')
  const group = as(town.provider)
  const { body } = await group.get('/funding-agreements')
  t.same(
    body.items.map(({ id }: { id: string }) => id),
    [own],
  )
  t.match(await group.get(`/funding-agreements/${others}`), { statusCode: 404 })
  t.match(await group.get(`/funding-agreements/${others}/places`), { statusCode: 404 })
  t.match((await group.get(`/funding-agreements/${own}/places`)).body.items, [
    { amountPence: 1_250, status: 'used', referral: null },
  ])
  t.match((await as(town.teamLead).get(`/funding-agreements/${own}/places`)).body.items, [
    { referral: { reference: /\w/ } },
  ])
  const commissioner = as(town.commissioner)
  t.equal((await commissioner.get('/funding-agreements')).body.items.length, 2)
  t.match(await commissioner.get(`/funding-agreements/${own}/places`), { statusCode: 403 })
  t.match(await commissioner.get('/unpaid-places'), { statusCode: 403 })
  t.match(await commissioner.get('/spot-purchases'), { statusCode: 403 })
})

t.test('leads are mailed once before a block is used up, and again when it runs out anew', async (t) => {
  const { agreement, placement, service, runJobs, clock, sent } = await start(t)
  await agreement('block', { places: 5 })
  const places = []
  for (let made = 0; made < 3; made += 1) places.push(await placement('accepted'))
  const mailed = () => sent.mail.filter(({ subject }) => subject?.includes('Money for places runs out')).length
  clock.set('2026-03-03T07:00:00Z')
  await runJobs()
  t.equal(mailed(), 0)
  const fourth = await placement('accepted')
  clock.set('2026-03-04T07:00:00Z')
  await runJobs()
  t.equal(mailed(), 1, 'at 80 percent')
  clock.set('2026-03-05T07:00:00Z')
  await runJobs()
  t.equal(mailed(), 1, 'said once')
  await service.post(`/placements/${fourth.id}/cancel`, { note: 'She is ill' })
  clock.set('2026-03-06T07:00:00Z')
  await runJobs()
  await placement('accepted')
  clock.set('2026-03-07T07:00:00Z')
  await runJobs()
  t.equal(mailed(), 2)
})
