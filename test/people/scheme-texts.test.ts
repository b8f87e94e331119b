import t from 'tap'
import {
  defaultText,
  faultsOfText,
  formOf,
  PLACEHOLDERS,
  rulesOf,
  TEXT_KEYS,
} from '../../src/features/people/reach-texts.ts'
import { countSegments } from '../../src/features/people/text-segments.ts'
import { edith, ON_MONDAY_WEEK } from '../contacts/given-visits.ts'
import { startApp } from '../support/app.ts'

const at = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
const LETTER = { subject: 'Hello from us', body: 'Dear {name},\n\nWe are {service}.\n\n{ringUs}' }

t.test('a text is counted in the parts in which it goes out', async (t) => {
  t.equal(countSegments('a'.repeat(160)), 1)
  t.equal(countSegments('a'.repeat(161)), 2)
  t.equal(countSegments(`${'a'.repeat(158)}€`), 1, 'a euro takes two places')
  t.equal(countSegments(`${'a'.repeat(159)}€`), 2)
  t.equal(countSegments('ł'.repeat(70)), 1)
  t.equal(countSegments('ł'.repeat(71)), 2, 'one letter from elsewhere, and 70 are the most')
})

t.test('every default keeps the rules, and nothing in braces leads to a need, an activity or an address', async (t) => {
  const facts = { name: 'Edith Example', serviceName: 'Community Links', servicePhone: '01632 960100', who: 'Ada' }
  for (const key of TEXT_KEYS) t.same(faultsOfText(key, defaultText(key), { facts, sensitive: [] }), [], key)
  t.same(
    Object.keys(PLACEHOLDERS),
    ['name', 'service', 'ringUs', 'who', 'when'],
    'a new one is a decision about what a stranger reads',
  )
  for (const key of TEXT_KEYS.filter((key) => formOf(key) === 'text' || formOf(key) === 'mail'))
    t.notOk(rulesOf(key).may.includes('name'), `${key} does not say to whom it is`)
})

t.test(
  'a letter goes out in the words of the scheme, once they are set, and in the default when they are reset',
  async (t) => {
    const { given, as } = await startApp(t)
    const { town } = given
    const administrator = as(town.administrator)
    const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
    const write = async () => {
      const answer = await as(town.advisor).post(`/people/${personId}/reach`, {
        purpose: 'closing',
        preferred: 'letter',
      })
      const { outgoingId } = answer.body
      const [row] = await given.rows<{ subject: string; body: string }>(
        `select subject, body from outgoing_messages where id = '${outgoingId}'`,
      )
      return row
    }
    t.match(await write(), { subject: 'Our work together has ended', body: /^Dear Edith Thornley,\n\nOur work/ })
    const set = await administrator.put('/scheme/texts/letter-closing', LETTER, at(0))
    t.match(
      set,
      { statusCode: 200, body: { isDefault: false, version: 1, changedBy: town.administrator.name } },
      set.text,
    )
    t.match(await write(), { subject: 'Hello from us', body: /^Dear Edith Thornley,\n\nWe are [^{]+\n\nPlease/ })
    t.match(await administrator.put('/scheme/texts/letter-closing', LETTER, at(0)), { statusCode: 412 }, 'stale')
    t.match(await administrator.delete('/scheme/texts/letter-closing', at(1)), {
      statusCode: 200,
      body: { isDefault: true, version: 2, subject: 'Our work together has ended' },
    })
    t.match(await write(), { subject: 'Our work together has ended' })
    const audit = await given.rows<{ action: string; detail: object }>(
      `select action, detail from audit_tail where action like 'scheme.text%' order by id`,
    )
    t.match(audit, [
      { action: 'scheme.text-set', detail: { key: 'letter-closing', from: 0, to: 1 } },
      { action: 'scheme.text-reset', detail: { key: 'letter-closing', from: 1, to: 2 } },
    ])
  },
)

t.test(
  'what a person hears by itself is in the words of the scheme too, and never without who comes and when',
  async (t) => {
    const test = await startApp(t)
    const { given, as, runJobs } = test
    const administrator = as(given.town.administrator)
    const key = 'letter-visit-planned'
    const words = { subject: 'A visit', body: 'Dear {name},\n\nOn {when}, {who} comes. {ringUs}' }
    for (const missing of ['{who}', '{when}'])
      t.match(
        await administrator.put(`/scheme/texts/${key}`, { ...words, body: words.body.replace(missing, 'x') }, at(0)),
        { statusCode: 400, body: { errors: [{ pointer: '#/body', detail: new RegExp(`^Put in \\${missing}`) }] } },
        missing,
      )
    t.match(
      await administrator.put('/scheme/texts/letter-closing', { ...LETTER, body: `${LETTER.body} {when}` }, at(0)),
      { statusCode: 400, body: { errors: [{ detail: /\{when\} may not stand here/ }] } },
      'nobody comes: there is no when',
    )
    t.match(await administrator.post(`/scheme/texts/${key}/preview`, { words }), {
      statusCode: 200,
      body: { body: /^Dear Edith Example,\n\nOn Wednesday 30 September 2026 at 10:30, Ada comes\. Please/ },
    })
    t.match(await administrator.post('/scheme/texts/text-visit-planned/preview', {}), {
      statusCode: 200,
      body: { body: /^Ada: Wednesday 30 September 2026 at 10:30\. To change it/, segments: 1 },
    })
    const set = await administrator.put(`/scheme/texts/${key}`, words, at(0))
    t.match(
      set,
      {
        statusCode: 200,
        body: { label: 'Letter: a visit is planned', mustHold: ['{name}', '{ringUs}', '{who}', '{when}'] },
      },
      set.text,
    )
    const she = await edith(test)
    await she.plan(ON_MONDAY_WEEK)
    await runJobs()
    t.match(await she.visits(), [
      { subject: 'A visit', body: /^Dear Edith Thornley,\n\nOn Monday 9 March 2026 at 10:00, Ada comes\. Please/ },
    ])
    t.match(await she.acknowledged(), [{ subject: 'We have your referral' }], 'the others as they were')
  },
)

t.test('two set the same text at once: one wins', async (t) => {
  const { given, as } = await startApp(t)
  const administrator = as(given.town.administrator)
  await administrator.token()
  const answers = await Promise.all([1, 2].map(() => administrator.put('/scheme/texts/letter-plan', LETTER, at(0))))
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 412])
})

