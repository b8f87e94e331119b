import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'
import { seal } from './seal.ts'

const MARCH = '?from=2026-03-01&to=2026-03-31'

type Notable = {
  action: string
  mark: string | null
  flags: string[]
  personId: string | null
  member: { name: string; membershipId: string } | null
}

async function notable({ as, given }: TestApp, query = ''): Promise<Notable[]> {
  const answer = await as(given.town.privacyOfficer).get(`/audit/notable${MARCH}${query}`)
  if (answer.statusCode !== 200) throw new Error(answer.text)
  return answer.body.items
}

const numberOf = async ({ given }: TestApp, personId: string): Promise<string> =>
  (await given.rows<{ number: string }>(`select nhs_number as number from people where id = '${personId}'`))[0]
    ?.number ?? ''

async function noteOwnRecord(test: TestApp, member: Member, personId: string) {
  const { as, given } = test
  const nhsNumber = await numberOf(test, personId)
  const path = `/audit/members/${member.membershipId}/own-record`
  const answer = await as(given.town.privacyOfficer).post(path, { nhsNumber })
  if (answer.statusCode !== 200) throw new Error(answer.text)
}

t.test('bulk looking is noticed within the hour, said once, and by any hour, not that of the clock', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  const settings = { bulkLooksPerHour: 4, openForHours: 4 }
  const officer = as(town.privacyOfficer)
  const set = await officer.put('/scheme/privacy', settings, { headers: { 'if-match': '"1"' } })
  t.match(set, { statusCode: 200, headers: { etag: '"2"' }, body: { privacy: settings } }, set.text)
  // Whoever refers opens records too: two in an hour.
  const referrals = [await given.referral(), await given.referral()]
  clock.set('2026-03-02T10:35:00Z')
  referrals.push(await given.referral(), await given.referral())
  const look = async (member: Member, which: typeof referrals) => {
    for (const { id } of which) await as(member).get(`/referrals/${id}`)
  }
  const tasks = async () => (await as(town.privacyOfficer).get('/tasks')).body.items
  clock.set('2026-03-02T11:40:00Z')
  await look(town.advisor, referrals.slice(0, 2))
  await look(town.otherAdvisor, referrals.slice(0, 3))
  await look(town.otherAdvisor, referrals.slice(0, 3))
  clock.set('2026-03-02T12:20:00Z')
  await look(town.advisor, referrals.slice(2))
  await seal(test)
  clock.set('2026-03-02T13:00:00Z')
  await runJobs()
  const [task, ...others] = await tasks()
  t.match(task, { kind: 'review-looking', subjectKind: 'membership', subjectId: town.advisor.membershipId })
  t.same(others, [], 'three people twice are three people')
  const told = test.sent.mail.filter(({ to }) => to === town.privacyOfficer.email)
  t.match(told, [{ subject: /Something to do today/ }], 'by mail, at once')

  clock.set('2026-03-02T14:00:00Z')
  await runJobs()
  t.equal((await tasks()).length, 1)
  t.equal((await as(town.privacyOfficer).post(`/tasks/${task.id}/finish`)).statusCode, 200)
  clock.set('2026-03-02T15:00:00Z')
  await runJobs()
  t.same(await tasks(), [], 'what was asked about is not asked about again')
  await seal(test)
  const [bulk] = (await notable(test)).filter(({ mark }) => mark === 'bulk')
  t.match(bulk, { action: 'bulk-looking.noticed', member: { membershipId: town.advisor.membershipId } })

  clock.set('2026-03-02T15:30:00Z')
  await look(town.advisor, referrals)
  await seal(test)
  clock.set('2026-03-02T16:00:00Z')
  await runJobs()
  t.equal((await tasks()).length, 1, 'looking on is asked about anew')
  const bulks = await as(town.privacyOfficer).get('/audit/bulk-looking?on=2026-03-02')
  t.match(bulks.body.items, [{ people: 4 }], 'measured as the scheme has set it')
})

