import fc from 'fast-check'
import t from 'tap'
import { normalisePostcode, postcodeDistrict } from '../../src/platform/postcode.ts'

t.test('every form of a UK postcode is brought into one', async (t) => {
  const postcodes: [text: string, postcode: string, district: string][] = [
    ['M1 1AE', 'M1 1AE', 'M1'],
    ['m11ae', 'M1 1AE', 'M1'],
    ['S60 1AA', 'S60 1AA', 'S60'],
    ['  s6 01 aa ', 'S60 1AA', 'S60'],
    ['s60\u00a01aa', 'S60 1AA', 'S60'],
    ['DN5 7XJ', 'DN5 7XJ', 'DN5'],
    ['dn557xj', 'DN55 7XJ', 'DN55'],
    ['W1A 0AX', 'W1A 0AX', 'W1A'],
    ['EC1A1BB', 'EC1A 1BB', 'EC1A'],
    ['SW1W 0NY', 'SW1W 0NY', 'SW1W'],
    ['BF1 3AA', 'BF1 3AA', 'BF1'],
    ['zz99 3vz', 'ZZ99 3VZ', 'ZZ99'],
  ]
  for (const [text, postcode, district] of postcodes) {
    t.equal(normalisePostcode(text), postcode, text)
    t.equal(postcodeDistrict(postcode), district, postcode)
  }
})

t.test('what no postcode looks like is refused', async (t) => {
  const texts = [
    '',
    'S60',
    '1AA',
    'S6O 1AA',
    'EC1O 1BB',
    'S60 IAA',
    'S60 1OA',
    'S60 1AC',
    'Q1 1AA',
    'SJ1 1AA',
    'S601 1AA',
    'ABC1 1AA',
    'S60 1AAA',
    'S60-1AA',
    'ZZ99 4VZ',
    'S60 1AA\u0000',
    'Ｓ60 1AA',
  ]
  for (const text of texts) t.equal(normalisePostcode(text), undefined, JSON.stringify(text))
})

t.test('a normal form stays as it is', async () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}$/), (text) => {
      const postcode = normalisePostcode(text)
      return postcode === undefined || normalisePostcode(postcode) === postcode
    }),
  )
})
