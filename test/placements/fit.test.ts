import t from 'tap'
import { fitOf, type Seeker } from '../../src/features/activities/fit.ts'
import { misfitsOf } from '../../src/features/placements/fit-of-offer.ts'

const SEEKER: Seeker = {
  needs: ['loneliness'],
  age: 70,
  district: 'S65',
  access: [],
  language: null,
  times: [],
  mostPence: null,
  mostMetres: null,
}
const BORN_ON = '1956-01-01'
const LISTING = {
  category: 'befriending',
  minimumAge: 60,
  maximumAge: 80,
  areas: ['S65'],
  access: [],
  languages: [],
  held: [],
  costPence: null,
  locationKind: 'home' as const,
  metres: null,
  placesLeft: 1,
  placesMode: 'counted' as const,
  status: 'open' as const,
  hiddenAt: null,
  closedBecause: null,
  feedId: null,
}

/** What differs, what a search says of it, and what is said before an offer. */
const CASES = [
  [{}, 'fits', []],
  [{ areas: ['S60'] }, 'may-fit', [['area', false]]],
  [{ status: 'closed' as const, closedBecause: 'The roof leaks' }, 'does-not-fit', [['open', true]]],
  [{ hiddenAt: new Date(0) }, 'does-not-fit', [['listed', true]]],
  [{ minimumAge: 75 }, 'does-not-fit', [['age', true]]],
  [{ maximumAge: 65 }, 'does-not-fit', [['age', true]]],
] as const

t.test('a search and an offer judge by one rule', async (t) => {
  for (const [different, verdict, misfits] of CASES) {
    const activity = { ...LISTING, ...different }
    const found = misfitsOf({ activity, bornOn: BORN_ON, area: SEEKER.district, isSigned: true, today: '2026-03-02' })
    const what = JSON.stringify(different)
    t.equal(fitOf(SEEKER, activity).verdict, verdict, what)
    t.same(
      found.map(({ about, isRefused }) => [about, isRefused]),
      misfits,
      what,
    )
  }
})

t.test('where somebody lives is asked when it is not known', async (t) => {
  t.equal(fitOf({ ...SEEKER, district: null }, LISTING).verdict, 'may-fit')
  const [asked] = misfitsOf({ activity: LISTING, bornOn: BORN_ON, area: null, isSigned: true, today: '2026-03-02' })
  t.match(asked, { about: 'area', words: /^It serves S65: ask the group first$/, isRefused: false })
})

t.test('what is hidden says why: nobody confirmed it, or its feed has it no more', async (t) => {
  const wordsOf = (feedId: string | null) =>
    misfitsOf({
      activity: { ...LISTING, hiddenAt: new Date(0), feedId },
      bornOn: BORN_ON,
      area: 'S65',
      isSigned: false,
      today: '2026-03-02',
    }).map(({ words }) => words)
  t.match(wordsOf(null), [/Nobody has confirmed/, /sharing agreement/])
  t.match(wordsOf('0190a000-0000-7000-8000-000000000001'), [/no longer listed where it came from/, /sharing agreement/])
})
