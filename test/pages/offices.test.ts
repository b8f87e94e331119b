import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const test = await startApp(t)
const { app, given, as } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)

t.test('a group answers an offer, reads who comes when it may, and marks a session', async (t) => {
  const group = createBrowser(app)
  t.equal((await group.signIn(town.provider)).location, '/group', 'what waits for the group comes first')
  const referral = await given.referral({
    status: 'accepted',
    person: given.personDetails({ givenName: 'Winifred', familyName: 'Oldroyd' }),
  })
  const activityId = await activity()
  const offered = await as(town.advisor).post(`/referrals/${referral.id}/placements`, { activityId, hopes: 'Company' })
  const id: string = offered.body.id
  const path = `/group/places/${id}`
  await as(town.advisor).put(
    `/placements/${id}/card`,
    { lines: [{ line: 'food-and-allergies', words: 'No nuts', agreed: { on: '2026-03-02', how: 'in-person' } }] },
    { headers: { 'if-none-match': '*' } },
  )

  await t.test('before its yes it reads what she hopes for and no name', async (t) => {
    const first = await group.get('/group')
    t.match(first.text, path)
    t.match(first.text, 'Company')
    const offer = await group.get(path)
    t.notMatch(`${first.text}${offer.text}`, /Oldroyd|Winifred|No nuts/)
    t.match(offer.text, 'You read who it is after you have said yes')
  })

  await t.test('a no needs a reason, and the words are kept', async (t) => {
    const empty = await group.send(`${path}/steps/decline`, `${path}/steps/decline`, { note: 'We are too few' })
    t.match(empty, { statusCode: 400, title: /^Error: / })
    t.match(empty.text, 'Select why')
    t.match(empty.text, 'We are too few')
  })

  await t.test('yes is said once; the name and the card come with her agreement', async (t) => {
    const page = await group.get(path)
    t.equal((await group.sendShown(page, `${path}/accept`, {})).location, `${path}?done=accept`)
    t.equal((await group.sendShown(page, `${path}/accept`, {})).statusCode, 303, 'pressed twice')
    t.notMatch((await group.get(path)).text, /Oldroyd|No nuts/)
    await answerToShare(referral.personId, 'given')
    const known = await group.get(path)
    t.match(known.h1, ['Winifred Oldroyd'])
    t.match(known.text, 'No nuts')
  })

  await t.test('a session is marked for everybody at once, or for nobody', async (t) => {
    const other = await placement('accepted')
    await answerToShare(other.referral.personId, 'given')
    const register = `/group/activities/${activityId}/register`
    const page = await group.get(register)
    t.match(page.text, 'Winifred Oldroyd')
    const nothing = await group.sendShown(page, register, { on: '2 3 2026' })
    t.match(nothing, { statusCode: 400, title: /^Error: / })
    const stranger = { on: '2 3 2026', [`came-${id}`]: 'yes', [`came-${other.id}`]: 'yes' }
    t.ok((await group.sendShown(page, register, stranger)).statusCode >= 400, 'of another activity')
    t.same(await given.rows(`select 1 from placement_attendances where placement_id = '${id}'`), [], 'nothing is kept')
    const came = { on: '2 3 2026', [`came-${id}`]: 'yes' }
    const fresh = await group.get(register)
    t.match(await group.sendShown(fresh, register, came), { statusCode: 303, location: `${register}?done=yes` })
    await group.sendShown(fresh, register, came)
    t.equal((await given.rows(`select 1 from placement_attendances where placement_id = '${id}'`)).length, 1)
    t.match((await group.get(path)).text, 'Monday 2 March 2026: Came')
  })

  await t.test('a worry about her needs no name and no consent', async (t) => {
    const typed = {
      kind: 'safeguarding',
      content: 'She had not eaten for two days',
      wishNotAskedBecause: 'not-safe-to-ask',
    }
    t.equal((await group.send(`${path}/concern`, `${path}/concern`, typed)).location, `${path}?done=concern`)
    t.match(await given.rows('select person_id from concerns'), [{ person_id: referral.personId }])
  })

  await t.test("another group's place has no page, and its activity no register", async (t) => {
    const elsewhere = createBrowser(app)
    await elsewhere.signIn(town.otherProvider)
    t.equal((await elsewhere.get(path)).statusCode, 404)
    t.equal((await elsewhere.get(`/group/activities/${activityId}/register`)).statusCode, 404)
    t.equal((await elsewhere.get(`/group/activities/${activityId}`)).statusCode, 404)
  })

  await t.test('its own activity is changed, with what was typed kept where something is wrong', async (t) => {
    const mine = `/group/activities/${activityId}`
    const { text } = await group.get(mine)
    t.match(text, 'value="1"')
    const said = {
      name: 'Tea and talk',
      category: 'nothing',
      description: 'Tea',
      when: 'Tuesdays',
      locationKind: 'home',
      capacity: 'many',
    }
    const wrong = await group.send(mine, mine, said)
    t.match(wrong, { statusCode: 400, title: /^Error: / })
    t.match(wrong.text, 'Tea and talk')
  })
})

