import t from 'tap'
import { labelsOf, type Namesake } from '../../src/features/accounts/labels.ts'
import { startApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

const priya = (details: Partial<Namesake>): Namesake => ({
  id: '1',
  name: 'Priya Shah',
  organisationName: 'Community Links',
  role: 'advisor',
  joinedOn: '2026-01-05',
  ...details,
})

t.test('a label is as short as tells apart', async (t) => {
  const practice = { id: '2', organisationName: 'Wharf Lane Surgery', role: 'referrer' } as const
  const labels = (...members: Namesake[]) => [...labelsOf(members).values()]
  t.same(labels(priya({})), ['Priya Shah'], 'alone: the name')
  t.same(
    labels(priya({}), priya(practice)),
    ['Priya Shah (Community Links)', 'Priya Shah (Wharf Lane Surgery)'],
    'where each works',
  )
  t.same(
    labels(priya({}), priya({ id: '2', role: 'team-lead' })),
    ['Priya Shah (Advisor, Community Links)', 'Priya Shah (Team lead, Community Links)'],
    'at one place: what each does',
  )
  t.same(
    labels(priya({}), priya({ id: '2', joinedOn: '2026-02-02' }), priya({ ...practice, id: '3' })),
    [
      'Priya Shah (Advisor, Community Links, since 5 January 2026)',
      'Priya Shah (Advisor, Community Links, since 2 February 2026)',
      'Priya Shah (Wharf Lane Surgery)',
    ],
    'of one role: since when',
  )
  t.same(
    labels(priya({ id: '2' }), priya({})),
    [
      'Priya Shah (Advisor, Community Links, since 5 January 2026), number 1',
      'Priya Shah (Advisor, Community Links, since 5 January 2026), number 2',
    ],
    'alike in all: by which was added first',
  )
})

t.test('two Priya Shahs are told apart wherever one of them is chosen or named', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const [ada, ben] = [town.advisor, town.otherAdvisor]
  const rename = (member: Member, joined: string) =>
    given.rows(
      `update memberships set name = 'Priya Shah', created_at = '${joined}' where id = '${member.membershipId}'`,
    )
  await rename(ada, '2026-01-05T09:00:00Z')
  await rename(ben, '2026-02-02T09:00:00Z')
  const labels = new Map([
    [ada.membershipId, 'Priya Shah (Advisor, Community Links, Millbridge, since 5 January 2026)'],
    [ben.membershipId, 'Priya Shah (Advisor, Community Links, Millbridge, since 2 February 2026)'],
  ])
  const both = [...labels.values()].sort()
  const labelsIn = (items: { label: string }[]) =>
    items.map(({ label }) => label).filter((label) => label.startsWith('Priya Shah'))
  const lead = as(town.teamLead)

  const { items: colleagues } = (await lead.get('/memberships')).body
  t.same(labelsIn(colleagues).sort(), both, 'colleagues')
  t.ok(
    colleagues.every(({ name, label }: { name: string; label: string }) => label === name || name === 'Priya Shah'),
    'whoever has a name alone is called by it',
  )
  t.same(labelsIn((await as(town.administrator).get('/members')).body.items).sort(), both, 'members')

  const hers = await given.referral({ status: 'accepted', allocatedTo: ada })
  const his = await given.referral({ status: 'accepted', allocatedTo: ben })
  const suggested = await lead.get(`/referrals/${hers.id}/allocation-suggestions`)
  t.same(labelsIn(suggested.body.items).sort(), both, 'suggestions')

  const listed = (await lead.get('/referrals')).body.items
  for (const [referral, owner] of [
    [hers, ada],
    [his, ben],
  ] as const) {
    const ownerLabel = labels.get(owner.membershipId)
    t.match(
      listed.find(({ id }: { id: string }) => id === referral.id),
      { ownerName: 'Priya Shah', ownerLabel },
      'the list of referrals',
    )
    t.match((await lead.get(`/referrals/${referral.id}`)).body.owner, { name: 'Priya Shah', label: ownerLabel })
  }
  const nobodys = await given.referral()
  t.match((await lead.get(`/referrals/${nobodys.id}`)).body.owner, { name: null, label: null })

  const away = { membershipId: ada.membershipId, kind: 'leave', fromOn: '2026-03-02', untilOn: '2026-03-06' }
  t.equal((await lead.post('/absences', away)).statusCode, 201)
  t.match((await lead.get('/absences')).body.items, [{ name: 'Priya Shah', label: labels.get(ada.membershipId) }])

  await as(town.privacyOfficer).put(
    `/people/${his.personId}/closed`,
    { kind: 'only-named', membershipIds: [town.teamLead.membershipId], reason: 'Her neighbour works here' },
    { headers: { 'if-none-match': '*' } },
  )
  const glass = await as(ben).post(`/people/${his.personId}/break-glass`, { reason: 'She rang and is frightened' })
  t.equal(glass.statusCode, 201, glass.text)
  t.match((await as(town.privacyOfficer).get('/privacy/break-glass')).body.items, [
    { memberName: 'Priya Shah', memberLabel: labels.get(ben.membershipId) },
  ])

  // He has left: his name is hers alone again, and on his old work he is still told apart.
  await given.rows(`update memberships set ended_at = now() where id = '${ben.membershipId}'`)
  t.same(labelsIn((await lead.get('/memberships')).body.items), ['Priya Shah'])
  t.match((await lead.get(`/referrals/${hers.id}`)).body.owner, { label: 'Priya Shah' })
  t.match((await lead.get(`/referrals/${his.id}`)).body.owner, { label: labels.get(ben.membershipId) })
})

t.test('somebody of another scheme is no namesake', async (t) => {
  const { given, as } = await startApp(t)
  const other = await given.anotherTown()
  const ids = [given.town.advisor, other.advisor].map(({ membershipId }) => `'${membershipId}'`)
  await given.rows(`update memberships set name = 'Priya Shah' where id in (${ids.join(', ')})`)
  const { items } = (await as(given.town.teamLead).get('/memberships?role=advisor')).body
  t.same(
    items.map(({ label }: { label: string }) => label),
    ['Ben Advisor', 'Priya Shah'],
  )
})
