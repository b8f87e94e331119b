import t from 'tap'
import { z } from 'zod'
import { toRecordCopy } from '../../src/features/messages/compose.ts'
import { readForm, type Typed } from '../../src/platform/web/forms.ts'
import { readTime } from '../../src/platform/web/typed-time.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

t.test('a time of the day is read as people write it', (t) => {
  for (const [typed, time] of [
    ['14:30', '14:30'],
    ['9.15', '09:15'],
    ['930', '09:30'],
    ['2pm', '14:00'],
    ['2.30 p.m.', '14:30'],
    ['12am', '00:00'],
    ['midday', '12:00'],
    ['2', undefined],
    ['25:00', undefined],
    ['13pm', undefined],
  ] as const)
    t.equal(readTime(typed), time, typed)
  t.end()
})

t.test('a fault without words of its own is said in plain words', (t) => {
  const form = z.object({
    note: z.string().max(5).optional(),
    many: z.array(z.string()).max(1).optional(),
    count: z.coerce.number().min(2).max(9).optional(),
    kind: z.enum(['one', 'two']).default('one'),
    who: z.string().default('me').or(z.uuid()),
    own: z.string().max(1, 'Our own words').optional(),
  })
  const faulty: [Typed, words: string][] = [
    [{ note: 'too long' }, 'Shorten this to 5 characters or fewer'],
    [{ many: ['a', 'b'] }, 'Select 1 or fewer'],
    [{ count: '1' }, 'Enter 2 or more'],
    [{ count: '10' }, 'Enter 9 or less'],
    [{ count: 'x' }, 'Check what you entered'],
    [{ kind: 'three' }, 'Select one of the answers'],
    [{ who: ['a', 'b'] }, 'Check what you entered'],
    [{ own: 'long' }, 'Our own words'],
  ]
  for (const [typed, words] of faulty)
    t.match(readForm(form, typed), { isRight: false, faults: { list: [{ text: words }] } }, words)
  t.match(readForm(z.object({ name: z.string() }), {}), { faults: { of: { name: 'Answer this' } } })
  t.end()
})

t.test('a copy for the record is never too long to be filed, and keeps who says so', (t) => {
  const body = `${'She was seen at home. '.repeat(66)}\n\nAda Invented, advisor, Millbridge. 2 March 2026.`
  const copy = toRecordCopy({ title: 'First contact', body, snomedCode: '871731000000106' })
  t.ok(copy.length <= 1_500, String(copy.length))
  t.match(copy, /^First contact\nSNOMED CT 871731000000106\n/)
  t.match(copy, /the rest is in the record\)\n\nAda Invented, advisor, Millbridge\. 2 March 2026\.$/)
  t.end()
})

