import t from 'tap'
import { checkDigits } from '../../src/features/links/use-cases/check-digits.ts'
import { openGroupLink } from '../../src/features/links/use-cases/open-group-link.ts'
import { addDays, sayDay } from '../../src/platform/clock.ts'
import { startApp } from '../support/app.ts'
import { giveGroup, lightBrowser, linkIn } from './given-group.ts'

const test = await startApp(t)
const { given, as, clock, runJobs, sent: outbox } = test
const { town } = given
const phone = lightBrowser(test)

/** The clock goes on to the next Monday, the first time to 2 March 2026; never back, for whoever has signed in. Gives the Tuesday after it. */
let monday = '2026-02-23'
function nextMonday(): string {
  monday = addDays(monday, 7)
  clock.set(`${monday}T09:30:00Z`)
  return addDays(monday, 1)
}

const digitsOf = async (providerId: string): Promise<string> => {
  const [row] = await given.rows<{ phone: string }>(`select phone from organisations where id = '${providerId}'`)
  return row?.phone.slice(-3) ?? ''
}
const tasksAbout = (subjectId: string) =>
  given.rows<{ kind: string; organisationId: string }>(
    `select kind, organisation_id as "organisationId" from tasks where subject_id = '${subjectId}' and done_at is null order by id`,
  )

t.test('each Monday a group without an account has the link of its week, once', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  await group.place({ givenName: 'Ada', familyName: 'Aldous' })
  const before = outbox.mail.length
  await runJobs()
  await runJobs()
  const sent = outbox.mail.slice(before).filter(({ to }) => to === group.address)
  t.equal(sent.length, 1)
  t.notMatch(sent[0]?.text, /Ada|Aldous|Tuesday table/, 'a shared mailbox reads no name')

  const url = linkIn(sent)
  const page = await phone.get(url)
  t.equal(page.statusCode, 200)
  t.match(page.body, /Tuesday 3 March 2026, 12:00 to 14:00/)
  t.match(page.body, /Ada/)
  t.notMatch(page.body, /Aldous/, 'a first name and no more')
  t.equal(page.headers['referrer-policy'], 'no-referrer')
  t.equal(page.headers['set-cookie'], undefined)
  t.ok(page.body.length + (await styleOf(page.body)) < 15_000, 'under 15 kB with its style')
  t.notMatch(page.body, /sign in|account|password/i)
})

t.test('a group that joins on a Tuesday has its link on that day, and not again on the next', async (t) => {
  const tuesday = nextMonday()
  clock.set(`${tuesday}T09:30:00Z`)
  const group = await giveGroup(test)
  await runJobs()
  clock.set(`${addDays(tuesday, 1)}T09:30:00Z`)
  await runJobs()
  t.equal(outbox.mail.filter(({ to }) => to === group.address).length, 1)
})

t.test('on Mondays a group that could not answer a link is rung, and no link is sent when somebody asks', async (t) => {
  nextMonday()
  const group = await giveGroup(test, { phone: null })
  await runJobs()
  t.match(await tasksAbout(group.activityId), [{ kind: 'ring-group', organisationId: town.serviceId }])
  t.same(
    outbox.mail.filter(({ to }) => to === group.address),
    [],
  )
  const refused = await as(town.advisor).post(`/activities/${group.activityId}/week-link`)
  t.equal(refused.statusCode, 422)
  t.match(refused.body.detail, /telephone number/)
})

t.test('without the yes of the person, or the paper of the group, one reads that somebody comes', async (t) => {
  nextMonday()
  const unsigned = await giveGroup(test, { isSigned: false })
  await unsigned.place({ givenName: 'Ada', familyName: 'Aldous' })
  const group = await giveGroup(test)
  const { placementId } = await group.offer({ givenName: 'Bea', familyName: 'Bell' })
  await group.service.post(`/placements/${placementId}/accept`)
  for (const one of [unsigned, group]) {
    const page = await phone.get(await weekLink(one))
    t.notMatch(page.body, /Ada|Bea/)
    t.match(page.body, /One person, ask the advisor/)
  }
})

