import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const DONE = '/unallocated?done=allocated'

t.test('the lead sees what asks for them; a worker is away, and each visit is settled in one step', async (t) => {
  const { given, as, app } = await startApp(t)
  const { town } = given
  const lead = createBrowser(app)
  await lead.signIn(town.teamLead)
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await given.referral({ status: 'submitted' })
  await given.referral({ status: 'accepted' })
  const planned = (hour: string) =>
    as(town.advisor).post(`/referrals/${referral.id}/contacts`, {
      way: 'home-visit',
      purpose: 'support',
      plannedStart: `2026-03-02T${hour}:00:00Z`,
      plannedEnd: `2026-03-02T${hour}:45:00Z`,
      anyway: true,
    })
  const [first, second] = [(await planned('14')).body.id, (await planned('16')).body.id]

  await t.test('since Friday: each number opens its rows', async (t) => {
    const { text, title } = await lead.get('/')
    t.equal(title, '', 'sent on to the first page')
    const page = await lead.open('/')
    t.match(page.title, 'Team')
    t.match(page.text, /Since Friday 27 February 2026/)
    t.match(page.text, /owner=anyone&amp;stage=to-triage"><strong>1<\/strong> to be answered/)
    t.match(page.text, /\/unallocated"><strong>1<\/strong> without an advisor/)
    t.match(page.text, /<strong>3<\/strong> referrals came/)
    t.match((await lead.get('/team?since=2026-03-03')).text, /<strong>0<\/strong> referrals came/)
    t.equal(text.includes('undefined'), false)
  })

  await t.test(
    'who is inside, who did not open and which group has not answered: each is counted and opens',
    async (t) => {
      const worker = as(town.advisor)
      const visit = await worker.post(`/referrals/${referral.id}/contacts`, {
        way: 'home-visit',
        purpose: 'support',
        plannedStart: '2026-03-02T09:30:00Z',
        plannedEnd: '2026-03-02T10:15:00Z',
        anyway: true,
      })
      await worker.post(`/contacts/${visit.body.id}/check-in`)
      t.match((await lead.get('/team')).text, /\/lone-working"><strong>1<\/strong> inside a visit now/)
      t.match(
        (await lead.get('/lone-working')).text,
        new RegExp(`contacts/${visit.body.id}">${town.advisor.name}</a> since 9:30am, expected out by 10:15am`),
      )
      await worker.post(`/contacts/${visit.body.id}/check-out`)
      t.match((await lead.get('/lone-working')).text, /Nobody has checked in/)

      const listing = {
        name: 'Friday lunch',
        category: 'befriending',
        description: 'Lunch',
        when: 'Fridays',
        capacity: 9,
      }
      const club = { ...listing, locationKind: 'telephone' }
      const activityId = (await as(town.provider).post('/activities', club)).body.id
      await as(town.advisor).post(`/referrals/${referral.id}/placements`, { activityId })
      t.match((await lead.get('/team')).text, /\/offers"><strong>1<\/strong> offers that no group has answered/)
      t.match((await lead.get('/offers')).text, /Edith Thornley[\s\S]*Offered /)
      t.match((await lead.get('/no-replies')).text, /Somebody has spoken to everybody/)
      t.match((await lead.get('/outbox?show=failed')).title, 'What went out')
    },
  )

  await t.test('the rota: gaps are seen, a day wins over the week, a line is taken off', async (t) => {
    t.match((await lead.get('/duty-rota')).text, /Tuesday 3 March 2026<\/dt><dd[^>]*><strong[^>]*>Nobody/)
    const said = { membershipId: town.advisor.membershipId, phone: '01709 555 0101' }
    t.match(await lead.send('/duty-rota', '/duty-rota', said), {
      statusCode: 400,
      text: /Enter one day, or select a weekday[\s\S]*value="01709 555 0101"/,
    })
    const added = { statusCode: 303, location: '/duty-rota?done=named' }
    t.match(await lead.send('/duty-rota', '/duty-rota', { ...said, weekday: 'tuesday' }), added)
    const other = { membershipId: town.otherAdvisor.membershipId, onDay: '10 3 2026', startsAt: '9am', endsAt: '12:30' }
    t.match(await lead.send('/duty-rota', '/duty-rota', other), added)
    const { text } = await lead.get('/duty-rota')
    t.match(text, new RegExp(`Tuesday 3 March 2026</dt><dd[^>]*>${town.advisor.name}<`))
    t.match(text, new RegExp(`Tuesday 10 March 2026</dt><dd[^>]*>${town.otherAdvisor.name}, 09:00 to 12:30<`))
    const [, end = ''] = /action="(\/duty-rota\/[^"]+\/end)"/.exec(text) ?? []
    t.match(await lead.send('/duty-rota', end, {}), { location: '/duty-rota?done=ended' })
    const worker = createBrowser(app)
    await worker.signIn(town.advisor)
    t.notMatch((await worker.get('/duty-rota')).text, /Put it on the rota/)
    t.equal(
      (await worker.post('/duty-rota', { _csrf: await worker.csrf(), ...said, weekday: 'monday' })).statusCode,
      403,
    )
  })

  await t.test('work is handed over: shown first, then done, and what cannot go stays', async (t) => {
    const from = `/hand-over?from=${town.advisor.membershipId}`
    const mine = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const gone = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const page = await lead.get(from)
    t.match(page.title, `Hand over what ${town.advisor.name} has`)
    const action = `/hand-over/preview?from=${town.advisor.membershipId}`
    const nothing = { membershipId: town.otherAdvisor.membershipId, handoverNote: 'x' }
    t.match(await lead.send(from, action, nothing), {
      statusCode: 400,
      title: /^Error: /,
      text: /Tick at least one referral/,
    })
    const typed = {
      referralIds: [mine.id, gone.id],
      membershipId: town.otherAdvisor.membershipId,
      handoverNote: 'She likes mornings',
    }
    await as(town.teamLead).post(`/referrals/${gone.id}/withdraw`, { reason: 'person-changed-mind' })
    t.match((await lead.send(from, action, { ...nothing, all: 'yes' })).text, /would take \d\./, 'all of them')
    const preview = await lead.send(from, action, typed)
    t.match(preview.text, new RegExp(`${town.otherAdvisor.name} would take 1\\.[\\s\\S]*${mine.reference}`))
    t.match(preview.text, /These would stay/)
    t.match((await as(town.advisor).get(`/referrals/${mine.id}`)).body.owner, {
      membershipId: town.advisor.membershipId,
    })
    t.match(await lead.sendShown(preview, from, {}), { statusCode: 303, location: `${from}&done=1-0` })
    t.match((await lead.get(`${from}&done=1-0`)).text, /1 referral was handed over\./)
    const { owner, events } = (await as(town.otherAdvisor).get(`/referrals/${mine.id}`)).body
    t.match(owner, { membershipId: town.otherAdvisor.membershipId })
    t.match(events.at(-1), { step: 'allocate', note: 'She likes mornings' })
    const worker = createBrowser(app)
    await worker.signIn(town.advisor)
    t.equal((await worker.get('/hand-over')).statusCode, 403)
  })

  await t.test('without an advisor: whoever is suggested is given it in the row', async (t) => {
    const list = await lead.get('/unallocated')
    const [, referralId = ''] = /name="referralId" value="([^"]+)"/.exec(list.text) ?? []
    const [, membershipId = ''] = /value="([^"]+)" selected/.exec(list.text) ?? []
    t.match(list.text, /open of \d+/, 'with why')
    const nobody = await lead.sendShown(list, '/unallocated', { referralId, membershipId: '' })
    t.match(nobody, { statusCode: 400, text: /Select an advisor/ })
    t.equal((await lead.sendShown(nobody, '/unallocated', { referralId, membershipId })).location, DONE)
    t.equal(
      (await lead.sendShown(nobody, '/unallocated', { referralId, membershipId })).location,
      DONE,
      'pressed twice',
    )
    t.match((await as(town.teamLead).get(`/referrals/${referralId}`)).body, { owner: { membershipId } })
    const again = await lead.get('/unallocated?done=allocated')
    t.match(again.text, /Every accepted referral has an advisor/)
    t.match(again.text, /It has an advisor now/)
    const { text } = await lead.open('/team')
    t.match(text, /\/unallocated"><strong>0/)
  })

  await t.test('away, from entering it to the telephone', async (t) => {
    const typed = { membershipId: town.advisor.membershipId, kind: 'sick', fromOn: '2 3 2026', untilOn: '2 3 2026' }
    t.match(await lead.send('/away', '/away', { kind: 'sick' }), { statusCode: 400, text: /Select who is away/ })
    const entered = await lead.send('/away', '/away', { ...typed, coverId: town.otherAdvisor.membershipId })
    t.match(entered.location, `/away/${town.advisor.membershipId}?done=entered&to=2026-03-02`)
    const address = `/away/${town.advisor.membershipId}?to=2026-03-02`
    t.match(await lead.send(address, address, {}), { statusCode: 400, text: /Choose for at least one/ })
    const half = { [`do-${first}`]: 'cancel', [`do-${second}`]: 'move', [`day-${second}`]: 'soon' }
    const wrong = await lead.send(address, address, half)
    t.match(wrong, { statusCode: 400, text: /Enter the new day/ })
    t.match(wrong.text, /value="soon"/, 'what was typed stays')
    const right = { ...half, [`day-${second}`]: '3 3 2026', [`time-${second}`]: '11:00' }
    const settled = await lead.sendShown(wrong, address, right)
    t.match(settled.location, /done=settled/, settled.text.slice(0, 300))
    const list = await lead.get('/phone-list')
    t.match(list.text, /It is cancelled.*Nobody comes now/s)
    t.match(list.text, /It is moved.*at 11am, tomorrow/s)
    t.equal((await lead.sendShown(list, '/phone-list', { how: 'spoke-to-person' })).location, '/phone-list?done=told')
    t.match((await lead.get('/phone-list')).text, /I spoke to them/)
  })

  await t.test('letters: printed, drawn as sheets, posted', async (t) => {
    const words = { subject: 'Your plan', body: 'As we said on the telephone.' }
    const reach = { purpose: 'plan', preferred: 'letter', words }
    const written = await as(town.advisor).post(`/people/${referral.personId}/reach`, reach)
    t.equal(written.statusCode, 201, written.text)
    t.match((await lead.get('/letters')).text, /Edith Thornley.*Your plan/s)
    t.equal((await lead.send('/letters', '/letters/print', {})).location, '/letters?done=printed')
    const page = await lead.get('/letters')
    const sheets = await lead.sendShown(page, '/letters/sheets', {})
    t.match(sheets.headers['content-type'], 'application/pdf')
    t.ok(sheets.text.startsWith('%PDF'))
    t.equal((await lead.sendShown(page, '/letters/posted', {})).location, '/letters?done=posted')
    t.match((await lead.get('/letters')).text, /Nothing printed waits for the post/)
  })

  await t.test('an advisor has no team page', async (t) => {
    const advisor = createBrowser(app)
    await advisor.signIn(town.otherAdvisor)
    for (const page of ['/team', '/unallocated'])
      t.match(await advisor.get(page), { statusCode: 403, h1: ['You cannot open this page'] })
  })
})