t.test("a practice's own referrals", async (t) => {
  const { app, given, as, runJobs } = await startApp(t)
  const { town } = given
  const browser = createBrowser(app)
  await browser.signIn(town.referrer)
  const mine = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const theirs = await given.referral({ by: town.otherReferrer })
  const [me, them] = [as(town.referrer), as(town.otherReferrer)]
  const { body: one } = await me.get(`/referrals/${mine.id}`)
  const { body: other } = await them.get(`/referrals/${theirs.id}`)

  await t.test('one is found by name, number or reference, and nothing of it stands in an address', async (t) => {
    const { body: person } = await me.get(`/people/${one.person.id}`)
    for (const text of [
      one.person.familyName,
      `${one.person.givenName} ${one.person.familyName}`,
      person.nhsNumber,
      one.reference.toLowerCase(),
    ]) {
      const found = await browser.send('/referrals', '/referrals/find', { text })
      t.match(found, { statusCode: 200, location: undefined })
      t.match(found.text, `href="/referrals/${mine.id}"`, text)
      t.notMatch(found.text, theirs.id)
    }
    const { body: otherPerson } = await them.get(`/people/${other.person.id}`)
    for (const text of [other.reference, otherPerson.nhsNumber]) {
      const found = await browser.send('/referrals', '/referrals/find', { text })
      t.match(found.text, 'Nothing of yours was found', "another practice's stays unsaid")
      t.notMatch(found.text, theirs.id)
    }
    for (const text of ['', 'x', '999 000 0019']) {
      const refused = await browser.send('/referrals', '/referrals/find', { text })
      t.match(refused, { statusCode: 400, title: /^Error: / }, text)
      t.match(refused.text, 'href="#text"')
    }
  })

  await t.test(
    'it is changed with a reason, which both sides read; what was typed stays when the reason lacks',
    async (t) => {
      const page = await browser.get(`/referrals/${mine.id}/change`)
      const older = await browser.get(`/referrals/${mine.id}/change`)
      const typed = { needs: one.needs, reason: 'She fell in March', urgency: 'soon', onBehalfOf: 'Dr Amin' }
      const action = `/referrals/${mine.id}/change`
      const refused = await browser.sendShown(page, action, { ...typed, homeVisitRisk: 'none-known' })
      t.match(refused, { statusCode: 400, title: 'Error: Change the referral - Rother' })
      t.match(refused.text, 'href="#whyReason"')
      t.match(refused.text, 'She fell in March')
      const whyReason = /name="whyReason" type="radio" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
      const changed = await browser.sendShown(page, action, { ...typed, homeVisitRisk: 'none-known', whyReason })
      t.equal(changed.location, `/referrals/${mine.id}?done=changed`)
      t.match((await browser.open(changed.location ?? '')).text, 'She fell in March')
      const stale = await browser.sendShown(older, action, { ...typed, reason: 'Late', whyReason })
      t.equal(stale.statusCode, 412, 'what somebody else changed meanwhile is not written over')
      t.match(stale.text, 'Late')
    },
  )

  await t.test('a draft is no dead end: it is read back and sent, or says what it lacks', async (t) => {
    const draft = await given.referral({ status: 'draft' })
    const open = await browser.get(`/referrals/${draft.id}`)
    t.match(open.text, `href="/referrals/${draft.id}/send"`)
    const page = await browser.get(`/referrals/${draft.id}/send`)
    t.match(page, { statusCode: 200, h1: ['Read the details back'] })
    t.match((await me.get(`/referrals/${draft.id}`)).body, { status: 'draft' }, 'looking sends nothing')
    const sent = await browser.sendShown(page, `/referrals/${draft.id}/send`, {})
    t.equal(sent.location, `/referrals/${draft.id}/sent`)
    t.match((await me.get(`/referrals/${draft.id}`)).body, { status: 'submitted' })

    const { consent: _, ...details } = given.referralDetails({ submit: false })
    const { body: bare } = await me.post('/referrals', details)
    const lacking = await browser.get(`/referrals/${bare.id}/send`)
    t.match(lacking, { statusCode: 200, h1: ['This draft cannot be sent yet'] })
    t.match(lacking.text, 'Ask the person whether they agree')
  })

  await t.test(
    'what the service told about it stands on its page, and the page of somebody else does not open',
    async (t) => {
      await runJobs()
      t.match((await browser.get(`/referrals/${mine.id}`)).text, 'Messages to you')
      for (const path of ['', '/change', '/send'])
        t.equal((await browser.get(`/referrals/${theirs.id}${path}`)).statusCode, 404)
    },
  )

  await t.test('an answer that is too long stays typed, and what to do is said in words', async (t) => {
    const asked = await given.referral({ status: 'returned' })
    const path = `/referrals/${asked.id}/steps/resubmit`
    const answer = 'She said so. '.repeat(80)
    const refused = await browser.send(path, path, { answer })
    t.match(refused, { statusCode: 400, title: /^Error: / })
    t.match(refused.text, 'Shorten this to 1,000 characters or fewer')
    t.match(refused.text, answer.trim())
    t.notMatch(refused.text, 'Too big')
    t.equal((await browser.send(path, path, { answer: 'She said so.' })).statusCode, 303)
  })

  await t.test('a message is copied for the record, whole, coded and short enough, or taken as a letter', async (t) => {
    await given.referral({ status: 'returned' })
    for (let older = 0; older < 3; older++) await given.referral()
    await runJobs()
    const inbox = await browser.open('/inbox')
    const asks = inbox.text.indexOf('Asks you for something')
    t.ok(asks > 0 && asks < inbox.text.indexOf('For your record'), 'what asks for something stands on top')
    const href = /href="(\/inbox\/[0-9a-f-]{36})"/.exec(inbox.text)?.[1] ?? ''
    const message = await browser.open(href)
    const copy = /<textarea[^>]*id="copy"[^>]*>([^<]*)</.exec(message.text)?.[1] ?? ''
    t.ok(copy.length > 50 && copy.length < 1_500)
    t.match(copy, message.h1[0])
    const letter = await browser.get(`${href}/letter.pdf`)
    t.match(letter, { statusCode: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' } })
    t.match(letter.text, /^%PDF/)
  })
})
