import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('a caseload: sorted by any column, my own words in the row, what is seen is what is taken out', async (t) => {
  const { given, as, app, clock } = await startApp(t)
  const { town } = given
  const [advisor, other, lead] = [as(town.advisor), as(town.otherAdvisor), as(town.teamLead)]
  const mine = (familyName: string, needs = ['loneliness']) =>
    given.referral({
      status: 'accepted',
      allocatedTo: town.advisor,
      needs,
      person: given.personDetails({ familyName, givenName: familyName === 'Marsh' ? '=Cmd' : 'Edith' }),
    })
  const [ash, marsh, brook] = [await mine('Ash'), await mine('Marsh', ['money']), await mine('Brook')]
  await given.referral({ status: 'accepted', allocatedTo: town.otherAdvisor })
  const names = async (query: string) =>
    (await advisor.get(`/caseload?${query}`)).body.items.map(
      ({ person }: { person: { familyName: string } }) => person.familyName,
    )

  await t.test('what was done and what is planned stands beside each', async (t) => {
    const visit = { way: 'telephone', purpose: 'first-contact', happened: true, attendance: 'attended' }
    await advisor.post(`/referrals/${marsh.id}/contacts`, { ...visit, happenedOn: '2026-03-02' })
    const planned = { way: 'home-visit', purpose: 'assessment', plannedStart: '2026-03-04T10:00:00Z' }
    await advisor.post(`/referrals/${marsh.id}/contacts`, { ...planned, plannedEnd: '2026-03-04T11:00:00Z' })
    t.match((await advisor.get('/caseload?sort=name&order=desc')).body.items[0], {
      person: { familyName: 'Marsh' },
      lastContact: { on: '2026-03-02', way: 'telephone' },
      nextContact: { at: '2026-03-04T10:00:00.000Z', way: 'home-visit' },
      daysWaiting: 0,
      own: { next: null, nextOn: null, note: null },
    })
    t.same(await names('sort=last-contact'), ['Ash', 'Brook', 'Marsh'], 'whom nobody reached yet stands first')
    t.same((await names('sort=next-contact'))[0], 'Marsh')
  })

  await t.test('sorted and narrowed, page by page, and nobody twice', async (t) => {
    t.same(await names('sort=name'), ['Ash', 'Brook', 'Marsh'])
    t.same(await names('sort=name&order=desc'), ['Marsh', 'Brook', 'Ash'])
    t.same(await names('need=money'), ['Marsh'])
    t.equal((await names('owner=anyone')).length, 4)
    for (const sort of ['due', 'stage', 'practice', 'owner', 'last-contact', 'next-contact', 'waiting', 'own-next'])
      for (const order of ['asc', 'desc']) {
        const seen: string[] = []
        let after = ''
        do {
          const { body } = await advisor.get(`/caseload?sort=${sort}&order=${order}&limit=1${after}`)
          seen.push(...body.items.map(({ id }: { id: string }) => id))
          after = body.next === null ? '' : `&after=${encodeURIComponent(body.next)}`
        } while (after !== '')
        t.same([...seen].sort(), [ash.id, brook.id, marsh.id].sort(), `${sort} ${order}`)
      }
  })

  await t.test('my own words are mine', async (t) => {
    const words = { next: 'Ring the daughter', nextOn: '2026-03-05', note: 'Likes to be rung after ten' }
    t.match(await advisor.post(`/referrals/${brook.id}/own-note`, words), { statusCode: 200, body: words })
    t.same(await names('sort=own-next'), ['Brook', 'Ash', 'Marsh'])
    const others = (await other.get('/caseload?owner=anyone&sort=name')).body.items
    t.notMatch(JSON.stringify(others), /daughter|after ten/, 'no colleague reads them')
    const { body } = await advisor.post(`/referrals/${brook.id}/own-note`, { note: '' })
    t.same(body, { next: null, nextOn: null, note: null })
    t.same(await given.rows('select * from caseload_notes'), [], 'what is empty is gone')
  })

  await t.test('the page keeps what was typed, and the address keeps the list', async (t) => {
    const browser = createBrowser(app)
    await browser.signIn(town.advisor)
    const address = '/caseload?sort=name'
    const form = `/caseload/${ash.id}?sort=name`
    const wrong = await browser.send(address, form, { next: 'Visit', nextOn: 'soon', note: '' })
    t.equal(wrong.statusCode, 400)
    t.match(wrong.text, /Enter the day/)
    t.match(wrong.text, /value="soon"/)
    const right = await browser.sendShown(wrong, form, { next: 'Visit', nextOn: '9 3 2026', note: '<b>bold</b>' })
    t.equal(right.location, '/caseload?sort=name&done=noted')
    const shown = await browser.get('/caseload?sort=name&done=noted')
    t.match(shown.text, /Visit.*9 Mar/s)
    t.match(shown.text, /&lt;b&gt;bold/)
    t.ok(shown.text.indexOf('Edith Ash') < shown.text.indexOf('Edith Brook'), 'sorted')
  })

  await t.test('what records lack is counted for each worker, and each number opens its rows', async (t) => {
    const mine = (await as(town.advisor).get('/caseload/gaps')).body.items
    t.equal(mine.length, 1, 'a worker reads their own')
    const { gaps, open } = mine[0]
    t.ok(gaps['no-next-contact'] > 0 && gaps['no-next-contact'] <= open, JSON.stringify(gaps))
    for (const [gap, count] of Object.entries(gaps))
      t.equal((await as(town.advisor).get(`/caseload?gap=${gap}`)).body.items.length, count, gap)
    const planned = await as(town.advisor).post(`/referrals/${ash.id}/contacts`, {
      way: 'telephone',
      purpose: 'support',
      plannedStart: '2026-03-20T10:00:00Z',
      plannedEnd: '2026-03-20T10:20:00Z',
    })
    t.equal(planned.statusCode, 201)
    const after = (await as(town.advisor).get('/caseload/gaps')).body.items[0].gaps
    t.equal(after['no-next-contact'], gaps['no-next-contact'] - 1, 'what is mended is gone')
    const everybody = (await lead.get('/caseload/gaps')).body.items
    t.ok(everybody.some(({ ownerLabel }: { ownerLabel: string }) => ownerLabel === town.advisor.name))
    const browser = createBrowser(app)
    await browser.signIn(town.advisor)
    const page = await browser.get('/caseload/gaps')
    const [, href = '', count] = /href="([^"]*gap=no-next-contact)"><strong>(\d+)</.exec(page.text) ?? []
    t.equal(Number(count), after['no-next-contact'])
    const rows = await browser.get(href.replaceAll('&amp;', '&'))
    t.match(rows.text, /No next contact planned/)
    t.notMatch(rows.text, /Edith Ash/)
    t.match(await as(town.referrer).get('/caseload/gaps'), { statusCode: 403 })
  })

  await t.test('it is taken out with a reason, as it is seen, and a spreadsheet runs nothing', async (t) => {
    const browser = createBrowser(app)
    await browser.signIn(town.advisor)
    const file = '/caseload/csv?sort=name'
    t.match(await browser.send('/caseload?sort=name', file, {}), {
      statusCode: 400,
      text: /Select why you take it out/,
    })
    const { text, headers } = await browser.send('/caseload?sort=name', file, { reason: 'visits-without-network' })
    t.match(headers['content-disposition'], `caseload-${clock.now().toISOString().slice(0, 10)}.csv`)
    const people = text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split('","')[1])
    t.same(people, ['Edith Ash', 'Edith Brook', "'=Cmd Marsh"])
    const [taken] = await given.rows<{ mark: string; reason: string; people: number }>(
      "select detail->>'mark' as mark, detail->>'reason' as reason, jsonb_array_length(detail->'personIds') as people from audit_tail where action = 'referral.taken-out'",
    )
    t.same(taken, { mark: 'download', reason: 'visits-without-network', people: 3 })
    t.match(await as(town.referrer).post('/caseload/csv', { reason: 'handing-over' }), { statusCode: 403 })
  })

  await t.test('who looks at the caseload of another is noted', async (t) => {
    await lead.get(`/caseload?owner=${town.advisor.membershipId}`)
    const marks = await given.rows<{ mark: string }>(
      "select detail->>'mark' as mark from audit_tail where action = 'caseload.listed' and detail ? 'mark'",
    )
    t.same(marks, [{ mark: 'other-caseload' }])
  })
})
