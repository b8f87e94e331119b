import fc from 'fast-check'
import t from 'tap'
import {
  formatNhsNumber,
  isValidNhsNumber,
  makeTestNhsNumber,
  normaliseNhsNumber,
} from '../../src/features/people/nhs-number.ts'

const aTestNumber = fc
  .integer({ min: 0, max: 999_999 })
  .map(makeTestNhsNumber)
  .filter((nhsNumber) => nhsNumber !== undefined)

t.test('a valid number is brought to ten digits, however it was typed', async (t) => {
  for (const text of [
    '9990000018',
    '999 000 0018',
    '999-000-0018',
    ' 999 0000018 ',
    '999\u2013000\u20130018',
    '999\u00a0000\u00a00018',
  ]) {
    t.equal(normaliseNhsNumber(text), '9990000018', text)
    t.ok(isValidNhsNumber(text), text)
  }
})

t.test('numbers that are not valid are refused', async (t) => {
  const texts: [text: string, why: string][] = [
    ['3478526985', 'wrong check digit, though a published example holds it'],
    ['9378954317', 'wrong check digit, though a published example holds it'],
    ['9990000019', 'wrong check digit'],
    ['9990000000', 'its check digit would be 10'],
    ['9990000001', 'its check digit would be 10'],
    ['0000000000', 'ten equal digits'],
    ['1111111111', 'ten equal digits'],
    ['9999999999', 'ten equal digits'],
    ['999000001', 'nine digits'],
    ['99900000180', 'eleven digits'],
    ['999000001X', 'a letter'],
    ['999.000.0018', 'dots'],
    ['٩٩٩٠٠٠٠٠١٨', 'digits of another script'],
    ['9990000018\u0000', 'a character that cannot be seen'],
    ['', 'nothing'],
  ]
  for (const [text, why] of texts) t.notOk(isValidNhsNumber(text), `${JSON.stringify(text)}: ${why}`)
})

t.test('real check digits are accepted, 0 for 11 too', async (t) => {
  for (const nhsNumber of ['9990000050', '9990000220']) {
    t.equal(isValidNhsNumber(nhsNumber), true, nhsNumber)
  }
})

t.test('it is shown as three, three and four digits', async (t) => {
  t.equal(formatNhsNumber('9990000018'), '999 000 0018')
})

t.test('test numbers come in their order, with gaps where no check digit exists', async (t) => {
  t.equal(makeTestNhsNumber(0), undefined)
  t.equal(makeTestNhsNumber(1), '9990000018')
  t.same(
    Array.from({ length: 9 }, (_, n) => makeTestNhsNumber(n)).filter((nhsNumber) => nhsNumber !== undefined),
    ['9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000077', '9990000085'],
  )
  t.equal(makeTestNhsNumber(999_999), undefined, 'ten nines')
  t.equal(makeTestNhsNumber(1_000_000), undefined, 'there is no such number')
  t.equal(makeTestNhsNumber(-1), undefined, 'there is no such number')
})

t.test('every test number is valid, and reads back from the way it is shown', async () => {
  fc.assert(fc.property(aTestNumber, (nhsNumber) => normaliseNhsNumber(formatNhsNumber(nhsNumber)) === nhsNumber))
})

t.test('one wrong digit, or two neighbours swapped, is always refused', async () => {
  fc.assert(
    fc.property(aTestNumber, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (nhsNumber, at, digit) => {
      const wrong = `${nhsNumber.slice(0, at)}${digit}${nhsNumber.slice(at + 1)}`
      const swapped = `${nhsNumber.slice(0, at)}${nhsNumber.charAt(at + 1)}${nhsNumber.charAt(at)}${nhsNumber.slice(at + 2)}`
      return [wrong, swapped].every((text) => text === nhsNumber || !isValidNhsNumber(text))
    }),
  )
})
