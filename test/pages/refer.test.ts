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
const HE = {
  ...SHE,
  nhsNumber: '',
  noNhsNumberBecause: 'not-registered',
  givenName: 'Amos',
  familyName: 'Birtwell',
  address: '',
  postcode: '',
  noAddressBecause: 'no-fixed-address',
  phone: '',
  reach: 'no-phone',
}

t.test('a practice refers', async (t) => {
  const { app, given, as, clock } = await startApp(t)
  const browser = createBrowser(app)
  await browser.signIn(given.town.referrer)
  const listed = async (query = '') => (await as(given.town.referrer).get(`/referrals${query}`)).body.items

  await t.test('one page to fill in, one to read back, and it is sent', async (t) => {
    const form = await browser.get('/refer')
    t.match(form, { statusCode: 200, title: 'Refer a person - Rother' })

    const back = await browser.send('/refer', '/refer', SHE)
    t.match(back, { statusCode: 200, h1: ['Read the details back'] })
    for (const said of ['999 000 0018', 'Edna Thornley', '31 March 1944', '12 Acre Lane']) t.match(back.text, said)
    t.same(await listed(), [], 'nothing is sent before it is read back')

    const sent = await browser.sendShown(back, '/refer/send', {})
    t.equal(sent.statusCode, 303)
    const page = await browser.open(sent.location ?? '')
    t.match(page, { statusCode: 200, h1: ['Referral sent'] })
    const items = await listed()
    t.match(items, [
      { person: { familyName: 'Thornley', bornOn: '1944-03-31' }, status: 'submitted', needs: ['loneliness'] },
    ])
    t.match(page.text, items[0].reference)

    t.equal((await browser.sendShown(back, '/refer/send', {})).location, sent.location, 'pressed twice, sent once')
    t.equal((await listed()).length, 1)
  })

  await t.test('an open referral of the same person is shown instead of a second one', async (t) => {
    const send = async (more: Record<string, string> = {}) =>
      browser.sendShown(await browser.send('/refer', '/refer', SHE), '/refer/send', more)
    const second = await browser.send('/refer', '/refer', SHE)
    t.match(second.text, `href="/referrals/${(await listed())[0].id}"`)
    const refused = await browser.sendShown(second, '/refer/send', {})
    t.equal(refused.statusCode, 409)
    t.notMatch(refused.text, /secondBecause<|in secondBecause/)
    t.equal((await send({ secondBecause: 'Another matter, agreed with the lead' })).statusCode, 303)
  })

  await t.test('what is wrong is said at its field, and nothing that was typed is lost', async (t) => {
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

  await t.test('what cannot be sent is said before it is read back, in words, at its field', async (t) => {
    const faulty: [Record<string, string | string[]>, field: string, words: string][] = [
      [{ nhsNumber: '' }, 'nhsNumber', 'select why there is none'],
      [{ address: '', postcode: '' }, 'address', 'Enter the address'],
      [{ postcode: '' }, 'postcode', 'Enter the postcode'],
      [{ phone: '' }, 'phone', 'Enter the phone number, or select another way'],
      [{ phone: 'the blue one' }, 'phone', 'digits and spaces only'],
      [{ reach: ['phone', 'no-phone'] }, 'reach', 'both cannot be'],
      [{ reach: 'email' }, 'email', 'Enter the email address'],
      [{ conditions: '' }, 'conditions', 'give the condition, or say that the person is a carer'],
      [{ bornOn: '3/4/2020' }, 'bornOn', 'younger than the scheme takes'],
      [{ bornOn: '3/4/2043' }, 'bornOn', 'not in the future'],
      [{ givenName: `Ed${'na'.repeat(80)}` }, 'givenName', 'Enter the first name'],
      [{ familyName: 'Thorn\u0000ley' }, 'familyName', 'Type this again by hand'],
      [{ homeVisitRisk: 'known' }, 'homeVisitRiskNote', 'what the risk is'],
      [{ needs: '' }, 'needs', 'Select what the person would like help with'],
    ]
    for (const [typed, field, words] of faulty) {
      const shown = await browser.send('/refer', '/refer', { ...SHE, ...typed })
      t.match(shown, { statusCode: 400, h1: ['Refer a person'] }, field)
      t.match(shown.text, `href="#${field}"`)
      t.match(shown.text, words)
      t.match(shown.text, `id="${field}"`, 'the link has somewhere to go')
      t.notMatch(shown.text, /facts\.|noNhsNumberBecause why|Too (?:big|small)|Invalid (?:input|option)|expected/)
    }
  })

  await t.test(
    'somebody without an address, a phone or an NHS number is referred; days are read as people write them',
    async (t) => {
      for (const [bornOn, familyName] of [
        ['3 Apr 1943', 'Birtwell'],
        ['3.4.43', 'Birtwhistle'],
      ] as const) {
        const back = await browser.send('/refer', '/refer', { ...HE, bornOn, familyName })
        t.match(back.text, 'No fixed address.')
        t.match(back.text, '3 April 1943')
        t.equal((await browser.sendShown(back, '/refer/send', {})).statusCode, 303)
      }
    },
  )

  await t.test('the line of a clinical system fills the fields, to be checked', async (t) => {
    const filled = await browser.send('/refer', '/refer', {
      line: 'HOLROYD, Ada (Mrs)  Born 03-Apr-1943  NHS No. 999 001 0005\n4 Mill Row, Millbridge, S60 1AA  Home: 01632 960 777',
      reason: 'Typed before',
    })
    t.match(filled, { statusCode: 200, h1: ['Refer a person'] })
    for (const value of ['Holroyd', '3 April 1943', 'S60 1AA'])
      t.match(filled.text, new RegExp(`value="${value}"`, 'i'))
    t.match(filled.text, 'Typed before')
    t.match(filled.text, 'Check each with your record')
  })

  await t.test('what is half typed is kept for its writer alone, and goes when it is sent', async (t) => {
    const form = await browser.get('/refer')
    const half = { givenName: 'Wilf', familyName: 'Ackroyd', needs: ['loneliness', 'money'] }
    const byItself = await browser.post('/refer/drafts', { ...hiddenOf(form.text), ...half }, { 'x-by-itself': 'yes' })
    t.equal(byItself.statusCode, 204)
    const saved = await browser
      .sendShown(form, '/refer', {})
      .then(() => browser.post('/refer/drafts', { ...hiddenOf(form.text), ...half, reason: 'Rang' }))
    t.equal(saved.location, '/referrals?show=draft&done=saved')
    const drafts = await browser.open('/referrals?show=draft')
    t.equal(drafts.text.match(/Wilf Ackroyd<\/a>/g)?.length, 1, 'saved twice, there once')
    t.match(drafts.text, 'deleted on')
    const href = /href="(\/refer\?draft=[^"]+)"/.exec(drafts.text)?.[1] ?? ''

    const colleague = createBrowser(app)
    await colleague.signIn(given.town.otherReferrer)
    t.equal((await colleague.get(href)).statusCode, 404, 'nobody else reads it')
    t.notMatch((await colleague.open('/referrals?show=draft')).text, 'Ackroyd')

    const again = await browser.get(href)
    t.match(again.text, 'value="Ackroyd"')
    t.match(again.text, /value="money"[^>]*checked/)
    const back = await browser.sendShown(again, '/refer', { ...HE, ...half })
    t.equal((await browser.sendShown(back, '/refer/send', {})).statusCode, 303)
    t.notMatch((await browser.open('/referrals?show=draft')).text, 'Wilf Ackroyd', 'it was sent')

    await browser.post('/refer/drafts', { ...hiddenOf((await browser.get('/refer')).text), familyName: 'Oldroyd' })
    clock.forward(15)
    await browser.signIn(given.town.referrer)
    t.notMatch((await browser.open('/referrals?show=draft')).text, 'Oldroyd', 'after two weeks it is shown no more')
  })

  await t.test(
    'a daughter rings: an enquiry, and with the yes of her mother a referral for whoever asked',
    async (t) => {
      const duty = createBrowser(app)
      await duty.signIn(given.town.advisor)
      t.match(await duty.send('/enquiries', '/enquiries', { whoRang: 'Rose Bell, her daughter' }), {
        statusCode: 400,
        text: /value="Rose Bell, her daughter"/,
      })
      const asked = {
        whoRang: 'Rose Bell, her daughter',
        ringBack: '01632 960 777 after six',
        personName: 'Ivy Bell',
        about: 'She does not go out any more',
      }
      t.match(await duty.send('/enquiries', '/enquiries', asked), {
        statusCode: 303,
        location: '/enquiries?done=taken',
      })
      const list = await duty.get('/enquiries')
      t.match(list.text, /About Ivy Bell[\s\S]*ring back 01632 960 777 after six/)
      const [, href = ''] = /href="(\/refer\?enquiry=[^"]+)"/.exec(list.text) ?? []

      const { onBehalfOf: _, ...she } = { ...SHE, nhsNumber: '999 000 0026', givenName: 'Ivy', familyName: 'Bell' }
      const form = await duty.get(href)
      const refused = await duty.sendShown(form, '/refer', { ...she, practiceId: given.town.practiceId })
      t.match(refused, { statusCode: 400, text: /Select who asked/ })
      const whole = {
        ...she,
        practiceId: given.town.practiceId,
        source: 'self-or-family',
        outsideName: 'Rose Bell',
        outsideRole: 'daughter',
        answerBy: 'letter',
        answerTo: '3 Mill Row\nMillbridge\nS60 1AA',
      }
      const back = await duty.sendShown(form, '/refer', whole)
      t.match(back, { statusCode: 200, h1: ['Read the details back'] })
      const sent = await duty.sendShown(back, '/refer/send', {})
      t.match(sent, { statusCode: 303, location: /\/sent$/ })
      t.match(await duty.open(sent.location ?? ''), { statusCode: 200, h1: ['Referral sent'] })
      const [row] = (await as(given.town.advisor).get('/referrals?owner=anyone')).body.items.filter(
        ({ person }: { person: { familyName: string } }) => person.familyName === 'Bell',
      )
      t.match((await as(given.town.advisor).get(`/referrals/${row.id}`)).body, {
        source: 'self-or-family',
        outsideReferrer: { name: 'Rose Bell', mayKnowMore: false },
      })
      t.match((await duty.get('/enquiries')).text, /No enquiry waits/, 'it has become the referral')

      await duty.send('/enquiries', '/enquiries', { ...asked, personName: 'Amos Birtwell' })
      const [, end = ''] = /action="(\/enquiries\/[^"]+\/end)"/.exec((await duty.get('/enquiries')).text) ?? []
      t.match(await duty.send('/enquiries', end, {}), { statusCode: 400, text: /Select what came of it/ })
      t.match(await duty.send('/enquiries', end, { outcome: 'person-said-no' }), { location: '/enquiries?done=ended' })
      t.match((await duty.get('/enquiries')).text, /No enquiry waits/)
      t.equal((await browser.get('/enquiries')).statusCode, 403, 'a practice has none')
    },
  )
})

const hiddenOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [
      ...(/<form[^>]*data-save-to[\s\S]*?<\/form>/.exec(html)?.[0] ?? '').matchAll(
        /type="hidden" name="([^"]*)" value="([^"]*)"/g,
      ),
    ].map(([, name = '', value = '']): [string, string] => [name, value]),
  )