t.test('a commissioner reads each figure with what it counts, and takes it away as a table', async (t) => {
  const office = createBrowser(app)
  t.equal((await office.signIn(town.commissioner)).location, '/outcomes')
  const page = await office.get('/outcomes')
  t.match(page, { statusCode: 200, h1: ['Outcomes'] })
  t.match(page.text, 'people are referred at a low ebb')
  t.match(page.text, 'What is counted here')
  const wrong = await office.get('/outcomes?from=2026-02&to=2026-01')
  t.match(wrong, { statusCode: 400, title: /^Error: / })
  t.match(wrong.text, 'Choose a first month that is not after the last one')
  const file = await office.get('/outcomes/download?from=2026-01&to=2026-01')
  t.match(String(file.headers['content-type']), /^text\/csv/)
  t.match(file.text, '"Median working days"')
})

t.test(
  'an administrator reads what is missing, and changes the settings from a day after seeing what it touches',
  async (t) => {
    const office = createBrowser(app)
    t.equal((await office.signIn(town.administrator)).location, '/setup')

    await t.test('the first page says what to do next, and a default is confirmed once', async (t) => {
      const first = await office.get('/setup')
      t.match(first.text, 'Look at the list of needs and confirm that it is yours')
      t.equal((await office.sendShown(first, '/setup/confirm', { what: 'needs' })).statusCode, 303)
      t.notMatch((await office.get('/setup')).text, 'Look at the list of needs and confirm that it is yours')
    })

    await t.test('a change is written, read and dated; nothing changes before', async (t) => {
      const form = await office.get('/settings/new')
      const typed = Object.fromEntries(
        [...form.text.matchAll(/<input class="nhsuk-input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, value],
        ),
      )
      const asTheyAre = { ...typed, onlyWithCondition: 'yes', requireAgreements: 'yes', hearsUnlessSaid: 'everything' }
      const same = await office.sendShown(form, '/settings/new', asTheyAre)
      t.match(same, { statusCode: 422 })
      t.match(same.text, 'Change something')
      const again = await office.get('/settings/new')
      const wrong = await office.sendShown(again, '/settings/new', { ...asTheyAre, caseloadLimit: 'many' })
      t.match(wrong, { statusCode: 400, title: /^Error: / })
      t.match(wrong.text, 'value="many"')
      const fresh = await office.get('/settings/new')
      const { location } = await office.sendShown(fresh, '/settings/new', { ...asTheyAre, 'target-triage': '2' })
      const draft = await office.get(String(location))
      t.match(draft.text, 'Working days for an answer to the referral')
      t.match(draft.text, 'Open now and waiting for an answer to the referral')
      t.match((await as(town.administrator).get('/scheme')).body.targets[0], { name: 'triage', workingDays: 3 })
      const when = `${location}/schedule`
      t.equal((await office.sendShown(draft, when, { holdsFrom: '31 3 2026' })).statusCode, 303)
      t.match((await office.get(String(location))).text, 'Waits for its day')
    })

    await t.test(
      'a text is read by somebody invented before it is saved, and what it must hold is asked for',
      async (t) => {
        const path = '/settings/texts/text'
        const page = await office.get(path)
        const own = { subject: 'News', body: 'Please ring us. {ringUs}' }
        const preview = await office.sendShown(
          { ...page, text: page.text.replace(`action="${path}"`, `action="${path}/preview"`) },
          `${path}/preview`,
          own,
        )
        t.match(preview, { statusCode: 200 })
        t.notMatch(preview.text.split('The words')[0] ?? '', '{ringUs}')
        t.match(await office.sendShown(page, path, { ...own, body: 'Ring.' }), { statusCode: 400, title: /^Error: / })
        t.equal((await office.sendShown(page, path, own)).statusCode, 303)
        t.match((await office.get('/settings/texts')).text, 'Your words')
      },
    )

    await t.test('a list is sent, tried without writing, and run', async (t) => {
      const page = await office.get('/imports')
      const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
      const form = new FormData()
      form.append('_csrf', hidden('_csrf'))
      form.append('_key', hidden('_key'))
      form.append('kind', 'organisations')
      form.append(
        'file',
        new Blob(['Name,Kind,ODS code\nNew Surgery,practice,X99001\nOdd Surgery,castle,X99002\n']),
        'list.csv',
      )
      const request = new Request('http://rother.example/imports', { method: 'POST', body: form })
      const cookie = [...office.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = {
        'content-type': request.headers.get('content-type') ?? '',
        host: 'rother.example',
        cookie,
        accept: 'text/html',
      }
      const payload = Buffer.from(await request.arrayBuffer())
      const sent = await app.inject({
        method: 'POST',
        url: '/imports',
        payload,
        headers: { ...headers, origin: 'http://rother.example' },
      })
      t.equal(sent.statusCode, 303, sent.body)
      const foreign = await app.inject({
        method: 'POST',
        url: '/imports',
        payload,
        headers: { ...headers, origin: 'http://elsewhere.example' },
      })
      t.equal(foreign.statusCode, 403, 'a form of another site is refused')
      const path = String(sent.headers.location)
      t.equal((await office.send(path, `${path}/dry-run`, {})).statusCode, 303)
      const tried = await office.get(path)
      t.match(tried.text, '1 row ready')
      t.match(tried.text, 'Row 3')
      t.same(await given.rows("select 1 from organisations where ods_code = 'X99001'"), [], 'nothing is written')
      t.equal((await office.sendShown(tried, `${path}/run`, {})).statusCode, 303)
      const mend = await office.sendShown(tried, `${path}/errors`, {})
      t.match(mend.text, 'Odd Surgery')
      t.equal((await office.send('/imports', '/imports/template', { kind: 'caseload' })).statusCode < 500, true)
    })

    await t.test('an organisation is added, signs, and somebody is invited to it', async (t) => {
      const wrong = await office.send('/organisations/new', '/organisations/new', { name: 'Chapel Lunch Club' })
      t.match(wrong, { statusCode: 400, title: /^Error: / })
      t.match(wrong.text, 'Chapel Lunch Club')
      const added = await office.send('/organisations/new', '/organisations/new', {
        name: 'Chapel Lunch Club',
        kinds: 'provider',
        postcode: 's60 1aa',
      })
      const path = String(added.location).split('?')[0] ?? ''
      t.match((await office.get(path)).text, 'It has signed nothing yet')
      const signed = {
        signedBy: 'Joan Example',
        from: '2 3 2026',
        to: '1 3 2027',
        role: 'controller',
        assurance: 'small-group-checklist',
        checklistOn: '2 3 2026',
      }
      const paper = `${path}/agreements/new`
      t.equal((await office.send(paper, paper, signed)).statusCode, 303)
      const page = await office.get(path)
      t.match(page.text, 'In force')
      const end = /href="([^"]*\/agreements\/[^"]*\/end)"/.exec(page.text)?.[1] ?? ''
      t.match(await office.send(end, end, {}), { statusCode: 400, title: /^Error: / })
      t.equal((await office.send(end, end, { reason: 'They closed' })).statusCode, 303)
      t.match((await office.get(path)).text, 'Ended: They closed')
      const organisationId = path.split('/').at(-1) ?? ''
      const joan = { name: 'Joan Example', email: 'joan@example.org', organisationId, role: 'provider' }
      t.equal((await office.send('/members/invite', '/members/invite', joan)).statusCode, 303)
      t.match((await office.get('/members/invitations')).text, 'joan@example.org')
    })

    await t.test('nobody leaves while they have work that nobody takes', async (t) => {
      await given.referral({ status: 'accepted', allocatedTo: town.otherAdvisor })
      const path = `/members/${town.otherAdvisor.membershipId}`
      const refused = await office.send(path, `${path}/leave`, { how: 'for-good' })
      t.match(refused, { statusCode: 409, title: /^Error: / })
      t.match(await office.send(path, `${path}/leave`, {}), { statusCode: 400 })
      t.equal(
        (await office.send(path, `${path}/leave`, { how: 'for-now', handTo: town.advisor.membershipId })).statusCode,
        303,
      )
      const out = await office.get(path)
      t.match(out.text, 'Shut out')
      t.equal((await office.sendShown(out, `${path}/enable`, {})).statusCode, 303)
    })

    await t.test('many are invited at once: good lines go, the others stand in the box again', async (t) => {
      const many = '/members/invite-many'
      const lines = 'Ann Able, ann@example.org\nBob Baker; not an address\n\nCy\tcy@example.org'
      const where = { organisationId: town.practiceId, role: 'referrer' }
      t.match(await office.send(many, many, { lines }), { statusCode: 400, title: /^Error: / })
      const sent = await office.send(many, many, { ...where, lines })
      t.equal(sent.statusCode, 400)
      t.match(sent.text, '2 invitations are on their way')
      t.match(sent.text, /Bob Baker; not an address: \S/)
      t.match(
        sent.text,
        />\s*Bob Baker; not an address<\/textarea>/,
        'what is to be mended stands in the box, and that alone',
      )
      const invited = (await office.get('/members/invitations')).text
      t.match(invited, 'ann@example.org')
      t.match(invited, 'cy@example.org')
      t.equal((await office.send(many, many, { ...where, lines: 'Bob Baker, bob@example.org' })).statusCode, 200)
    })

    await t.test('a manager looks after the accounts of the own organisation, and no others', async (t) => {
      await as(town.administrator).put(`/memberships/${town.referrer.membershipId}/manager`, { isManager: true })
      const manager = createBrowser(app)
      await manager.signIn(town.referrer)
      const list = await manager.get('/members')
      t.match(list.text, 'Rina Referrer')
      t.notMatch(list.text, /Omar Other|Ada Advisor/)
      t.match((await manager.get('/referrals')).text, 'href="/members"', 'the menu leads there')
      const invite = await manager.get('/members/invite')
      t.notMatch(invite.text, /Administrator|Canal Walkers/)
      t.equal((await manager.get(`/members/${town.otherReferrer.membershipId}`)).statusCode, 404)
      const page = await manager.get(`/members/${town.referrer.membershipId}`)
      t.notMatch(page.text, '/manager"', 'who is a manager says the administrator')
      const elsewhere = await manager.post(`/members/${town.otherReferrer.membershipId}/second-factor`, {
        _csrf: await manager.csrf(),
      })
      t.equal(elsewhere.statusCode, 404)
      await as(town.administrator).put(`/memberships/${town.referrer.membershipId}/manager`, { isManager: false })
      const noMore = createBrowser(app)
      await noMore.signIn(town.referrer)
      t.equal((await noMore.get('/members')).statusCode, 403)
    })

    await t.test('a team serves a practice no longer, and what follows is said before', async (t) => {
      const team = await office.get(`/organisations/${town.teamId}`)
      const end = /href="(\/served-practices\/[^"]*\/end)"/.exec(team.text)?.[1] ?? ''
      t.match((await office.get(end)).text, /reads nothing of the people of Wharf Lane Surgery/)
      t.match(await office.send(end, end, { on: '2 3 2027' }), { statusCode: 400, title: /^Error: / })
      t.equal((await office.send(end, end, { on: '2 3 2026' })).location, `/organisations/${town.teamId}?done=saved`)
      t.match((await office.get(`/organisations/${town.teamId}`)).text, 'until 2 Mar 2026')
      t.equal((await office.get(end)).statusCode, 404, 'it is over')
    })

    await t.test('the code of a lost device is taken away', async (t) => {
      const path = `/members/${town.provider.membershipId}`
      const taken = await office.send(path, `${path}/second-factor`, {})
      t.match((await office.open(taken.location ?? '')).text, 'They have no code of a device')
      await given.rows(
        `insert into second_factors (account_id, sealed_secret, created_at, confirmed_at) values ('${town.provider.accountId}', '\\x00', now(), now())`,
      )
      const again = await office.send(path, `${path}/second-factor`, {})
      t.match((await office.open(again.location ?? '')).text, 'is not asked any more')
      t.same(
        [...(await given.rows(`select 1 from second_factors where account_id = '${town.provider.accountId}'`))],
        [],
      )
    })

    await t.test('there is no way to a person', async (t) => {
      const { id } = await given.referral()
      for (const path of [`/referrals/${id}`, '/referrals', '/my-day', '/looks', '/group'])
        t.match(await office.get(path), { statusCode: 403, h1: ['You cannot open this page'] }, path)
      t.equal((await office.get('/setup')).statusCode, 200, 'and stays signed in')
    })
  },
)

