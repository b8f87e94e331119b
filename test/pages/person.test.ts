import t from 'tap'
import { SCREEN_COOKIE } from '../../src/platform/web/pages.ts'
import { seal } from '../privacy/seal.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('somebody is found, what may be said is said in one line, and the person sees their plan alone', async (t) => {
  const test = await startApp(t)
  const { given, as, app } = test
  const { town } = given
  const referral = await given.referral({
    status: 'accepted',
    allocatedTo: town.advisor,
    person: given.personDetails({ givenName: 'Edith', familyName: 'Thornley', preferredName: 'Edie' }),
  })
  const { personId } = referral
  const advisor = as(town.advisor)
  const related = await advisor.post(`/people/${personId}/related-people`, {
    kind: 'carer',
    name: 'Rose Bell',
    relationship: 'daughter',
    mayBeTold: 'practical',
    agreed: { on: '2026-03-02', how: 'in-person' },
    callerWord: 'bluebell',
  })
  await advisor.post(`/referrals/${referral.id}/contacts`, {
    way: 'telephone',
    purpose: 'first-contact',
    happened: true,
    attendance: 'attended',
    happenedOn: '2026-03-02',
    note: 'A secret worry about the neighbour',
  })
  const browser = createBrowser(app)
  await browser.signIn(town.advisor)

  await t.test('found by name, number and reference, and nothing stands in the address', async (t) => {
    for (const sought of ['edith thornley', 'Thornley, Edith', 'Thornley', referral.reference]) {
      const { text, location } = await browser.send('/find', '/find', { sought })
      t.equal(location, undefined)
      t.match(text, `/people/${personId}/ringing`, sought)
    }
    t.match((await browser.send('/find', '/find', { sought: 'Nobody' })).text, /Nobody of yours was found/)
    t.match(await browser.send('/find', '/find', { sought: '999 000 0000' }), {
      statusCode: 400,
      text: /Check the NHS number/,
    })
    t.match(await browser.send('/find', '/find', {}), { statusCode: 400, title: /^Error: / })
    for (const sought of ['..', '%%', '__', ', x', 'A B'])
      t.match(await browser.send('/find', '/find', { sought }), { statusCode: 400 }, `${sought} finds nobody`)
    t.equal((await advisor.post('/people/search', { familyName: '..' })).statusCode, 400)
    const another = createBrowser(app)
    await another.signIn(town.otherReferrer)
    t.match(
      (await another.send('/find', '/find', { sought: 'Thornley' })).text,
      /Nobody of yours/,
      'another practice finds nobody',
    )
  })

  await t.test('who looked is shown to those who work with them, by name and day alone', async (t) => {
    await seal(test)
    const { text } = await browser.get(`/people/${personId}/lookers`)
    t.match(text, /Who looked at Edith Thornley/)
    t.match(text, new RegExp(`${town.advisor.name}, `))
    t.notMatch(text, /: read\b|Referral:/, 'not what they did')
    const referrer = createBrowser(app)
    await referrer.signIn(town.referrer)
    t.equal((await referrer.get(`/people/${personId}/lookers`)).statusCode, 403)
  })

  await t.test('who is around them is added, changed and taken off, with the yes of the person', async (t) => {
    const page = `/people/${personId}/around`
    const son = { name: 'Tom Thornley', kind: 'next-of-kin', relationship: 'son', mayBeTold: 'all' }
    const refused = await browser.send(page, page, son)
    t.match(refused, { statusCode: 400, title: /^Error: / })
    t.match(refused.text, /without their yes nothing may be told/)
    t.match(refused.text, /value="Tom Thornley"/, 'what was typed stays')
    t.match(await browser.send(page, page, { ...son, agreedOn: '2 3 2026', agreedHow: 'in-person' }), {
      statusCode: 303,
      location: `${page}?done=added`,
    })
    const { text } = await browser.get(page)
    t.match(text, /Tom Thornley[\s\S]*May be told: everything[\s\S]*Agreed on 2 Mar/)
    const [, his] = new RegExp(`href="(${page}/[0-9a-f-]+)">Tom Thornley`).exec(text) ?? []
    t.match(await browser.send(String(his), String(his), { ...son, mayBeTold: 'nothing' }), { statusCode: 303 })
    t.match((await browser.get(page)).text, /Tom Thornley[\s\S]*May be told: nothing/)
    const another = createBrowser(app)
    await another.signIn(town.otherReferrer)
    t.equal((await another.get(page)).statusCode, 404, 'another practice')
    t.equal((await another.get(String(his))).statusCode, 404)
    t.match(await browser.send(String(his), `${his}/end`, {}), { statusCode: 303 })
    t.notMatch((await browser.get(page)).text, /Tom Thornley/)
    t.equal((await browser.get(String(his))).statusCode, 404)
  })

  await t.test('a new answer is kept with its day, and one that is taken back stops what would be told', async (t) => {
    const page = `/people/${personId}/consents`
    t.match(await browser.send(page, page, { purpose: 'share', answer: 'given', how: 'by-phone' }), {
      statusCode: 400,
      text: /Enter the day they answered/,
    })
    const share = { purpose: 'share', answer: 'given', how: 'by-phone', on: '2 3 2026', decidedBy: 'person' }
    t.match(await browser.send(page, page, share), { statusCode: 303, location: `${page}?done=answered` })
    t.match(
      (await browser.get(page)).text,
      /shared with a group<\/dt>[\s\S]*Yes, Mon 2 Mar 2026, by phone|Yes, .*by phone/,
    )
    t.match(await browser.send(page, page, { ...share, on: '3 3 2026' }), { statusCode: 400, text: /future/ })
    const forHer = { ...share, purpose: 'contact', decidedBy: 'attorney' }
    const halfSaid = await browser.send(page, page, forHer)
    t.match(halfSaid, { statusCode: 400, title: /^Error: / })
    t.match(halfSaid.text, /href="#documentSeenBy"/, 'an attorney decides with a document that somebody saw')
    const whole = {
      name: 'Rose Bell, attorney',
      assessedBy: 'Dr Amin',
      assessedOn: '1 3 2026',
      howHelped: 'Pictures, and a second visit',
      documentSeenBy: 'Ada Advisor',
      documentSeenOn: '1 3 2026',
    }
    t.equal((await browser.send(page, page, { ...forHer, ...whole })).statusCode, 303)
    t.match((await browser.get(page)).text, 'Decided for them: Rose Bell, attorney')
    t.match(await browser.send(page, page, { ...share, answer: 'withdrawn' }), { location: `${page}?done=stopped` })
    t.match((await browser.get(`${page}?done=stopped`)).text, /asked to destroy it[\s\S]*Taken back/)
  })

  await t.test('the page of the person', async (t) => {
    const { text, title } = await browser.get(`/people/${personId}`)
    t.match(title, 'Edith Thornley')
    t.match(
      text,
      new RegExp(
        `app-sheet-head"><p[^>]*><strong>Edith Thornley, born 17 May 1943</strong>. Printed by ${town.advisor.name}, `,
      ),
      'each printed sheet says whose it is, who printed it and when',
    )
    for (const words of [
      /Likes to be called Edie\. Born 1943/,
      /Reach them by phone, text/,
      /Rose Bell, daughter/,
      /They took part/,
    ])
      t.match(text, words)
    t.notMatch(text, /bluebell/, 'the word is shown to whoever checks a caller alone')
  })

  await t.test('two records of one person say so, each with the way to the other', async (t) => {
    const twin = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const merge = { duplicateId: twin.personId, reason: 'The same person, met at the door' }
    const merged = await as(town.teamLead).post(`/people/${personId}/merges`, merge)
    t.ok([200, 201].includes(merged.statusCode), merged.text)
    t.match((await browser.get(`/people/${personId}`)).text, 'One more record turned out to be of this person')
    t.match((await browser.get(`/people/${twin.personId}`)).text, `href="/people/${personId}">Read that one`)
  })

  await t.test('whoever rings: nothing for a stranger, the word, and the call is kept', async (t) => {
    const page = `/people/${personId}/ringing`
    t.match(
      (await browser.send(page, page, { who: 'other', name: 'A friend' })).text,
      /Say nothing, not even whether we know/,
    )
    t.match(
      (await browser.send(page, page, { who: related.body.id })).text,
      /practical things.*Ask for the word first/s,
    )
    t.match((await browser.send(page, page, { who: related.body.id, word: 'tulip' })).text, /The word is wrong/)
    const right = await browser.send(page, page, { who: related.body.id, word: 'Bluebell' })
    t.match(right.text, /The word is right/)
    const kept = await browser.sendShown(right, `/people/${personId}/calls`, {
      callerName: 'Rose Bell',
      about: 'Which day?',
      whatWasSaid: 'Thursday',
    })
    t.equal(kept.location, `${page}?done=kept`)
    t.match((await browser.get(page)).text, /Rose Bell.*Which day\?.*Thursday/s)
    t.match(await browser.send(page, page, {}), { statusCode: 400, text: /Select who is ringing/ })
  })

  await t.test('shown to the person: nothing else can be reached until the worker ends it', async (t) => {
    const shown = `/referrals/${referral.id}/shown`
    const { text } = await browser.get(shown)
    t.match(text, /Edith, these are your words/)
    t.notMatch(text, /secret worry|Rose Bell|Alone since|app-navigation/, 'no notes, nobody else, no menu')
    for (const path of ['/my-day', `/referrals/${referral.id}`, `/people/${personId}`, '/'])
      t.equal((await browser.get(path)).location, shown, `${path} leads back`)
    const held = await browser.post('/find', { sought: 'Thornley', _csrf: await browser.csrf() })
    t.match(held, { statusCode: 409, h1: ['Is the screen yours again?'] }, 'nor does a form of another window')
    t.notMatch(held.text, /Thornley/)
    const back = await browser.sendShown(held, '/screen', {
      kept: /name="kept" value="([^"]+)"/.exec(held.text)?.[1] ?? '',
    })
    t.match(back, { statusCode: 200, h1: ['Carry on where you were'] })
    t.match(back.text, 'value="Thornley"', 'and what was typed there is not lost')
    t.equal((await browser.get('/my-day')).statusCode, 200)

    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const read = await app.inject({ url: shown, headers: { cookie, 'sec-purpose': 'prefetch' } })
    t.match(read.headers['set-cookie'] ?? '', /^(?!.*screen)/, 'a browser that reads ahead shows nobody anything')
    await browser.get(shown)
    t.ok(browser.cookies.has(SCREEN_COOKIE))
    await browser.post('/sign-out', { _csrf: await browser.csrf() })
    t.notOk(browser.cookies.has(SCREEN_COOKIE), 'whoever signs in next is not kept there')
    browser.cookies.set(SCREEN_COOKIE, `/${'a'.repeat(40)}!`)
    const started = performance.now()
    await browser.get('/sign-in')
    t.ok(performance.now() - started < 1_000, 'a cookie that somebody made up is no work')
  })
})
