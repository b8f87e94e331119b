import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { giveFunding } from './given-funding.ts'

async function start(t: Parameters<typeof startApp>[0]) {
  const test = await startApp(t)
  const browser = createBrowser(test.app)
  return { ...test, ...givePlacements(test), ...giveFunding(test), town: test.given.town, browser }
}

t.test('a commissioner writes an agreement down in pounds and the panel’s yes with its day', async (t) => {
  const { browser, town } = await start(t)
  await browser.signIn(town.commissioner)
  const terms = {
    providerId: town.providerId,
    kind: 'block',
    places: '20',
    unitPricePence: '12.50',
    startsOn: '1 1 2026',
    endsOn: '31/12/2026',
    source: 'Ageing well fund',
  }
  const wrong = await browser.send('/funding/new', '/funding/new', { ...terms, unitPricePence: 'twelve', places: '' })
  t.equal(wrong.statusCode, 400)
  t.match(wrong.text, /Enter the price of one place, like 12.50/)
  t.match(wrong.text, /value="twelve"/, 'nothing typed is lost')
  const { statusCode, location = '' } = await browser.send('/funding/new', '/funding/new', terms)
  t.equal(statusCode, 303)
  const page = await browser.get(location)
  t.match(page.text, /£250/)
  t.match(page.text, /0 of 20 places \(0%\)/)
  t.match(page.text, /The panel has not decided yet/)
  const decision = `${location.split('?')[0]}/decision`
  t.equal((await browser.send(location, decision, { decision: 'approved', on: '2 3 2026' })).statusCode, 303)
  t.match((await browser.get(location)).text, /The panel approved it on 2 March 2026/)
  const list = await browser.get('/funding')
  t.match(list.text, /Chapel Lunch Club/)
  t.notMatch(list.text, /Places nobody pays for/, 'which lead to people')
  t.notMatch((await browser.get(location)).text, /What each place costs/)
})

t.test('a lead sees what is nearly used, and gives a place its payer', async (t) => {
  const { browser, town, placement, agreement } = await start(t)
  await placement('accepted')
  await agreement('block', { places: 5 })
  for (let made = 0; made < 3; made += 1) await placement('accepted')
  await browser.signIn(town.teamLead)
  t.match((await browser.get('/funding')).text, /3 of 5 places \(60%\)/)
  const unpaid = await browser.get('/funding/unpaid')
  t.match(unpaid.text, /No agreement/)
  const [, action = ''] = /action="(\/funding\/unpaid\/[^"]+)"/.exec(unpaid.text) ?? []
  t.equal((await browser.sendShown(unpaid, action, {})).location, '/funding/unpaid?done=paid')
  t.match((await browser.get('/funding/unpaid')).text, /Every place has somebody who pays for it/)
  t.match((await browser.get('/funding')).text, /4 of 5 places \(80%\)[\s\S]*Nearly used/)
})

t.test('a place that came to nothing costs nothing', async (t) => {
  const { browser, as, town, placement, agreement } = await start(t)
  const id = await agreement('block', { places: 5 })
  const kept = await placement('accepted')
  t.equal((await as(town.advisor).post(`/placements/${kept.id}/end`, { reason: 'health' })).statusCode, 200)
  await browser.signIn(town.teamLead)
  const { text } = await browser.get(`/funding/${id}`)
  t.match(text, /Came to nothing[\s\S]*data-label="Costs"[^>]*>Nothing</)
})

t.test('a place above the limit is asked for, and allowed by the lead, who must say why not', async (t) => {
  const { browser, app, town, placement, agreement } = await start(t)
  await agreement('spot', { unitPricePence: 9_000 })
  const { referral, activityId } = await placement('accepted')
  await browser.signIn(town.advisor)
  const path = `/referrals/${referral.id}/spot/${activityId}`
  const typed = { amountPence: '£45', why: 'The lunch club has no minibus' }
  t.match((await browser.send(path, path, { ...typed, amountPence: '4,5' })).text, /Enter what the place costs/)
  t.equal((await browser.send(path, path, typed)).location, '/spot-purchases?done=asked')
  t.match((await browser.get('/spot-purchases')).text, /£45[\s\S]*Waits for a yes/)
  const lead = createBrowser(app)
  await lead.signIn(town.teamLead)
  const [, one = ''] = /href="(\/spot-purchases\/[^"]+)"/.exec((await lead.get('/spot-purchases')).text) ?? []
  t.match((await lead.send(one, one, { decision: 'refused' })).text, /Say why not/)
  t.equal((await lead.send(one, one, { decision: 'approved' })).statusCode, 303)
  t.match((await browser.get('/spot-purchases')).text, /Allowed/)
})