t.test('whatever opens links changes nothing', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  await group.place({ givenName: 'Ada', familyName: 'Aldous' })
  const url = await weekLink(group)
  await runJobs()
  const state = () =>
    given.rows(`select (select count(*) from placement_attendances) as came, (select count(*) from tasks) as tasks,
      (select count(*) from concerns) as concerns, (select count(*) from activity_sessions) as sessions, (select count(*) from outgoing_messages) as sent,
      (select sum(version) from activities) as versions, (select count(*) from placement_events) as events, (select sum(wrong_digits) from group_links) as wrong`)
  const before = await state()
  for (let round = 0; round < 50; round += 1) {
    for (const path of ['', '/came', '/not-this-week', '/full', '/worry', '/ring'])
      t.equal((await phone.get(url + path)).statusCode, 200)
    t.ok((await phone.get(url, 'HEAD')).statusCode < 400)
  }
  t.same(await state(), before)
})

t.test('a form that a machine posts does nothing: no choice is preset, and it knows no digits', async (t) => {
  const tuesday = nextMonday()
  const group = await giveGroup(test)
  const url = await weekLink(group)
  for (const path of ['/not-this-week', '/full', '/worry', '/ring']) {
    t.notMatch((await phone.get(url + path)).body, / checked/)
    t.equal((await phone.post(url + path, { on: tuesday })).statusCode, 400)
  }
  const wrong = await phone.post(`${url}/ring`, { ring: 'yes', digits: '000' })
  t.equal(wrong.statusCode, 400)
  t.match(wrong.body, /last three digits/)
  t.same(await tasksAbout(group.activityId), [])
  t.equal(
    (await phone.post(`${url}/ring`, { ring: 'yes', digits: '456' }, { origin: 'https://elsewhere.example' }))
      .statusCode,
    403,
  )
})

t.test('who tries the digits finds the link closed, and gets no new one', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const url = await weekLink(group)
  const tries = []
  for (let tried = 0; tried < 5; tried += 1)
    tries.push((await phone.post(`${url}/ring`, { ring: 'yes', digits: '000' })).statusCode)
  t.same(tries, [400, 400, 400, 400, 410])
  const over = await phone.get(url)
  t.equal(over.statusCode, 410)
  t.match(over.body, /This link works no more/)
  clock.set(`${monday}T11:30:00Z`)
  t.same(await askAgain(url), [])
})

t.test('a link that is too old or was replaced asks for a new one, which goes to the address on record', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const first = await weekLink(group)
  const second = await weekLink(group)
  clock.set(`${monday}T11:30:00Z`)
  const sent = await askAgain(first)
  t.equal(sent.length, 1, 'one, however often it is asked for')
  t.equal(sent[0]?.to, group.address)
  t.equal((await phone.get(linkIn(sent))).statusCode, 200)
  t.equal((await phone.get(second)).statusCode, 410, 'the ones before stay over')
})

t.test('a revoked link is renewed by nobody who holds it, nor by an older one', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const first = await weekLink(group)
  const second = await weekLink(group)
  await as(town.advisor).post(`/activities/${group.activityId}/week-link/revoke`)
  clock.set(`${monday}T11:30:00Z`)
  t.same(await askAgain(first), [])
  t.same(await askAgain(second), [])
  nextMonday()
  const before = outbox.mail.length
  await runJobs()
  t.same(
    outbox.mail.slice(before).filter(({ to }) => to === group.address),
    [],
    'nor does a Monday send one to the telephone that is lost',
  )
  t.equal((await phone.get(await weekLink(group))).statusCode, 200, 'the service sends one')
})

t.test('however many digits are tried at once, five are: the right ones after them find the link closed', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const url = await weekLink(group)
  const token = url.split('/').at(-1) ?? ''
  const opened = await openGroupLink(test.app.links, test.app.systemContext, { purpose: 'week', token })
  if (opened.is !== 'open') throw new Error(opened.is)
  const { context, found } = opened
  const guesses = [...Array.from({ length: 199 }, () => '000'), '456']
  const tries = await Promise.allSettled(guesses.map((digits) => checkDigits(context, found, { digits })))
  t.same(
    tries.filter(({ status }) => status === 'fulfilled'),
    [],
  )
  const counted = await given.rows(
    `select wrong_digits as wrong, ended_at is not null as over from group_links where id = '${found.link.id}'`,
  )
  t.same(counted, [{ wrong: 5, over: true }])
})

