import t from 'tap'
import { type Fitted, fitOf, kindsFor, type Seeker } from '../../src/features/activities/fit.ts'

const seeker: Seeker = {
  needs: ['loneliness'],
  age: 82,
  district: 'S60',
  access: [],
  language: null,
  times: [],
  mostPence: null,
  mostMetres: null,
}
const lunch: Fitted = {
  category: 'community-hub',
  minimumAge: null,
  maximumAge: null,
  areas: [],
  access: ['step-free'],
  languages: [],
  held: ['tue-morning'],
  costPence: 300,
  locationKind: 'venue',
  metres: 900,
  placesLeft: 2,
  placesMode: 'counted',
  status: 'open',
  hiddenAt: null,
}
const verdict = (person: Partial<Seeker>, activity: Partial<Fitted> = {}) =>
  fitOf({ ...seeker, ...person }, { ...lunch, ...activity })
const says = (person: Partial<Seeker>, activity: Partial<Fitted>, about: string) =>
  verdict(person, activity).reasons.find((reason) => reason.about === about)?.says

t.test('everything speaks for it: it fits', async (t) => {
  t.equal(verdict({}).verdict, 'fits')
})

t.test('what can never be is against it, whatever else is true', async (t) => {
  t.equal(verdict({}, { minimumAge: 18, maximumAge: 65 }).verdict, 'does-not-fit')
  t.equal(verdict({}, { status: 'closed' }).verdict, 'does-not-fit')
  t.equal(verdict({}, { hiddenAt: new Date(0) }).verdict, 'does-not-fit')
  t.equal(verdict({}, { areas: ['S60'], minimumAge: 60 }).verdict, 'fits')
})

t.test('what nobody said is asked, and may fit', async (t) => {
  t.equal(says({ access: ['hearing-loop'] }, {}, 'access'), 'ask')
  t.equal(says({ access: ['step-free'] }, {}, 'access'), 'yes')
  t.equal(says({ language: 'ur' }, {}, 'language'), 'ask')
  t.equal(says({ times: ['wed-morning'] }, { held: [] }, 'time'), 'ask')
  t.equal(says({ mostPence: 500 }, { costPence: null }, 'cost'), 'ask')
  t.equal(says({}, { metres: null }, 'distance'), 'ask')
  t.equal(says({ district: null }, { areas: ['S60'] }, 'area'), 'ask')
  t.equal(says({}, { placesMode: 'talk-first' }, 'room'), 'ask')
  t.equal(verdict({ language: 'ur' }).verdict, 'may-fit')
})

t.test('what is said against it is said, and may still fit', async (t) => {
  t.equal(says({ mostPence: 200 }, {}, 'cost'), 'no')
  t.equal(says({ mostMetres: 500 }, {}, 'distance'), 'no')
  t.equal(says({ times: ['wed-morning'] }, {}, 'time'), 'no')
  t.equal(says({ needs: ['money'] }, {}, 'need'), 'no')
  t.equal(says({}, { placesLeft: 0 }, 'room'), 'no')
  t.equal(says({}, { areas: ['S65'] }, 'area'), 'no')
  t.equal(verdict({ mostPence: 200 }).verdict, 'may-fit')
})

t.test('who comes home needs no way there, and what is not known of the person is not asked', async (t) => {
  t.equal(says({ access: ['step-free'] }, { locationKind: 'home' }, 'access'), undefined)
  t.equal(says({}, { locationKind: 'home', metres: null }, 'distance'), 'yes')
  t.equal(says({ needs: [] }, {}, 'need'), undefined)
})

t.test('a need that a scheme made up is served by the kind of the same code', async (t) => {
  t.same(kindsFor(['allotments']), ['allotments'])
  t.ok(kindsFor(['loneliness', 'money']).includes('benefits-advice'))
})