t.test('the link of a statement: looking changes nothing, an answer holds once, and the page is small', async (t) => {
  const { browser, app, town, placement, agreement, clock, runJobs, sent } = await start(t)
  await agreement('block')
  for (let made = 0; made < 3; made += 1) await placement('started')
  clock.set('2026-04-01T07:00:00Z')
  await runJobs()
  const mail = sent.mail.find(({ text }) => text.includes('/statement#'))
  const [, token = ''] = /https:\/\/rother\.example\/statement#(\S+)/.exec(mail?.text ?? '') ?? []
  const first = await browser.get('/statement')
  t.ok(Buffer.byteLength(first.text) < 15_000)
  t.match((await browser.sendShown(first, '/statement/look', { token: 'forged' })).statusCode, 410)
  const shown = await browser.sendShown(await browser.get('/statement'), '/statement/look', { token })
  t.equal(shown.statusCode, 200)
  t.ok(Buffer.byteLength(shown.text) < 15_000, `${Buffer.byteLength(shown.text)} bytes`)
  t.match(shown.text, /Statement of March 2026[\s\S]*Waits for the group[\s\S]*£37.50/)
  t.notMatch(shown.text, /Thornley/)
  t.match((await browser.sendShown(shown, '/statement', { answer: 'query' })).text, /Say what is not right/)
  const agreed = await browser.sendShown(shown, '/statement', { answer: 'agree' })
  t.match(agreed.text, /Thank you[\s\S]*Agreed, to be paid/)
  const again = await browser.sendShown(shown, '/statement', { answer: 'agree' })
  t.equal(again.statusCode, 409)
  t.match(again.text, /The statement is agreed already/)

  const payer = createBrowser(app)
  await payer.signIn(town.commissioner)
  const [, path = ''] = /href="(\/statements\/[0-9a-f-]{36})"/.exec((await payer.get('/statements')).text) ?? []
  t.equal((await payer.send(path, `${path}/pay`, { on: '1 4 2026', reference: 'BACS 77' })).statusCode, 303)
  t.match((await payer.get(path)).text, /Paid[\s\S]*BACS 77/)
  const table = await payer.get('/statements/download?month=2026-03')
  t.match(table.headers['content-disposition'], /statements-2026-03\.csv/)
  t.match(table.text, /"37\.50","2026-04-01","2026-04-01","BACS 77"/)
})

t.test('a group signed in asks about its statement, and the payer answers', async (t) => {
  const { browser, app, town, placement, agreement, clock, runJobs } = await start(t)
  await agreement('block')
  await placement('started')
  clock.set('2026-04-01T07:00:00Z')
  await runJobs()
  await browser.signIn(town.provider)
  const [, path = ''] = /href="(\/statements\/[0-9a-f-]{36})"/.exec((await browser.get('/statements')).text) ?? []
  await browser.send(path, `${path}/answer`, { answer: 'query', words: 'There were two of them' })
  t.match((await browser.get(path)).text, /There were two of them/)
  const lead = createBrowser(app)
  await lead.signIn(town.teamLead)
  t.match((await lead.send(path, `${path}/send-again`, {})).text, /Answer what the group asked/)
  await lead.send(path, `${path}/send-again`, { reply: 'The second begins in April' })
  const answered = await browser.get(path)
  t.match(answered.text, /The second begins in April/)
  t.equal((await browser.send(path, `${path}/answer`, { answer: 'agree' })).statusCode, 303)
  t.match((await browser.get(path)).text, /Agreed, to be paid/)
})
