import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('a referral on a page: each side reads what is its own, and takes its steps', async (t) => {
  const { app, given, as } = await startApp(t)
  const { town } = given
  const { id, personId } = await given.referral({ status: 'submitted' })
  const [advisor, lead, practice] = [createBrowser(app), createBrowser(app), createBrowser(app)]
  await advisor.signIn(town.advisor)
  await lead.signIn(town.teamLead)
  await practice.signIn(town.referrer)
  const path = `/referrals/${id}`

  await t.test('the service reads how to reach the person, the practice does not', async (t) => {
    const phone = '01709 555 0123'
    const { version } = (await as(town.teamLead).get(`/people/${personId}`)).body
    const set = await as(town.advisor).patch(
      `/people/${personId}`,
      { phones: [{ number: phone, label: 'home' }] },
      { headers: { 'if-match': `"${version}"` } },
    )
    t.equal(set.statusCode, 200)
    t.match((await advisor.get(path)).text, phone)
    t.notMatch((await practice.get(path)).text, phone)
  })

  await t.test('a step is a short form that says who is told; done once, however often it is pressed', async (t) => {
    const form = await advisor.get(`${path}/steps/decline`)
    t.match(form, { statusCode: 200, h1: ['Decline the referral'] })
    t.match(form.text, /The practice is told why/)
    const empty = await advisor.sendShown(form, `${path}/steps/decline`, {})
    t.match(empty, { statusCode: 400, title: /^Error: / })
    t.match(empty.text, 'Enter what you advise instead')

    const accept = await advisor.get(`${path}/steps/accept`)
    const done = await advisor.sendShown(accept, `${path}/steps/accept`, {})
    t.match(done, { statusCode: 303, location: `${path}?done=accept` })
    t.equal((await advisor.sendShown(accept, `${path}/steps/accept`, {})).location, done.location)
    t.match((await advisor.get(String(done.location))).text, 'The referral is accepted, and the practice is told.')
    const late = await lead.post(`${path}/steps/accept`, { _csrf: await lead.csrf() })
    t.equal(late.statusCode, 409, 'a colleague who comes later is told')
  })

  await t.test('what is not theirs to do has no page', async (t) => {
    t.equal((await practice.get(`${path}/steps/hold`)).statusCode, 409)
    t.equal((await practice.get(`${path}/steps/allocate`)).statusCode, 409)
    t.equal((await practice.get(`${path}/steps/no-such-step`)).statusCode, 404)
    t.equal((await practice.get('/referrals/not-an-id')).statusCode, 404)
  })

  await t.test('a visit is planned, and what came of it is said', async (t) => {
    t.equal(
      (await lead.send(`${path}/steps/allocate`, `${path}/steps/allocate`, { membershipId: town.advisor.membershipId }))
        .statusCode,
      303,
    )
    const plan = { way: 'telephone', purpose: 'first-contact', day: '3 3 2026', from: '14:30' }
    t.match(await advisor.send(`${path}/contacts`, `${path}/contacts`, plan), { statusCode: 303 })
    const atNight = { ...plan, day: '7 3 2026', from: '20:15' }
    const asked = await advisor.send(`${path}/contacts`, `${path}/contacts`, atNight)
    t.match(asked, { statusCode: 400, title: /^Error: / }, 'a Saturday evening is asked first')
    t.match(asked.text, 'outside working hours')
    t.match(asked.text, 'value="20:15"', 'what was typed is kept')
    t.match(await advisor.sendShown(asked, `${path}/contacts`, { ...atNight, anyway: 'yes' }), { statusCode: 303 })
    const page = await advisor.get(path)
    t.match(page.text, 'Call. First contact')
    const contact = /href="(\/referrals\/[^"]+\/contacts\/[0-9a-f-]{36})"/.exec(page.text)?.[1] ?? ''
    const result = { happened: 'yes', attendance: 'attended', happenedOn: '2 3 2026', note: 'She would like company' }
    t.match(await advisor.send(contact, contact, { happened: 'yes' }), { statusCode: 400 })
    t.match(await advisor.send(contact, contact, result), { statusCode: 303 })
    t.match((await practice.get('/inbox')).text, /first contact/i, 'the practice hears of it')
  })
})

t.test('a message that must be answered today stands on top, and is answered', async (t) => {
  const { app, given, as } = await startApp(t)
  const { town } = given
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const word = { urgency: 'same-day', about: 'fall', text: 'She fell on the stairs last night' }
  const { messageId } = (await as(town.advisor).post(`/referrals/${id}/messages`, word)).body
  const practice = createBrowser(app)
  await practice.signIn(town.referrer)
  const head = await app.inject({
    method: 'HEAD',
    url: `/inbox/${messageId}`,
    headers: { cookie: [...practice.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  t.ok(head.statusCode < 400)
  t.equal(
    (await as(town.referrer).get('/messages?limit=100')).body.items.find((one: { id: string }) => one.id === messageId)
      .readAt,
    null,
    'a browser that reads ahead has read nothing',
  )
  t.match((await practice.get('/inbox')).text, 'To answer today')
  const path = `/inbox/${messageId}`
  t.match(await practice.send(path, `${path}/acknowledge`, {}), { statusCode: 400 })
  t.match(await practice.send(path, `${path}/acknowledge`, { whatWillBeDone: 'A nurse visits at four' }), {
    statusCode: 303,
  })
  t.match((await practice.get(path)).text, 'A nurse visits at four')
  t.match((await as(town.advisor).get('/messages/sent')).body.items[0], { whatWillBeDone: 'A nurse visits at four' })
})