t.test('a link takes twenty forms in a minute, however its seal is written', async (t) => {
  nextMonday()
  const url = await weekLink(await giveGroup(test))
  const statuses: number[] = []
  for (let tried = 0; tried < 21; tried += 1)
    statuses.push((await phone.post(`${url}${'='.repeat(tried)}/ring`, { ring: 'yes' })).statusCode)
  t.same([...new Set(statuses.slice(0, 20))], [400])
  t.equal(statuses.at(-1), 429)
})

t.test('a link that is forged, cut, for something else or over is one page that says what to do', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const url = await weekLink(group)
  const before = outbox.mail.length
  for (const bad of [
    `${url.slice(0, -1)}A`.replace('AA', 'BA'),
    url.slice(0, -9),
    '/links/week/nothing',
    url.replace('/week/', '/offer/'),
  ]) {
    if (bad === url) continue
    const page = await phone.get(bad)
    t.equal(page.statusCode, 410, bad.slice(0, 30))
    t.match(page.body, /This link works no more/)
    t.equal((await phone.post(`${bad}/again`, {})).statusCode, 200)
    t.equal(
      (await phone.post(`${bad}/ring`, { ring: 'yes', digits: '456' })).statusCode,
      bad.includes('/offer/') ? 404 : 410,
    )
  }
  t.equal(outbox.mail.length, before, 'nothing is sent for a link that never was')
  const second = await weekLink(group)
  t.equal((await phone.get(url)).statusCode, 410, 'another has come since')
  nextMonday()
  t.equal((await phone.get(second)).statusCode, 200)
  nextMonday()
  nextMonday()
  t.equal((await phone.get(second)).statusCode, 410, 'over')
  const third = await weekLink(group)
  const revoked = await as(town.advisor).post(`/activities/${group.activityId}/week-link/revoke`)
  t.equal(revoked.statusCode, 200)
  t.equal((await phone.get(third)).statusCode, 410, 'revoked')
})

t.test('who came is written by link, by the group and no member', async (t) => {
  const tuesday = nextMonday()
  const group = await giveGroup(test)
  const { placementId } = await group.place({ givenName: 'Ada', familyName: 'Aldous' })
  nextMonday()
  const url = await weekLink(group)
  t.match((await phone.get(`${url}/came`)).body, `Who came on Tuesday ${sayDay(tuesday)}`)
  const answer = { on: tuesday, [`came-${placementId}`]: 'yes', digits: await digitsOf(group.providerId) }
  for (const on of ['1900-01-01', addDays(tuesday, 7), addDays(tuesday, -1)])
    t.equal(
      (await phone.post(`${url}/came`, { ...answer, on })).statusCode,
      400,
      'the session that the page shows alone',
    )
  const kept = await phone.post(`${url}/came`, answer)
  t.equal(kept.statusCode, 303)
  t.match((await phone.get(String(kept.headers.location))).body, /It is written down/)
  t.equal((await phone.post(`${url}/came`, answer)).statusCode, 303, 'again')
  const { body } = await as(town.advisor).get(`/placements/${placementId}`)
  t.match(body, { status: 'started', startedOn: tuesday, attendances: [{ on: tuesday, attended: 'yes' }] })
  t.equal(body.events.at(-1).by.name, 'By link')
  const members = await as(town.administrator).get(`/members?organisationId=${group.providerId}`)
  t.notMatch(members.text, /By link/)
})

t.test('where the door is open, the others who came are written down by number', async (t) => {
  const tuesday = nextMonday()
  const group = await giveGroup(test)
  await given.rows(`update activities set entry = 'open-door' where id = '${group.activityId}'`)
  nextMonday()
  const url = await weekLink(group)
  t.match((await phone.get(`${url}/came`)).body, 'How many others came?')
  const said = { on: tuesday, digits: await digitsOf(group.providerId) }
  t.equal((await phone.post(`${url}/came`, said)).statusCode, 400, 'nothing was said')
  t.equal((await phone.post(`${url}/came`, { ...said, others: 'many' })).statusCode, 400)
  t.equal((await phone.post(`${url}/came`, { ...said, others: '14' })).statusCode, 303)
  const { body } = await as(town.advisor).get(`/activities/${group.activityId}/walk-ins`)
  t.same(body.items, [{ on: tuesday, count: 14 }])
})

