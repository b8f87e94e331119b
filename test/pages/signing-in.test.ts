import t from 'tap'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'
import { PASSWORD } from '../support/town.ts'

t.test('somebody signs in, and out again, and "back" shows nothing', async (t) => {
  const { app, given } = await startApp(t)
  const browser = createBrowser(app)
  const first = await browser.open('/')
  t.match(first, { statusCode: 200, title: 'Sign in - Rother', h1: ['Sign in'] })
  t.match(String(first.headers['cache-control']), 'no-store')

  const wrong = await browser.send('/sign-in', '/sign-in', {
    email: given.town.referrer.email,
    password: 'not this one',
  })
  t.match(wrong, { statusCode: 401, title: 'Error: Sign in - Rother' })
  t.notMatch(wrong.text, 'not this one', 'a password is not shown again')
  t.match(wrong.text, given.town.referrer.email, 'the address is')

  const entered = await browser.send('/sign-in', '/sign-in', { email: given.town.referrer.email, password: PASSWORD })
  t.match(entered, { statusCode: 303, location: '/' })
  const cookie = String(entered.headers['set-cookie'])
  t.match(cookie, /__Host-rother=[\w-]{40,}; Path=\/; HttpOnly; Secure; SameSite=Lax/)
  const home = await browser.open('/')
  t.match(home, { statusCode: 200 })
  t.match(home.text, given.town.referrer.name)

  t.match(await browser.send('/account', '/sign-out', {}), { statusCode: 303, location: '/sign-in' })
  t.match(await browser.get('/account'), { statusCode: 303, location: '/sign-in?to=%2Faccount' })
})

t.test('a cookie opens no route of the API, and a token opens no page', async (t) => {
  const { app, given, as } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.advisor)
  t.match(await browser.get('/api/v1/me'), { statusCode: 401 })
  const token = await as(given.town.advisor).token()
  const page = await app.inject({ url: '/account', headers: { authorization: `Bearer ${token}`, accept: 'text/html' } })
  t.equal(page.statusCode, 303)
})

t.test('fifteen minutes without a page end the session; what was typed waits for the same person', async (t) => {
  const { app, given, clock } = await startApp(t)
  const browser = createBrowser(app)
  const begun = new Date(clock.now())
  const after = (minutes: number) => clock.set(new Date(begun.getTime() + minutes * 60_000))
  await browser.signIn(given.town.advisor)
  after(14)
  t.equal((await browser.get('/account')).statusCode, 200)
  after(28)
  t.equal((await browser.get('/account')).statusCode, 200, 'each page counts anew')
  after(44)
  t.match(await browser.get('/account'), { statusCode: 303, location: '/sign-in?to=%2Faccount' })

  const over = await browser.post('/memberships', { membershipId: 'what I typed' })
  t.match(over, { statusCode: 401, h1: ['Sign in again'] })
  t.notMatch(over.text, 'what I typed', 'sealed: the next at this desk cannot read it')
  const kept = /name="kept" value="([^"]+)"/.exec(over.text)?.[1] ?? ''
  t.not(kept, '')
  const withPostcode = await browser.post('/refer', { reason: 'what I typed', postcode: 'S60 1AA' })
  t.match(withPostcode.text, /name="kept"/, 'a postcode is no secret')
  const secret = await browser.post('/account/password', { current: 'my password', new: 'another' })
  t.notMatch(secret.text, /name="kept"/, 'a password is kept nowhere, sealed or not')
  const csrf = /name="_csrf" value="([^"]+)"/.exec(over.text)?.[1] ?? ''
  const signIn = (email: string) => browser.post('/sign-in', { _csrf: csrf, email, password: PASSWORD, kept })
  t.match(await signIn(given.town.referrer.email), { statusCode: 303, location: '/' }, 'nobody else gets it')
  browser.cookies.delete('__Host-rother')
  const back = await signIn(given.town.advisor.email)
  t.match(back, { statusCode: 200, h1: ['Carry on where you were'] })
  t.match(back.text, 'value="what I typed"')
  t.match(back.text, 'action="/memberships"')
})

t.test('a form from another site does nothing', async (t) => {
  const { app, given } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.advisor)
  const { text } = await browser.get('/account')
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const elsewhere = { origin: 'https://elsewhere.example' }
  t.equal((await browser.post('/sign-out', { _csrf }, elsewhere)).statusCode, 403)
  t.equal((await browser.post('/sign-out', { _csrf }, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal((await browser.post('/sign-out', {})).statusCode, 403, 'without what the page carries')
  const other = createBrowser(app)
  await other.signIn(given.town.referrer)
  other.cookies.set('__Host-rother-form', browser.cookies.get('__Host-rother-form') ?? '')
  t.equal((await other.post('/sign-out', { _csrf })).statusCode, 403, "with what another's page carried")
  t.equal((await browser.get('/account')).statusCode, 200, 'still signed in')
  t.equal((await browser.post('/sign-out', { _csrf })).statusCode, 303)
})

t.test('what is not there, and what is not theirs, is said on a page', async (t) => {
  const { app, given } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.referrer)
  t.match(await browser.get('/no-such-page'), { statusCode: 404, h1: ['Page not found'] })
  t.match(await browser.get('/help'), { statusCode: 200, h1: ['Help'] })
  const { headers } = await browser.get('/help')
  t.match(String(headers['content-security-policy']), /default-src 'none'.*script-src 'self'/)
  t.notMatch(String(headers['content-security-policy']), 'unsafe')
})