t.test('what takes people out, another’s caseload and an opened record are marked, with no care content', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await as(town.advisor).get('/referrals?owner=me')
  await as(town.advisor).get(`/referrals?owner=${town.advisor.membershipId}`)
  await as(town.teamLead).get(`/referrals?owner=${town.advisor.membershipId}`)
  await as(town.advisor).post(`/people/${personId}/reach`, { purpose: 'appointment' })
  const closing = { kind: 'only-named', reason: 'Her neighbour', membershipIds: [town.advisor.membershipId] }
  const first = { headers: { 'if-none-match': '*' } }
  await as(town.privacyOfficer).put(`/people/${personId}/closed`, closing, first)
  await as(town.otherAdvisor).post(`/people/${personId}/break-glass`, { reason: 'She is at the door' })
  await seal(test)
  const found = await notable(test)
  t.same(
    found.map(({ mark, action, member }) => [mark, action, member?.name]),
    [
      ['break-glass', 'record.glass-broken', 'Ben Advisor'],
      ['other-caseload', 'referrals.listed', 'Lena Lead'],
    ],
    'one’s own list is nobody’s business',
  )
  t.notMatch(JSON.stringify(found), /Edith|Thornley|Chapel Walk|door|1943/, 'no care content')
  const officer = as(town.privacyOfficer)
  await seal(test)
  const looks = await officer.get(`/audit/members/${town.privacyOfficer.membershipId}/looks${MARCH}`)
  t.ok(
    looks.body.items.some(({ action }: Notable) => action === 'audit.read-notable'),
    'the look is on record',
  )
})

t.test('a neighbour, a colleague and one’s own record stand out', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const at = (line: string, postcode: string, more: object = {}) =>
    given.referral({ person: given.personDetails({ address: { lines: [line], postcode }, ...more }) })
  const advisorsOwn = await at('1 Mill Lane', 'S60 3AB', { familyName: 'Advisor', givenName: 'Ada' })
  const home = await at('1, Mill Lane', 'S60 3AB')
  const nextDoor = await at('3 Mill Lane', 'S60 3AB')
  const far = await at('9 Hill Road', 'S61 9ZZ')
  await noteOwnRecord(test, town.advisor, advisorsOwn.personId)
  const all = { advisorsOwn, home, nextDoor, far }
  for (const { id } of Object.values(all)) {
    await as(town.advisor).get(`/referrals/${id}`)
    await as(town.otherAdvisor).get(`/referrals/${id}`)
    await as(town.referrer).get(`/referrals/${id}`)
  }
  await seal(test)
  const found = (await notable(test, '&limit=100')).filter(({ action }) => action === 'referral.read')
  const flagsOf = (member: Member, { personId }: { personId: string }) =>
    found
      .find((look) => look.personId === personId && look.member?.membershipId === member.membershipId)
      ?.flags.toSorted()
  t.same(flagsOf(town.advisor, advisorsOwn), ['own-record', 'same-surname'])
  t.same(flagsOf(town.advisor, home), ['same-address'])
  t.same(flagsOf(town.advisor, nextDoor), ['neighbour'])
  t.equal(flagsOf(town.advisor, far), undefined)
  t.same(flagsOf(town.otherAdvisor, advisorsOwn), ['colleague', 'same-surname'])
  t.same(flagsOf(town.otherAdvisor, home), ['colleague-nearby'])
  t.equal(flagsOf(town.otherAdvisor, far), undefined)
  t.equal(flagsOf(town.referrer, home), undefined, 'of another organisation: nobody’s colleague')

  const page = await as(town.privacyOfficer).get(`/audit/notable${MARCH}&limit=2`)
  const rest = await as(town.privacyOfficer).get(`/audit/notable${MARCH}&limit=100&after=${page.body.next}`)
  t.equal(page.body.items.length, 2)
  t.equal(page.body.items.length + rest.body.items.length, (await notable(test, '&limit=100')).length)

  const forgotten = `/audit/members/${town.advisor.membershipId}/own-record`
  t.match(await as(town.privacyOfficer).post(forgotten, { nhsNumber: null }), { body: { isKnown: false } })
  const later = (await notable(test, '&limit=100')).filter(({ personId }) => personId === home.personId)
  t.same(later, [], 'what was told in error is forgotten')
})

t.test('a question over too many days, or a number of nobody, says what to do', async (t) => {
  const { given, as } = await startApp(t)
  const officer = as(given.town.privacyOfficer)
  t.match(await officer.get('/audit/notable?from=2026-01-01&to=2026-03-31'), { statusCode: 400 })
  const path = `/audit/members/${given.town.advisor.membershipId}/own-record`
  const pointer = { statusCode: 400, body: { errors: [{ pointer: '#/nhsNumber' }] } }
  t.match(await officer.post(path, { nhsNumber: '999 000 0019' }), pointer)
  t.match(await officer.post(path, { nhsNumber: '999 000 0018' }), pointer)
  const another = await given.anotherTown()
  const elsewhere = `/audit/members/${another.advisor.membershipId}/own-record`
  t.equal((await officer.post(elsewhere, { nhsNumber: null })).statusCode, 404)
  const body = { bulkLooksPerHour: 1, openForHours: 25 }
  t.equal((await officer.put('/scheme/privacy', body, { headers: { 'if-match': '"1"' } })).statusCode, 400)
})
