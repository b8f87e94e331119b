import t from 'tap'
import { givePlacements } from '../placements/given-placements.ts'
import { startApp, type TestApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'

type Item = Record<string, unknown> & { person?: Record<string, unknown> }

/** Two women of one name in one service: one born 1940 in S60, one born 1961 in S62. */
async function twoEdnas(test: TestApp) {
  const { given, as } = test
  const { town } = given
  const advisor = as(town.advisor)
  const make = (bornOn: string, postcode: string) =>
    given.referral({
      status: 'accepted',
      allocatedTo: town.advisor,
      person: given.personDetails({
        givenName: 'Edna',
        bornOn,
        address: { lines: ['4 Chapel Walk'], postcode },
        safeContact: { channels: ['phone', 'letter'] },
      }),
    })
  const referrals = [await make('1940-02-01', 'S60 1AA'), await make('1961-06-30', 'S62 7BB')] as const
  const visit = async ({ id }: GivenReferral, minutes: number) => {
    const at = (minute: number) => new Date(Date.parse('2026-03-02T14:00:00Z') + minute * 60_000).toISOString()
    const plan = { way: 'home-visit', purpose: 'support', plannedStart: at(minutes), plannedEnd: at(minutes + 30) }
    return (await advisor.post(`/referrals/${id}/contacts`, plan)).body as { id: string; version: number }
  }
  const visits = [await visit(referrals[0], 0), await visit(referrals[1], 60)] as const
  const hide = async ({ personId }: GivenReferral) => {
    const { version } = (await as(town.teamLead).get(`/people/${personId}`)).body
    return as(town.teamLead).put(
      `/people/${personId}/safe-contact`,
      { safeContact: null, addressHidden: true, unsafeRelatedIds: [] },
      { headers: { 'if-match': `"${version}"` } },
    )
  }
  return { town, advisor, lead: as(town.teamLead), referrals, visits, hide }
}

/** Year and district, wherever the body of a list says them. */
function apart(item: Item): [number, unknown] {
  const person = item.person ?? item
  const year = person.bornYear ?? Number(String(person.bornOn).slice(0, 4))
  const about = item.about as { area: string | null } | undefined
  const district =
    item.postcode === undefined
      ? (person.postcodeDistrict ?? item.postcodeDistrict ?? about?.area ?? null)
      : (item.postcode as string | null)?.slice(0, 3)
  return [Number(year), district ?? null]
}

const BOTH: [number, unknown][] = [
  [1940, 'S60'],
  [1961, 'S62'],
]

t.test('two Edna Thornleys are told apart on every list that names them', async (t) => {
  const test = await startApp(t)
  const { clock } = test
  clock.set('2026-03-02T09:00:00Z')
  const { town, advisor, lead, referrals, visits, hide } = await twoEdnas(test)
  const { activity, answerToShare } = givePlacements(test)
  const activityId = await activity()
  for (const { id, personId } of referrals) {
    await advisor.post(`/people/${personId}/reach`, { purpose: 'answer', preferred: 'letter' })
    await advisor.post(`/people/${personId}/reach`, { purpose: 'answer', preferred: 'phone' })
    const { body: placement } = await advisor.post(`/referrals/${id}/placements`, { activityId })
    await answerToShare(personId, 'given')
    t.equal((await test.as(town.provider).post(`/placements/${placement.id}/accept`)).statusCode, 200)
  }
  const away = `/memberships/${town.advisor.membershipId}/days-away`
  const listed = async (path: string, kind?: string): Promise<Item[]> => {
    const answer = await lead.get(path)
    t.equal(answer.statusCode, 200, answer.text)
    return answer.body.items.filter((item: Item) => kind === undefined || item.kind === kind)
  }
  const placementsOf = async () => [
    ...(await listed(`/placements?referralId=${referrals[0].id}`)),
    ...(await listed(`/placements?referralId=${referrals[1].id}`)),
  ]
  const lists: Record<string, () => Promise<Item[]>> = {
    referrals: () => listed('/referrals'),
    'the day': async () => (await advisor.get('/contacts')).body.items,
    'days away, visits': () => listed(away, 'contact'),
    'days away, next steps': () => listed(`${away}?to=2026-06-01`, 'next-step'),
    letters: () => listed('/letters'),
    calls: () => listed('/calls'),
    placements: placementsOf,
    people: async () => (await lead.post('/people/search', { familyName: 'Thornley', givenName: 'Edna' })).body.items,
  }
  const check = async (expected: [number, unknown][], why: string) => {
    for (const [name, list] of Object.entries(lists))
      t.same(
        (await list()).map(apart).sort(([one], [other]) => one - other),
        expected,
        `${name}${why}`,
      )
  }
  await check(BOTH, '')

  t.equal((await lead.post(away, { items: visits.map(({ id }) => ({ contactId: id, do: 'cancel' })) })).statusCode, 200)
  lists['the phone list'] = () => listed('/phone-list')
  delete lists['days away, visits']
  delete lists['the day']
  t.same((await listed('/phone-list')).map(apart), BOTH, 'the phone list')

  // The group that is to meet them has their age band and area, and no date of birth.
  const { items: theirs } = (await test.as(town.provider).get('/placements')).body
  t.match(theirs, [
    { person: { familyName: 'Thornley', bornYear: null }, about: { area: 'S62' } },
    { person: { familyName: 'Thornley', bornYear: null }, about: { area: 'S60' } },
  ])

  t.equal((await hide(referrals[1])).statusCode, 200)
  // What was to go to her has been stopped with it, so those lists hold the other alone.
  for (const [name, list] of Object.entries(lists)) {
    const rows = (await list()).map(apart)
    t.ok(
      rows.every(([year, district]) => district === (year === 1961 ? null : 'S60')),
      `${name}: an address that is hidden gives no district: ${JSON.stringify(rows)}`,
    )
    t.ok(rows.length > 0, name)
  }
})

t.test('two doors that did not open are told apart', async (t) => {
  const test = await startApp(t)
  test.clock.set('2026-03-02T13:00:00Z')
  const { advisor, lead, visits, referrals, hide } = await twoEdnas(test)
  test.clock.set('2026-03-02T16:00:00Z')
  for (const { id, version } of visits) {
    const answer = await advisor.patch(
      `/contacts/${id}`,
      { happened: false, happenedOn: '2026-03-02', notHappenedBecause: 'no-reply-at-door' },
      { headers: { 'if-match': `"${version}"` } },
    )
    t.equal(answer.statusCode, 200, answer.text)
  }
  const doors = async () => (await lead.get('/no-replies')).body.items
  t.same((await doors()).map(apart), BOTH)

  // The tasks name nobody; the reference says which is which.
  const { items } = (await advisor.get('/tasks?mine=true')).body
  t.same(
    items.filter(({ kind }: { kind: string }) => kind === 'no-reply').map(({ reference }: Item) => reference),
    referrals.map(({ reference }) => reference),
  )
  await hide(referrals[1])
  t.same((await doors()).map(apart), [BOTH[0], [1961, null]])
})

t.test('a task says the reference of what it is about, and nothing of a record that is closed', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const sent = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const draft = await given.referral({ status: 'draft' })
  const open = (kind: string, subjectKind: string, subjectId: string, organisationId = town.serviceId) =>
    given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      values ('${town.schemeId}', gen_random_uuid(), '${kind}', '${subjectKind}', '${subjectId}', '${organisationId}', '2026-03-02', now())`)
  await open('hold-ended', 'referral', sent.id)
  await open('reach-another-way', 'person', sent.personId)
  await open('renew-agreement', 'organisation', town.providerId)
  await open('read-addition', 'referral', draft.id)
  await open('draft-expires', 'referral', draft.id, town.practiceId)
  await open('follow-up-measures', 'referral', sent.id, town.providerId)
  const references = async (member = town.advisor) => {
    const answer = await as(member).get('/tasks?limit=100')
    t.equal(answer.statusCode, 200, answer.text)
    return Object.fromEntries(answer.body.items.map(({ kind, reference }: Item) => [kind, reference]))
  }
  t.match(await references(), {
    'hold-ended': sent.reference,
    'reach-another-way': sent.reference,
    'renew-agreement': null,
    'read-addition': null,
  })
  t.match(await references(town.referrer), { 'draft-expires': draft.reference }, 'a draft is its writer’s')
  t.match(await references(town.provider), { 'follow-up-measures': null }, 'a group works by no reference')

  const closed = { kind: 'not-named', membershipIds: [town.advisor.membershipId], reason: 'They are neighbours' }
  const headers = { 'if-none-match': '*' }
  const answer = await as(town.privacyOfficer).put(`/people/${sent.personId}/closed`, closed, { headers })
  t.equal(answer.statusCode, 200, answer.text)
  t.match(await references(), { 'hold-ended': null, 'reach-another-way': null })
  t.match(await references(town.teamLead), { 'hold-ended': sent.reference }, 'the lead reads on')
})
