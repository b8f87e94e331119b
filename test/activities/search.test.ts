import t from 'tap'
import { startApp } from '../support/app.ts'

const { given, as } = await startApp(t)
const { town } = given
const [advisor, group] = [as(town.advisor), as(town.provider)]

type Listed = { name: string; metres: number | null }
const namesOf = ({ body }: { body: { items: Listed[] } }) => body.items.map(({ name }) => name)
const found = async (query: string) => {
  const answer = await advisor.get(`/activities?${query}`)
  t.equal(answer.statusCode, 200, answer.text)
  return namesOf(answer)
}
const listing = {
  category: 'community-hub',
  description: 'A hot meal and company',
  locationKind: 'venue',
  postcode: 'S60 1AA',
  when: 'Tuesdays 12 to 2',
  capacity: 12,
}
const add = async (details: object) => {
  const answer = await group.post('/activities', { ...listing, ...details })
  t.equal(answer.statusCode, 201, answer.text)
  return answer.body.id as string
}
const weekly = (day: string, startsAt: string, endsAt: string) => [
  { startsOn: '2026-03-02', startsAt, endsAt, rule: `FREQ=WEEKLY;BYDAY=${day}` },
]

await given.rows(`insert into postcode_centroids (postcode, latitude, longitude) values
  ('S60 1AA', 53.4300, -1.3570), ('S60 2AB', 53.4210, -1.3570), ('S65 1AA', 53.4400, -1.3000), ('S66 9ZZ', 53.4300, -1.1000)`)
await add({ name: 'Lunch at the chapel', schedule: weekly('TU', '12:00', '14:00'), costPence: 300 })
await add({
  name: 'Knitting and nattering',
  category: 'arts-and-crafts',
  postcode: 'S65 1AA',
  schedule: weekly('WE', '10:00', '11:30'),
})
await add({
  name: 'Seated exercise',
  category: 'physical-activity',
  postcode: 'S66 9ZZ',
  access: ['step-free', 'hearing-loop'],
  costPence: 0,
})
await add({
  name: 'A voice on the telephone',
  category: 'befriending',
  locationKind: 'telephone',
  postcode: undefined,
  languages: ['ur'],
})

t.test('a slip of the keyboard is forgiven, and every word must be near', async (t) => {
  t.same(await found('words=knitting'), ['Knitting and nattering'])
  t.same(await found('words=kniting'), ['Knitting and nattering'])
  t.same(await found('words=knitting+trombone'), [])
  t.same(await found('words=%25'), await found(''), 'no word at all asks nothing')
})

t.test('one box finds what a group does by the name of the group, and by the name of its kind', async (t) => {
  t.equal((await found('words=chapel+lunch+club+millbridge')).length, 4, 'all of the Chapel Lunch Club')
  t.same(await found('words=befriending'), ['A voice on the telephone'])
})

t.test('from a place outwards; what comes to anybody is near everybody', async (t) => {
  const near = await advisor.get('/activities?near=S60+2AB')
  t.same(namesOf(near), [
    'Lunch at the chapel',
    'Knitting and nattering',
    'Seated exercise',
    'A voice on the telephone',
  ])
  const [lunch] = near.body.items
  t.ok(lunch.metres > 950 && lunch.metres < 1_050, `a kilometre as the crow flies, not ${lunch.metres}`)
  t.same(await found('near=S60+2AB&withinKm=2'), ['Lunch at the chapel', 'A voice on the telephone'])
  t.same(
    await found('near=S60&withinKm=2'),
    ['Lunch at the chapel', 'A voice on the telephone'],
    'from the middle of a district',
  )
  t.match(await advisor.get('/activities?near=S1+1AA'), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/querystring/near' }] },
  })
})

t.test('by day and time, by access, cost and language', async (t) => {
  t.same(await found('day=tue'), ['Lunch at the chapel'])
  t.same(await found('partOfDay=morning'), ['Knitting and nattering'])
  t.same(await found('day=tue&partOfDay=morning'), [])
  t.same(await found('access=step-free,hearing-loop'), ['Seated exercise'])
  t.same(await found('access=step-free,bsl-interpreter'), [])
  t.same(await found('mostPence=0'), ['Seated exercise'])
  t.same(await found('mostPence=300'), ['Lunch at the chapel', 'Seated exercise'])
  t.same(await found('language=ur'), ['A voice on the telephone'])
})

t.test('pages follow each other without a gap or a double, in every order', async (t) => {
  for (const query of ['', 'near=S60+1AA', 'words=chapel']) {
    const names: string[] = []
    let after = ''
    for (let page = 0; page < 10; page += 1) {
      const answer = await advisor.get(`/activities?limit=1&${query}${after}`)
      names.push(...namesOf(answer))
      if (answer.body.next === null) break
      after = `&after=${answer.body.next}`
    }
    t.same(names, await found(`limit=100&${query}`), query)
  }
})

t.test('another scheme finds nothing of it, by words either', async (t) => {
  const other = await given.anotherTown()
  t.same(namesOf(await as(other.advisor).get('/activities?words=knitting')), [])
})

t.test('for a person: from their home, the kinds for their needs, each with why', async (t) => {
  const referral = await given.referral({
    status: 'accepted',
    needs: ['loneliness'],
    person: given.personDetails({ address: { lines: ['1 Mill Street'], postcode: 'S60 2AB' } }),
  })
  const fitting = await advisor.get(`/referrals/${referral.id}/fitting-activities?times=wed-morning&access=step-free`)
  t.equal(fitting.statusCode, 200, fitting.text)
  t.same(namesOf(fitting), [
    'Lunch at the chapel',
    'Knitting and nattering',
    'Seated exercise',
    'A voice on the telephone',
  ])
  const [lunch, knitting] = fitting.body.items
  t.match(lunch, { verdict: 'may-fit' })
  t.has(lunch.reasons, [
    { about: 'need', says: 'yes' },
    { about: 'distance', says: 'yes' },
    { about: 'access', says: 'ask' },
    { about: 'time', says: 'no' },
  ])
  t.match(
    knitting.reasons.find(({ about }: { about: string }) => about === 'time'),
    { says: 'yes' },
  )
  const looks = await given.rows<{ n: number }>(
    `select count(*)::int as n from audit_tail where action = 'activities.found-for' and person_id = '${referral.personId}'`,
  )
  t.same(looks, [{ n: 1 }], 'the look at where they live is recorded')
  t.equal((await as(town.referrer).get(`/referrals/${referral.id}/fitting-activities`)).statusCode, 403)
})
