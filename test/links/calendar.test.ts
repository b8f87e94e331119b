import ICAL from 'ical.js'
import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp } from '../support/app.ts'
import { createBrowser } from '../support/browser.ts'

const test = await startApp(t)
const { app, given, as } = test
const { town } = given

async function addressOf(member: typeof town.advisor): Promise<string> {
  const browser = createBrowser(app)
  await browser.signIn(member)
  await browser.get('/account/calendar')
  await browser.post('/account/calendar', { _csrf: await browser.csrf() })
  const page = await browser.get('/account/calendar')
  return /https:\/\/rother\.example(\/calendar\/\S+?\.ics)/.exec(page.text)?.[1] ?? 'none'
}
const read = (url: string) => app.inject({ method: 'GET', url })
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))

t.test('an advisor’s calendar has their own visits, by reference and district, and nothing of anybody', async (t) => {
  const person = given.personDetails({
    givenName: 'Ada',
    familyName: 'Aldous',
    address: { lines: ['77 Xylophone Crescent'], postcode: 'S60 1AA' },
  })
  const referral = await given.referral({ status: 'accepted', person })
  const planned = {
    way: 'home-visit',
    purpose: 'support',
    plannedStart: '2026-03-31T09:00:00Z',
    plannedEnd: '2026-03-31T10:00:00Z',
    anyway: true,
  }
  t.equal((await as(town.advisor).post(`/referrals/${referral.id}/contacts`, planned)).statusCode, 201)
  const url = await addressOf(town.advisor)
  const feed = await read(url)
  t.equal(feed.statusCode, 200)
  t.match(feed.headers['content-type'], /^text\/calendar/)
  t.notMatch(feed.body, /Ada|Aldous|Xylophone|S60 1AA|VTIMEZONE/)
  const [event, ...others] = eventsOf(feed.body)
  t.same(others, [])
  const { body } = await as(town.advisor).get(`/referrals/${referral.id}`)
  t.equal(event?.summary, `Home visit, ${body.reference}, S60`)
  t.equal(event?.startDate.toJSDate().toISOString(), '2026-03-31T09:00:00.000Z')
  t.match(feed.body, /DTSTART:20260331T090000Z/)

  const closed = await as(town.privacyOfficer).put(
    `/people/${referral.personId}/closed`,
    { kind: 'not-named', reason: 'They know each other', membershipIds: [town.advisor.membershipId] },
    { headers: { 'if-none-match': '*' } },
  )
  t.ok(closed.statusCode < 300, closed.text)
  t.same(eventsOf((await read(url)).body), [], 'a record that is closed to them is not in it')

  const other = await read(await addressOf(town.otherAdvisor))
  t.same(eventsOf(other.body), [], 'a colleague’s has none of it')
})

t.test(
  'a group’s calendar has its sessions, with how many are expected, at the right instant on both sides of the clock change',
  async (t) => {
    const { activity, placement } = givePlacements(test)
    const activityId = await activity()
    await given.rows(
      `update activities set schedule = '[{"startsOn":"2026-03-24","startsAt":"12:00","endsAt":"14:00","rule":"FREQ=WEEKLY;COUNT=2;BYDAY=TU","exceptOn":[]}]' where id = '${activityId}'`,
    )
    await placement('accepted', { activityId })
    const feed = await read(await addressOf(town.provider))
    const events = eventsOf(feed.body)
    t.same(
      events.map(({ summary }) => summary),
      ['Tuesday lunch club: 1 expected from the scheme', 'Tuesday lunch club: 1 expected from the scheme'],
    )
    t.same(
      events.map(({ startDate }) => startDate.toJSDate().toISOString()),
      ['2026-03-24T12:00:00.000Z', '2026-03-31T11:00:00.000Z'],
    )
  },
)

t.test('a new address ends the one before; revoked, forged or of somebody who left, it shows nothing', async (t) => {
  const first = await addressOf(town.teamLead)
  t.equal((await read(first)).statusCode, 200)
  const second = await addressOf(town.teamLead)
  t.equal((await read(first)).statusCode, 404)
  t.equal((await read(second)).statusCode, 200)
  t.equal((await read(second.replace('.ics', ''))).statusCode, 404)
  t.equal((await read(second.replace(/.{6}\.ics$/, 'AAAAAA.ics'))).statusCode, 404)
  const browser = createBrowser(app)
  await browser.signIn(town.teamLead)
  await browser.get('/account/calendar')
  await browser.post('/account/calendar/revoke', { _csrf: await browser.csrf() })
  t.equal((await read(second)).statusCode, 404)
  const third = await addressOf(town.otherAdvisor)
  await given.rows(`update memberships set ended_at = now() where id = '${town.otherAdvisor.membershipId}'`)
  t.equal((await read(third)).statusCode, 404)
  const fourth = await addressOf(town.advisor)
  t.equal((await read(fourth)).statusCode, 200)
  await given.rows(`update accounts set disabled_at = now() where id = '${town.advisor.accountId}'`)
  t.equal((await read(fourth)).statusCode, 404, 'of an account that is disabled')
  t.notOk(test.logged().includes(third.split('/').at(-1) ?? third), 'no address stands in a log')
})
