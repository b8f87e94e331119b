import t from 'tap'
import { OUTGOING_EVENT_CODES, OUTGOING_EVENTS } from '../../src/features/messages/kinds.ts'
import { OUTGOING_STATUSES, OUTGOING_STEPS, takeOutgoingStep } from '../../src/features/messages/lifecycle.ts'
import { composeDigest, composeNotice, composeNoticeText } from '../../src/features/messages/notices.ts'
import { startApp } from '../support/app.ts'

const SUBJECT = '019cadf8-0000-7000-8000-00000edith01'
/** What a notice may say to do: a name alone, also the first, is none of these. */
const ALLOWED_SENTENCE =
  /^(Sign in (to read it|and say that you have it(, then ring the worker)?)|Sign in, read it, and say what will be done|Otherwise you are rung|In danger, ring 999|It arrived|There is nothing to do|Open this to (check in and out|read it, and say whether it is right):|\{link\})\.?$/

/** Links for those who do not sign in. */
const TO_A_GROUP: readonly (typeof OUTGOING_EVENT_CODES)[number][] = ['week-link', 'offer-link']

t.test('every text of every event says a label, a reference and where to sign in, and nothing else', async (t) => {
  for (const event of OUTGOING_EVENT_CODES.filter((code) => !TO_A_GROUP.includes(code))) {
    const { subject, body } = composeNotice(event, { subjectId: SUBJECT })
    const text = composeNoticeText(event, { subjectId: SUBJECT })
    const { label, urgent } = OUTGOING_EVENTS[event]
    const reference = SUBJECT.slice(-8).toUpperCase()
    t.equal(subject, `${urgent ? 'Today: ' : ''}${label} (${reference})`)
    t.equal(text, `${label}. Sign in: {site} (${reference})`)
    const [first, what = '', ...rest] = body.split('\n\n')
    t.equal(first, `${label}.`)
    for (const sentence of what.split(/\.\s+|\n/))
      t.match(sentence, ALLOWED_SENTENCE, `${event}: no other word, so no name: ${sentence}`)
    t.notMatch(`${what} ${label}`, /[a-z,] [A-Z]/, `${event}: no name inside a sentence`)
    const last = 'This mail was sent by a machine. Nobody reads an answer to it.'
    t.same(rest, [`Reference ${reference}`, 'Sign in: {site}', last], event)
    t.ok(subject.length <= 100, event)
    t.ok(text.length <= 160, `${event} fits into one text`)
    t.notMatch(subject + body + text, /referral|loneliness|diabetes|dementia|bereave|\{name\}|Mrs|Mr /i, event)
  }
  t.same(
    OUTGOING_EVENT_CODES.filter((event) => OUTGOING_EVENTS[event].urgent && OUTGOING_EVENTS[event].mayBeOff),
    [],
    'what is urgent may not be off',
  )
  t.notMatch(composeDigest({ tasks: 3, overdue: 1, unread: 2 }).body, /[A-Z]{2}\d/, 'counts only')
})

t.test('what goes to a group without an account says what its link is for, and names nobody', async (t) => {
  for (const event of TO_A_GROUP) {
    const { subject, body } = composeNotice(event, { subjectId: SUBJECT })
    const text = composeNoticeText(event, { subjectId: SUBJECT })
    t.match(body, '{link}', event)
    t.match(text, '{link}', event)
    t.match(body, 'last three digits', `${event}: a machine that opens it does nothing`)
    t.ok(text.length <= 160, `${event} fits into one text`)
    t.notMatch(`${subject} ${body} ${text}`, /[a-z,] [A-Z](?!ULL|ALL|ES|O\b)/, `${event}: no name inside a sentence`)
    t.notMatch(subject + body + text, /referral|loneliness|diabetes|dementia|bereave|\{name\}|Mrs|Mr /i, event)
  }
})

t.test('every status by every step', async (t) => {
  for (const status of OUTGOING_STATUSES) {
    for (const step of Object.keys(OUTGOING_STEPS) as (keyof typeof OUTGOING_STEPS)[]) {
      const from: readonly string[] = OUTGOING_STEPS[step].from
      t.equal(takeOutgoingStep(status, step), from.includes(status) ? OUTGOING_STEPS[step].to : undefined)
    }
  }
})