t.test('what may not stand in a text is said with its place and with what may', async (t) => {
  const { given, as } = await startApp(t)
  const administrator = as(given.town.administrator)
  const refusedBecause = async (key: string, words: object) => {
    const answer = await administrator.put(`/scheme/texts/${key}`, words, at(0))
    t.equal(answer.statusCode, 400, answer.text)
    return answer.body.errors
  }
  t.match(await refusedBecause('letter-closing', { ...LETTER, body: `${LETTER.body} {need} and {address}` }), [
    { pointer: '#/body', detail: '{need} may not stand here; these may: {name}, {service}, {ringUs}' },
    { pointer: '#/body', detail: /\{address\} may not stand here/ },
  ])
  t.match(await refusedBecause('letter-closing', { ...LETTER, body: 'Dear {name}, goodbye' }), [
    { pointer: '#/body', detail: 'Put in {ringUs}: a sentence that says whom to ring, and the number' },
  ])
  t.match(await refusedBecause('letter-closing', { ...LETTER, subject: 'For {name}' }), [{ pointer: '#/subject' }])
  t.match(await refusedBecause('text', { subject: 'From {service}', body: 'Hello {name}. {ringUs}' }), [
    { pointer: '#/body', detail: /\{name\} may not stand here/ },
  ])
  t.match(await refusedBecause('text', { subject: 'From us', body: `${'Please do ring. '.repeat(22)}{ringUs}` }), [
    { pointer: '#/body', detail: /Make it shorter/ },
  ])
  t.match(await refusedBecause('mail', { subject: 'Your domestic abuse referral', body: '{ringUs}' }), [
    { pointer: '#/subject', detail: /Leave out “Domestic abuse”/ },
  ])
  t.match(await refusedBecause('mail', { subject: 'From us', body: '{ringUs} {' }), [
    { pointer: '#/body', detail: /A brace is alone/ },
  ])
  t.match(await as(given.town.advisor).put('/scheme/texts/mail', LETTER, at(0)), { statusCode: 403 })
})

t.test('a preview is to somebody invented, on the screen and on paper', async (t) => {
  const { given, as } = await startApp(t)
  const administrator = as(given.town.administrator)
  t.match(await administrator.post('/scheme/texts/letter-first-contact/preview', {}), {
    statusCode: 200,
    body: { subject: 'Your referral to us', body: /^Dear Edith Example,/, segments: null },
  })
  t.match(await administrator.post('/scheme/texts/text/preview', {}), { statusCode: 200, body: { segments: 1 } })
  const pdf = await administrator.post('/scheme/texts/letter-first-contact/preview-pdf', { words: LETTER })
  t.match(pdf, { statusCode: 200, text: /^%PDF-/ })
  t.match(await administrator.post('/scheme/texts/text/preview-pdf', {}), { statusCode: 422 })
  t.match(await administrator.post('/scheme/texts/mail/preview', { words: { subject: 'x', body: 'no way to ring' } }), {
    statusCode: 400,
  })
  const { body } = await administrator.get('/scheme/texts')
  t.equal(body.items.length, TEXT_KEYS.length)
  t.ok(
    body.items.every(({ isDefault, version }: { isDefault: boolean; version: number }) => isDefault && version === 0),
  )
})

t.test('what a colleague writes, and a name with braces, are not read as placeholders', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const person = given.personDetails({ familyName: '{ringUs}' })
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  const words = { subject: 'A word', body: 'Bring {name} along.' }
  await as(town.advisor).post(`/people/${personId}/reach`, { purpose: 'answer', preferred: 'letter', words })
  const [row] = await given.rows<{ body: string }>(
    `select body from outgoing_messages where recipient_kind = 'person' order by id desc limit 1`,
  )
  t.match(row, { body: /^Dear Edith \{ringUs\},\n\nBring \{name\} along\.\n\nPlease/ })
})
