import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const SHE = {
  nhsNumber: '999 000 0018',
  givenName: 'Edna',
  familyName: 'Thornley',
  bornOn: '31/3/1944',
  address: '12 Acre Lane\nMillbridge',
  postcode: 's60 1aa',
  phone: '01632 960 123',
  reach: ['phone', 'letter'],
  needs: 'loneliness',
  conditions: 'copd',
  reason: 'Alone since her husband died',
  consent: 'in-person',
  homeVisitRisk: 'none-known',
  onBehalfOf: 'Dr Amin',
}

t.test('a practice refers: one page to fill in, one to read back, and it is sent', async (t) => {
  const { app, given, as } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.referrer)
  const form = await browser.get('/refer')
  t.match(form, { statusCode: 200, title: 'Refer a person - Rother' })

  const back = await browser.send('/refer', '/refer', SHE)
  t.match(back, { statusCode: 200, h1: ['Read the details back'] })
  for (const said of ['999 000 0018', 'Edna Thornley', '31 March 1944', '12 Acre Lane']) t.match(back.text, said)
  t.same((await as(given.town.referrer).get('/referrals')).body.items, [], 'nothing is sent before it is read back')

  const sent = await browser.sendShown(back, '/refer/send', {})
  t.equal(sent.statusCode, 303)
  const page = await browser.open(sent.location ?? '')
  t.match(page, { statusCode: 200, h1: ['Referral sent'] })
  const { items } = (await as(given.town.referrer).get('/referrals')).body
  t.match(items, [
    { person: { familyName: 'Thornley', bornOn: '1944-03-31' }, status: 'submitted', needs: ['loneliness'] },
  ])
  t.match(page.text, items[0].reference)

  t.equal((await browser.sendShown(back, '/refer/send', {})).location, sent.location, 'pressed twice, sent once')
  t.equal((await as(given.town.referrer).get('/referrals')).body.items.length, 1)
})

t.test('what is wrong is said at its field, and nothing that was typed is lost', async (t) => {
  const { app, given } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.referrer)
  const shown = await browser.send('/refer', '/refer', {
    ...SHE,
    nhsNumber: '999 000 0019',
    bornOn: '31/13/1944',
    consent: '',
  })
  t.match(shown, { statusCode: 400, title: 'Error: Refer a person - Rother' })
  for (const [field, text] of [
    ['nhsNumber', 'its ten digits do not fit together'],
    ['bornOn', 'Enter the date of birth, like 31 3 1944'],
    ['consent', 'Ask the person whether they agree'],
  ] as const) {
    t.match(shown.text, new RegExp(`href="#${field}"`), `the summary links to ${field}`)
    t.match(shown.text, text)
  }
  t.match(shown.text, 'value="Thornley"')
  t.match(shown.text, 'Alone since her husband died')
  t.match(shown.text, /value="letter"[^>]*checked/)

  const back = await browser.send('/refer', '/refer', SHE)
  const changed = await browser.sendShown(back, '/refer', {})
  t.match(changed, { statusCode: 200, h1: ['Refer a person'] })
  t.match(changed.text, 'value="Thornley"', '"change" brings the form back whole')
})

t.test('an open referral of the same person is shown instead of a second one', async (t) => {
  const { app, given } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.referrer)
  const send = async (more: Record<string, string> = {}) =>
    browser.sendShown(await browser.send('/refer', '/refer', SHE), '/refer/send', more)
  const first = (await send()).location?.replace('/sent', '') ?? ''
  const second = await browser.send('/refer', '/refer', SHE)
  t.match(second.text, `href="${first}"`)
  t.equal((await browser.sendShown(second, '/refer/send', {})).statusCode, 409)
  t.equal((await send({ secondBecause: 'Another matter, agreed with the lead' })).statusCode, 303)
})