t.test(
  'a privacy officer reads who looked, closes a record and reviews who opened it, and reads no record',
  async (t) => {
    const officer = createBrowser(app)
    t.equal((await officer.signIn(town.privacyOfficer)).location, '/looks')
    const referral = await given.referral({
      status: 'accepted',
      allocatedTo: town.advisor,
      person: given.personDetails({ givenName: 'Ottoline', familyName: 'Quarmby' }),
    })
    const record = `/looks/records/${referral.personId}`

    await t.test(
      'a record is closed to all but a named worker; another opens it with a reason that is reviewed',
      async (t) => {
        const [page, stale] = [await officer.get(record), await officer.get(record)]
        t.notMatch(page.text, /Ottoline|Quarmby/)
        t.match(await officer.sendShown(page, `${record}/close`, { kind: 'only-named' }), { statusCode: 400 })
        const closing = {
          kind: 'only-named',
          membershipIds: town.otherAdvisor.membershipId,
          reason: 'Her neighbour works here',
        }
        t.equal((await officer.sendShown(page, `${record}/close`, closing)).location, `${record}?done=closed`)
        t.match(await officer.sendShown(stale, `${record}/close`, { ...closing, reason: 'Again' }), { statusCode: 412 })
        const reason = 'She fell, and I am on duty'
        t.equal((await as(town.advisor).post(`/people/${referral.personId}/break-glass`, { reason })).statusCode, 201)
        const first = await officer.get('/looks')
        t.match(first.text, reason)
        const path = /href="(\/looks\/openings\/[^"]*)"/.exec(first.text)?.[1] ?? ''
        t.match(await officer.send(path, path, { outcome: 'justified' }), { statusCode: 400, title: /^Error: / })
        t.equal((await officer.send(path, path, { outcome: 'justified', note: 'She was on duty' })).statusCode, 303)
        t.match((await officer.get(path)).text, 'It was needed')
        t.notMatch((await officer.get('/looks')).text, reason)
      },
    )

    await t.test('a search for a person is sent and stands in no address', async (t) => {
      const [known] = await given.rows<{ reference: string }>(
        `select reference from referrals where id = '${referral.id}'`,
      )
      const reference = known?.reference ?? ''
      const nothing = await officer.send('/looks/person', '/looks/person', { from: '1 3 2026', to: '2 3 2026' })
      t.match(nothing, { statusCode: 400, title: /^Error: / })
      const found = await officer.send('/looks/person', '/looks/person', {
        reference,
        from: '1 3 2026',
        to: '2 3 2026',
      })
      t.match(found, { statusCode: 200, location: undefined })
      t.match(found.text, 'Who looked')
      t.notMatch(found.text, /Ottoline|Quarmby/)
      const unknown = await officer.send('/looks/person', '/looks/person', {
        reference: 'RXX0000X',
        from: '1 3 2026',
        to: '2 3 2026',
      })
      t.equal(unknown.statusCode, 400)
    })

    await t.test('the care record itself is shut', async (t) => {
      t.equal((await officer.get(`/referrals/${referral.id}`)).statusCode, 403)
    })
  },
)
