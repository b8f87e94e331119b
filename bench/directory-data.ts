import type { Sql } from 'postgres'
import type { BenchScheme } from './data.ts'

/** What is done, as often as its place in the list says: the tenth is a tenth as common as the first. With its kind. */
const THINGS = {
  'Walking group': 'physical-activity',
  'Lunch club': 'community-hub',
  'Coffee morning': 'community-hub',
  'Craft circle': 'arts-and-crafts',
  'Knit and natter': 'arts-and-crafts',
  Befriending: 'befriending',
  'Community garden': 'self-management',
  'Chair yoga': 'physical-activity',
  'Singing for breath': 'arts-and-crafts',
  'Men’s shed': 'community-hub',
  'Bereavement cafe': 'bereavement-support',
  'Debt and benefits advice': 'benefits-advice',
  'Carers’ drop-in': 'carers-respite',
  'Dementia choir': 'dementia-support',
  'Tai chi': 'physical-activity',
  'Allotment mornings': 'self-management',
  'Computer class': 'self-management',
  'English conversation': 'self-management',
  'Stop smoking clinic': 'self-management',
  'Swimming for beginners': 'physical-activity',
  'Photography walks': 'arts-and-crafts',
  'Board games evening': 'community-hub',
  'Birdwatching mornings': 'self-management',
  'Falls prevention class': 'physical-activity',
  'Pottery studio': 'arts-and-crafts',
  'Reading aloud': 'self-management',
  'Parent and toddler hour': 'community-hub',
  'Volunteering taster': 'befriending',
  'Housing surgery': 'advocacy',
  'Hearing aid clinic': 'sensory-service',
  'Bowls on the green': 'physical-activity',
  'Ukulele band': 'arts-and-crafts',
  'Cooking on a budget': 'self-management',
  'Line dancing': 'physical-activity',
  'Beekeeping for all': 'self-management',
  'Archery on wheels': 'physical-activity',
} as const
const WHOSE = [
  '',
  'Friday ',
  'Gentle ',
  'Chapel ',
  'Riverside ',
  'Over sixties ',
  'Evening ',
  'Women’s ',
  'Open ',
  'New ',
]
const SAYS = [
  'Come as you are; somebody meets you at the door and there is tea afterwards.',
  'No experience is needed, and everything you use is lent to you for the morning.',
  'We go at the pace of the slowest, with a bench to rest on every few hundred yards.',
  'A small group of people who live near, with a hot drink and time to talk.',
  'Led by a trained volunteer, in a hall with a ramp, a lift and its own car park.',
  'For anybody who would like to get out more and meet people of their own age.',
  'The first visit is free, and afterwards everybody puts in what they can.',
  'Bring a friend, a neighbour or your carer; dogs lie quietly under the table.',
  'Learn something by doing it with your hands, and take home what you have made.',
  'Good for balance, sleep and breathing, and for a laugh with the others.',
  'Advisers who know forms and letters sit down with you until it is sorted.',
  'In the park when it is dry and in the library when it rains.',
]
const TOWNS = [
  'Millbridge',
  'Thornley',
  'Wickersley',
  'Ashby',
  'Denholme',
  'Saltburn',
  'Oakwell',
  'Penistone',
  'Barrowby',
  'Kirkfield',
]
const GROUPS = [
  'Together',
  'Neighbours',
  'Community Trust',
  'Age Friends',
  'Wellbeing Centre',
  'Village Hall',
  'Action Group',
  'Volunteers',
]
const PARTS = ['morning', 'afternoon', 'evening']
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Each with one letter wrong or missing as often as people type so: a quarter of the list. */
const TYPED = [
  'walking',
  'lunch',
  'choir',
  'garden',
  'yoga',
  'tai chi',
  'craft',
  'benefits advice',
  'walkng',
  'swiming',
  'bereavment',
  'computer',
  'knit natter',
  'singing',
  'dementia',
  'archery',
]

export const POSTCODES = 30_000
const DISTRICTS = 300

/** The postcodes of a region of 150 by 150 km: a hundred in each district, and each district within a few kilometres. */
const districtOf = (number: number) => `${['S', 'LS', 'HD', 'WF', 'DN', 'BD'][number % 6]}${1 + Math.floor(number / 6)}`