t.test('not this week cancels the session, once, and those who come are told', async (t) => {
  const tuesday = nextMonday()
  const group = await giveGroup(test)
  const { placementId } = await group.place({
    givenName: 'Ada',
    familyName: 'Aldous',
    safeContact: { channels: ['email'], voicemail: false },
    email: 'ada@aldous.example',
  })
  const url = await weekLink(group)
  const answer = { on: tuesday, sure: 'yes', digits: await digitsOf(group.providerId) }
  for (const on of ['2030-06-04', addDays(tuesday, 7)])
    t.equal((await phone.post(`${url}/not-this-week`, { ...answer, on })).statusCode, 400, 'the next session alone')
  t.match((await phone.post(`${url}/not-this-week`, answer)).headers.location, /done=not-this-week/)
  t.match((await phone.post(`${url}/not-this-week`, answer)).headers.location, /done=same/)
  const { body } = await as(town.advisor).get(
    `/activities/${group.activityId}/sessions?from=${monday}&to=${addDays(monday, 9)}`,
  )
  t.match(body.items, [
    { on: tuesday, status: 'cancelled', why: 'The group said that it is not on' },
    { on: addDays(tuesday, 7), status: 'as-planned' },
  ])
  await runJobs()
  const told = outbox.mail.filter(({ to, text }) => to === 'ada@aldous.example' && text.startsWith('Not held'))
  t.equal(told.length, 1)
  t.match(told[0]?.text, `Not held on Tuesday ${sayDay(tuesday)} at 12:00`)
  t.notMatch(told[0]?.text, /table|Chapel/, 'no name of what it is')
  t.same(await tasksAbout(placementId), [])
})

t.test('full, worried and ring me reach the service', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const { placementId } = await group.place({ givenName: 'Ada', familyName: 'Aldous' })
  const url = await weekLink(group)
  const digits = await digitsOf(group.providerId)
  await phone.post(`${url}/full`, { full: 'yes', digits })
  const activity = async () => (await as(town.advisor).get(`/activities/${group.activityId}`)).body
  t.match(await activity(), { status: 'closed', closedBecause: 'Full for now' })
  t.match((await phone.post(`${url}/full`, { full: 'yes', digits })).headers.location, /done=same/)
  await phone.post(`${url}/full`, { full: 'no', digits })
  t.match(await activity(), { status: 'open', closedBecause: null })

  const worry = {
    who: placementId,
    kind: 'health-worsening',
    content: 'Grey in the face, and so thin',
    digits,
    _key: 'a-key-of-sixteen-signs-or-more',
  }
  t.equal((await phone.post(`${url}/worry`, worry)).statusCode, 303)
  t.equal((await phone.post(`${url}/worry`, worry)).statusCode, 303)
  const concerns = await given.rows(`select person_id from concerns where content = 'Grey in the face, and so thin'`)
  t.equal(concerns.length, 1, 'pressed twice, said once')

  await phone.post(`${url}/ring`, { ring: 'yes', digits })
  await phone.post(`${url}/ring`, { ring: 'yes', digits })
  t.same(await tasksAbout(group.activityId), [{ kind: 'ring-group', organisationId: town.serviceId }])
})

t.test('no address of a link stands in a log', async (t) => {
  nextMonday()
  const group = await giveGroup(test)
  const url = await weekLink(group)
  await phone.get(url)
  await phone.post(`${url}/ring`, { ring: 'yes', digits: '1' })
  const token = url.split('/').at(-1) ?? ''
  const log = test.logged()
  t.match(log, '/links/week/:token')
  t.notOk(log.includes(token))
  t.notOk(log.includes(token.split('.').at(-1) ?? token), 'nor its seal')
})

/** Presses the button twice; gives what was sent. */
async function askAgain(url: string) {
  const before = outbox.mail.length
  for (let press = 0; press < 2; press += 1)
    t.match((await phone.post(`${url}/again`, {})).body, /new one is on its way/)
  await runJobs()
  return outbox.mail.slice(before)
}

async function weekLink({ activityId, address }: { activityId: string; address: string }): Promise<string> {
  const sent = await as(town.advisor).post(`/activities/${activityId}/week-link`)
  if (sent.statusCode !== 200) throw new Error(sent.text)
  const before = outbox.mail.length
  await runJobs()
  return linkIn(outbox.mail.slice(before).filter(({ to }) => to === address))
}

async function styleOf(html: string): Promise<number> {
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href ?? '')
  t.equal(sheets.length, 1)
  const bodies = await Promise.all(sheets.map((href) => phone.get(href)))
  return bodies.reduce((sum, { body }) => sum + body.length, 0)
}
