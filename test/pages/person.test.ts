import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('somebody is found, what may be said is said in one line, and the person sees their plan alone', async (t) => {
  const { given, as, app } = await startApp(t)
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
    const another = createBrowser(app)
    await another.signIn(town.otherReferrer)
    t.match(
      (await another.send('/find', '/find', { sought: 'Thornley' })).text,
      /Nobody of yours/,
      'another practice finds nobody',
    )
  })

  await t.test('the page of the person', async (t) => {
    const { text, title } = await browser.get(`/people/${personId}`)
    t.match(title, 'Edith Thornley')
    for (const words of [
      /Likes to be called Edie\. Born 1943/,
      /Reach them by phone, text/,
      /Rose Bell, daughter/,
      /They took part/,
    ])
      t.match(text, words)
    t.notMatch(text, /bluebell/, 'the word is shown to whoever checks a caller alone')
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
    t.equal((await browser.post('/find', { sought: 'Thornley' })).location, shown)
    await browser.send('/screen', '/screen', {})
    t.equal((await browser.get('/my-day')).statusCode, 200)
  })
})