/** So many listings of 2,000 groups, one in sixteen for no one place, the others at a postcode; written in SQL, as the owner. */
export async function fillDirectory(sql: Sql, { schemeId }: BenchScheme, activities: number): Promise<void> {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  const rows = Array.from({ length: POSTCODES }, (_, number) => {
    const within = Math.floor(number / DISTRICTS)
    const unit = `${letters[within % 20]}${letters[Math.floor(within / 20) % 20]}`
    return [districtOf(number % DISTRICTS), `${within % 9}${unit}`] as const
  })
  await sql`select setseed(0.5)`
  await sql`
    create temporary table districts as
    select district, 52.9 + random() * 1.35 as latitude, -2.4 + random() * 2.2 as longitude
    from unnest(${Array.from({ length: DISTRICTS }, (_, number) => districtOf(number))}::text[]) as district`
  await sql`
    insert into postcode_centroids (postcode, latitude, longitude)
    select district || ' ' || inward, latitude + (random() - 0.5) * 0.08, longitude + (random() - 0.5) * 0.12
    from unnest(${rows.map(([district]) => district)}::text[], ${rows.map(([, inward]) => inward)}::text[]) as places (district, inward)
    join districts using (district)`
  await sql`drop table districts`
  await sql`
    insert into organisations (scheme_id, id, name, kinds, created_at)
    select ${schemeId}, gen_random_uuid(), (${TOWNS}::text[])[1 + n % ${TOWNS.length}] || ' ' || (${GROUPS}::text[])[1 + n / 10 % ${GROUPS.length}] || ' ' || n, '{provider}', now()
    from generate_series(1, 2000) as n`
  const things = Object.entries(THINGS)
  await sql`
    insert into activities (scheme_id, id, provider_id, name, category, description, who_for, location_kind, postcode, latitude, longitude,
      when_held, held, access, capacity, cost_pence, review_rung, created_at)
    with groups as (
      select row_number() over (order by id) as number, id from organisations where scheme_id = ${schemeId} and kinds = '{provider}'
    ), places as (select row_number() over (order by postcode) as number, * from postcode_centroids),
    drawn as materialized (
      select n, least(${things.length}, floor(${things.length + 1}::numeric ^ random()))::integer as thing, 1 + floor(random() * ${POSTCODES})::integer as place,
        1 + floor(random() * 2000)::integer as of_group, 1 + floor(random() * 7)::integer as day, 1 + floor(random() * 3)::integer as part,
        random() as chance
      from generate_series(1, ${activities}) as n
    )
    select ${schemeId}, gen_random_uuid(), groups.id,
      (${WHOSE}::text[])[1 + n % ${WHOSE.length}] || (${things.map(([name]) => name)}::text[])[thing] || ' ' || (${TOWNS}::text[])[1 + place % ${TOWNS.length}],
      (${things.map(([, kind]) => kind)}::text[])[thing],
      (${SAYS}::text[])[1 + n % 12] || ' ' || (${SAYS}::text[])[1 + n / 12 % 12] || ' ' || (${SAYS}::text[])[1 + n / 144 % 12],
      (array[null, 'Anybody over 50', 'Adults who live alone', 'Carers and whom they care for'])[1 + n % 4],
      case when chance < 0.0625 then (array['home', 'online', 'telephone'])[1 + n % 3] else 'venue' end,
      case when chance >= 0.0625 then postcode end, case when chance >= 0.0625 then latitude end, case when chance >= 0.0625 then longitude end,
      initcap((${DAYS}::text[])[day]) || ', ' || (${PARTS}::text[])[part],
      array[(${DAYS}::text[])[day] || '-' || (${PARTS}::text[])[part]], '{step-free}', 12, n % 5 * 100, case when n % 50 = 0 then 4 else 0 end, now()
    from drawn join groups on groups.number = of_group join places on places.number = place`
  await sql`vacuum analyze`
}

const one = <Item>(list: readonly Item[]): Item => list[Math.floor(Math.random() * list.length)] as Item

/** What somebody asks: words, near a postcode or a district, within some kilometres, on a day. */
export function askOfDirectory(path: string): { path: string } {
  const near = districtOf(Math.floor(Math.random() * DISTRICTS))
  const asked = { words: one(TYPED), near, withinKm: String(one([3, 5, 10, 20])), day: one(DAYS) }
  return { path: `${path}?${new URLSearchParams(asked)}` }
}