t.test('a message in the inbox: the mailbox hears at once, people once a day, or as they decided', async (t) => {
  const { given, as, sent, runJobs, clock } = await startApp(t)
  const { town } = given
  await given.rows(`update organisations set email = 'reception@wharf-lane.example' where id = '${town.practiceId}'`)
  const to = (address: string) => sent.mail.filter((mail) => mail.to === address)
  // Today's digests are out: what comes now stands in tomorrow's.
  await runJobs()
  await given.referral()
  await runJobs()
  t.equal(to('reception@wharf-lane.example').length, 1)
  t.equal(to(town.referrer.email).length, 0)

  clock.set('2026-03-03T08:00:00Z')
  await runJobs()
  await runJobs()
  const digests = to(town.referrer.email)
  t.match(digests, [{ subject: 'What came in since yesterday', text: /nobody has read: 1/ }])
  t.equal(digests.length, 1, 'one a day')

  const practice = as(town.referrer)
  const set = await practice.put(
    '/me/notices',
    { choices: [{ event: 'message', time: 'now' }] },
    { headers: { 'if-match': '"1"' } },
  )
  t.match(
    set,
    {
      statusCode: 200,
      body: {
        choices: [
          { event: 'task', time: 'daily' },
          { event: 'message', time: 'now' },
        ],
      },
    },
    set.text,
  )
  await given.referral()
  await runJobs()
  t.equal(to(town.referrer.email).length, 2, 'now at once')
  await as(town.referrer).put(
    '/me/notices',
    { choices: [{ event: 'message', time: 'never' }] },
    { headers: { 'if-match': '"2"' } },
  )
  const old = { headers: { 'if-match': '"2"' } }
  t.equal(
    (await as(town.referrer).put('/me/notices', { choices: [] }, old)).statusCode,
    412,
    'another window was first',
  )
  t.equal((await as(town.referrer).put('/me/notices', { choices: [] })).statusCode, 428, 'without a version')
  t.match(await as(town.referrer).get('/me/notices'), { headers: { etag: '"3"' } })
  clock.set('2026-03-04T08:00:00Z')
  await runJobs()
  t.equal(to(town.referrer.email).length, 2, 'never: not even in the digest')
})

t.test('a same-day message comes at once to everybody there, and cannot be turned off', async (t) => {
  const { given, as, sent, runJobs } = await startApp(t)
  const { town } = given
  const off = await as(town.referrer).put(
    '/me/notices',
    { choices: [{ event: 'message-same-day', time: 'never' }] },
    { headers: { 'if-match': '"1"' } },
  )
  t.match(off, { statusCode: 422, body: { detail: /cannot wait: it always comes at once/ } })
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await runJobs()
  sent.mail.splice(0)
  const fall = { urgency: 'same-day', about: 'fall', text: 'She fell on the stairs last night' }
  await as(town.advisor).post(`/referrals/${referral.id}/messages`, fall)
  await runJobs()
  t.match(sent.mail, [{ to: town.referrer.email, subject: /^Today: A message to answer today/ }])
  t.notMatch(JSON.stringify(sent.mail), /fell|stairs|Edith|Thornley/)
})

t.test('what was read or done meanwhile is not announced', async (t) => {
  const { given, as, sent, runJobs } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await runJobs()
  sent.mail.splice(0)
  const fall = { urgency: 'same-day', about: 'fall', text: 'She fell' }
  const { messageId } = (await as(town.advisor).post(`/referrals/${referral.id}/messages`, fall)).body
  await as(town.referrer).post(`/messages/${messageId}/read`)
  await runJobs()
  t.same(sent.mail, [])
})

t.test('a worker who is not back rings in a pocket, by mail and text, and the page says whether it left', async (t) => {
  const { given, as, clock, sent, runJobs } = await startApp(t)
  const { town } = given
  await as(town.teamLead).put('/me/notices', { phone: '07700 900123' }, { headers: { 'if-match': '"1"' } })
  const { id: referralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const planned = await advisor.post(`/referrals/${referralId}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-02T10:00:00Z',
    plannedEnd: '2026-03-02T11:00:00Z',
  })
  await advisor.post(`/contacts/${planned.body.id}/check-in`)
  clock.set('2026-03-02T12:00:00Z')
  await runJobs()
  t.match(sent.text, [{ to: '+447700900123', text: /^A worker is not back from a visit\. Sign in/ }])
  t.match(
    sent.mail.filter(({ to }) => to === town.teamLead.email),
    [
      {
        subject: /^Today: A worker is not back/,
        text: /say that you have it, then ring the worker\. In danger, ring 999/,
      },
    ],
  )
  t.match((await as(town.teamLead).get('/lone-working')).body.items, [
    { told: [{ name: 'Lena Lead', delivery: 'sent' }] },
  ])
})

t.test('what could not be told is said beside whoever should have been told', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t, { ports: { mail: undefined, text: undefined } })
  const { town } = given
  const { id: referralId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const times = { plannedStart: '2026-03-02T10:00:00Z', plannedEnd: '2026-03-02T11:00:00Z' }
  const visit = { way: 'home-visit', purpose: 'support', ...times }
  const planned = await advisor.post(`/referrals/${referralId}/contacts`, visit)
  await advisor.post(`/contacts/${planned.body.id}/check-in`)
  clock.set('2026-03-02T12:00:00Z')
  await runJobs()
  t.match((await as(town.teamLead).get('/lone-working')).body.items, [{ told: [{ delivery: 'failed' }] }])
})
