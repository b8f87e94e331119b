import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { makeReference, parseReference } from '../../src/features/referrals/reference-number.ts'

const ALPHABET = '23456789CDFGHJKMNPQRTWX'
const SHAPE = new RegExp(`^[${ALPHABET}]{3}-[${ALPHABET}]{4}$`)

/** Drawn by fast-check, so that a failure shrinks and can be run again. */
const aReference = fc.array(fc.nat({ max: ALPHABET.length - 1 }), { minLength: 6, maxLength: 6 }).map((draws) => {
  let next = 0
  return makeReference(() => draws[next++] ?? 0)
})

const withoutDash = (reference: string) => reference.replace('-', '')

t.test('a reference is three and four characters, and reads back', async () => {
  fc.assert(fc.property(aReference, (reference) => SHAPE.test(reference) && parseReference(reference) === reference))
})

t.test('references are made from real randomness too', async (t) => {
  const references = Array.from({ length: 200 }, () => makeReference(randomInt))
  t.ok(references.every((reference) => parseReference(reference) === reference))
  t.ok(new Set(references).size > 190)
})

t.test('case, spaces and dashes do not matter', async (t) => {
  const reference = makeReference(() => 7)
  t.equal(reference.slice(0, 6), '999-99')
  fc.assert(
    fc.property(aReference, (one) =>
      [
        one.toLowerCase(),
        withoutDash(one),
        ` ${one} `,
        [...one].join(' '),
        one.replace('-', ' - '),
        one.replace('-', '\u2013'),
      ].every((text) => parseReference(text) === one),
    ),
  )
})

t.test('a Z, S or B is read as the 2, 5 or 8 it looks like', async () => {
  fc.assert(
    fc.property(
      aReference,
      (one) => parseReference(one.replaceAll('2', 'Z').replaceAll('5', 's').replaceAll('8', 'B')) === one,
    ),
  )
})

t.test('every single wrong character is found, the check character too', async () => {
  fc.assert(
    fc.property(aReference, (one) => {
      const right = withoutDash(one)
      return [...right].every((character, at) =>
        [...ALPHABET].every(
          (wrong) =>
            wrong === character || parseReference(`${right.slice(0, at)}${wrong}${right.slice(at + 1)}`) === undefined,
        ),
      )
    }),
  )
})

t.test('every swap of two neighbours is found', async () => {
  fc.assert(
    fc.property(aReference, (one) => {
      const right = withoutDash(one)
      return [...right.slice(1)].every((second, at) => {
        const swapped = `${right.slice(0, at)}${second}${right.charAt(at)}${right.slice(at + 2)}`
        return swapped === right || parseReference(swapped) === undefined
      })
    }),
  )
})

t.test('what is no reference is refused', async (t) => {
  const reference = makeReference(() => 3)
  for (const text of [
    '',
    '-',
    reference.slice(0, -1),
    `${reference}2`,
    '222-2222',
    'R7K-4MT0',
    'OIL-1AEU',
    'ＲR7K4MTC',
  ]) {
    t.equal(parseReference(text), undefined, text)
  }
})

t.test('no character is a vowel, and none looks like another', async (t) => {
  for (const alike of ['AEIOUY', '0O', '1IL', '2Z', '5S', '8B', 'UV']) {
    const kept = [...alike].filter((character) => ALPHABET.includes(character))
    t.ok(kept.length <= 1, alike)
  }
})
