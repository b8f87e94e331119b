import fc from 'fast-check'
import t from 'tap'
import { INSTRUMENT_CODES, type Instrument } from '../../src/features/measures/instruments/instrument.ts'
import { lsns6 } from '../../src/features/measures/instruments/lsns-6.ts'
import { ons4 } from '../../src/features/measures/instruments/ons4.ts'
import { ucla3 } from '../../src/features/measures/instruments/ucla-3.ts'
import { findInstrument, INSTRUMENTS } from '../../src/features/measures/instruments.ts'
import { findBand, isBetter, scoreAnswers } from '../../src/features/measures/scoring.ts'

const UCLA_ITEMS = ['companionship', 'left-out', 'isolated']
const itemIds = (instrument: Instrument) => instrument.items.map((item) => item.id)
const answersOf = (ids: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(ids.flatMap((id, place) => (values[place] === undefined ? [] : [[id, values[place]]])))

/** Value and band code of one score, as a reader would compare them. */
function scored(instrument: Instrument, answers: Record<string, number>, id = 'total') {
  const score = scoreAnswers(instrument, answers).scores.find((candidate) => candidate.id === id)
  return score === undefined ? undefined : [score.value, score.band?.code]
}

function validAnswers(instrument: Instrument): fc.Arbitrary<Record<string, number>> {
  return fc.record(
    Object.fromEntries(
      instrument.items.map((item) => [item.id, fc.constantFrom(...item.responses.map((response) => response.value))]),
    ),
  )
}

t.test('the list has each instrument once, found by code and version', async (t) => {
  t.same(
    INSTRUMENTS.map((instrument) => instrument.code),
    INSTRUMENT_CODES,
  )
  for (const instrument of INSTRUMENTS) t.equal(findInstrument(instrument.code, instrument.version), instrument)
  t.equal(findInstrument('ons4', 2), undefined)
  t.equal(findInstrument('pam-13', 1), undefined)
})

t.test('loneliness is UCLA-3, isolation is LSNS-6', async (t) => {
  t.same(
    INSTRUMENTS.map((instrument) => [instrument.code, instrument.measures]),
    [
      ['ons4', 'wellbeing'],
      ['ucla-3', 'loneliness'],
      ['lsns-6', 'isolation'],
    ],
  )
  for (const score of lsns6.scores) t.notMatch(score.name, /lonel/i)
  for (const score of ucla3.scores) t.notMatch(score.name, /isolat/i)
})

t.test('nobody answers ONS4 for somebody else', async (t) => {
  t.same(ons4.respondents, ['person'])
})

for (const instrument of INSTRUMENTS) {
  t.test(`${instrument.code} is whole: ids, ranges, bands, licence`, async (t) => {
    const ids = itemIds(instrument)
    t.equal(new Set(ids).size, ids.length, 'item ids are unique')
    t.equal(new Set(instrument.scores.map((score) => score.id)).size, instrument.scores.length, 'score ids are unique')
    t.ok(instrument.licence.notice.length > 0 && instrument.source.length > 0)
    for (const category of instrument.categories) t.ok(ids.includes(category.item))
    for (const score of instrument.scores) {
      const items = instrument.items.filter((item) => score.items.includes(item.id))
      const values = items.map((item) => item.responses.map((response) => response.value))
      t.equal(items.length, score.items.length, `${score.id} is made of known items`)
      t.equal(
        score.lowest,
        values.reduce((sum, all) => sum + Math.min(...all), 0),
        `lowest ${score.id}`,
      )
      t.equal(
        score.highest,
        values.reduce((sum, all) => sum + Math.max(...all), 0),
        `highest ${score.id}`,
      )
      for (let value = score.lowest; value <= score.highest; value += 1) {
        const bands = score.bands.filter((band) => value >= band.lowest && value <= band.highest)
        t.equal(bands.length, 1, `${score.id} ${value} is in one band`)
      }
    }
  })

  t.test(`${instrument.code}: every full set of answers has every score, in range and in a band`, async () => {
    fc.assert(
      fc.property(validAnswers(instrument), (answers) => {
        const outcome = scoreAnswers(instrument, answers)
        return (
          outcome.complete &&
          outcome.scores.length === instrument.scores.length &&
          outcome.categories.length === instrument.categories.length &&
          instrument.scores.every((definition, place) => {
            const score = outcome.scores[place]
            return (
              score !== undefined &&
              score.id === definition.id &&
              score.band !== undefined &&
              score.value >= definition.lowest &&
              score.value <= definition.highest
            )
          })
        )
      }),
    )
  })

  t.test(`${instrument.code}: any missing answer means no score, and says where to resume`, async () => {
    const left = fc.subarray(itemIds(instrument), { minLength: 1 })
    fc.assert(
      fc.property(validAnswers(instrument), left, (answers, missing) => {
        const given = Object.fromEntries(Object.entries(answers).filter(([itemId]) => !missing.includes(itemId)))
        const outcome = scoreAnswers(instrument, given)
        return (
          !outcome.complete &&
          outcome.missing.join() === missing.join() &&
          outcome.invalid.length + outcome.scores.length + outcome.categories.length === 0
        )
      }),
    )
  })
}

t.test('ONS4 keeps four scores apart, anxiety with its own bands and direction', async (t) => {
  const outcome = scoreAnswers(ons4, { satisfaction: 4, worthwhile: 7, happiness: 10, anxiety: 6 })
  t.same(
    outcome.scores.map((score) => [score.id, score.value, score.band?.code]),
    [
      ['satisfaction', 4, 'low'],
      ['worthwhile', 7, 'high'],
      ['happiness', 10, 'very-high'],
      ['anxiety', 6, 'high'],
    ],
  )
  const three = ['low', 'low', 'low', 'low', 'low', 'medium', 'medium', 'high', 'high', 'very-high', 'very-high']
  const anxiety = ['very-low', 'very-low', 'low', 'low', 'medium', 'medium', 'high', 'high', 'high', 'high', 'high']
  for (const score of ons4.scores) {
    const expected = score.id === 'anxiety' ? anxiety : three
    t.same(
      expected.map((_, value) => findBand(score, value)?.code),
      expected,
      score.id,
    )
    t.equal(score.better, score.id === 'anxiety' ? 'lower' : 'higher')
  }
})

t.test('UCLA-3 sums three items from 3 to 9 and is lonely from 6', async (t) => {
  const vectors: [values: number[], value: number, band: string][] = [
    [[1, 1, 1], 3, 'not-lonely'],
    [[1, 2, 2], 5, 'not-lonely'],
    [[2, 2, 2], 6, 'lonely'],
    [[1, 3, 3], 7, 'lonely'],
    [[3, 3, 3], 9, 'lonely'],
  ]
  for (const [values, value, band] of vectors) {
    for (const direct of [1, 2, 3, 4, 5]) {
      t.same(scored(ucla3, { ...answersOf(UCLA_ITEMS, values), direct }), [value, band], `${values}, direct ${direct}`)
    }
  }
})

t.test('the direct question is reported in its words and has no value', async (t) => {
  const labels = ['Often/always', 'Some of the time', 'Occasionally', 'Hardly ever', 'Never']
  for (const [place, label] of labels.entries()) {
    const outcome = scoreAnswers(ucla3, { ...answersOf(UCLA_ITEMS, [1, 1, 1]), direct: place + 1 })
    t.same(outcome.categories, [{ id: 'direct', label }])
    t.same(
      outcome.scores.map((score) => score.id),
      ['total'],
    )
  }
})

t.test('LSNS-6 sums six items from 0 to 30 and is at risk below 12, each half marginal below 6', async (t) => {
  const vectors: [values: number[], total: unknown[], family: unknown[], friends: unknown[]][] = [
    [
      [0, 0, 0, 0, 0, 0],
      [0, 'at-risk'],
      [0, 'marginal'],
      [0, 'marginal'],
    ],
    [
      [2, 2, 2, 2, 2, 1],
      [11, 'at-risk'],
      [6, 'not-marginal'],
      [5, 'marginal'],
    ],
    [
      [2, 2, 2, 2, 2, 2],
      [12, 'not-at-risk'],
      [6, 'not-marginal'],
      [6, 'not-marginal'],
    ],
    [
      [1, 1, 3, 5, 5, 5],
      [20, 'not-at-risk'],
      [5, 'marginal'],
      [15, 'not-marginal'],
    ],
    [
      [5, 5, 5, 5, 5, 5],
      [30, 'not-at-risk'],
      [15, 'not-marginal'],
      [15, 'not-marginal'],
    ],
  ]
  for (const [values, total, family, friends] of vectors) {
    const answers = answersOf(itemIds(lsns6), values)
    t.same(scored(lsns6, answers), total, `total of ${values}`)
    t.same(scored(lsns6, answers, 'family'), family, `family of ${values}`)
    t.same(scored(lsns6, answers, 'friends'), friends, `friends of ${values}`)
  }
})

t.test('an answer that is not on offer is named in a plain sentence, and nothing is scored', async (t) => {
  const good = { ...answersOf(UCLA_ITEMS, [1, 2, 3]), direct: 5 }
  for (const value of [0, 4, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    const outcome = scoreAnswers(ucla3, { ...good, 'left-out': value })
    t.same(outcome, {
      complete: false,
      missing: [],
      invalid: [{ itemId: 'left-out', reason: 'The answer must be 1, 2 or 3.' }],
      scores: [],
      categories: [],
    })
  }
})

t.test('a question of no part of the instrument is invalid, whatever its name', async (t) => {
  const good = { ...answersOf(UCLA_ITEMS, [1, 2, 3]), direct: 5 }
  for (const itemId of ['loneliness', 'satisfaction', 'constructor', '']) {
    const outcome = scoreAnswers(ucla3, { ...good, [itemId]: 1 })
    t.equal(outcome.complete, false)
    t.same(outcome.scores, [])
    t.same(outcome.invalid, [{ itemId, reason: `This question is not part of ${ucla3.name}.` }])
  }
})

t.test('missing and invalid answers are told together', async (t) => {
  const outcome = scoreAnswers(ons4, { satisfaction: 11, happiness: 3 })
  t.same(outcome.missing, ['worthwhile', 'anxiety'])
  t.same(
    outcome.invalid.map((answer) => answer.itemId),
    ['satisfaction'],
  )
  t.same([outcome.complete, outcome.scores, outcome.categories], [false, [], []], 'and there is no score')
  t.same(scoreAnswers(ucla3, { companionship: 3, 'left-out': 2 }).scores, [], 'nor of most of them')
})

t.test('better follows the direction of the score, and no change is not better', async (t) => {
  for (const score of INSTRUMENTS.flatMap((instrument) => instrument.scores)) {
    t.equal(isBetter(score, 5, 6), score.better === 'higher', `${score.name} up`)
    t.equal(isBetter(score, 6, 5), score.better === 'lower', `${score.name} down`)
    t.equal(isBetter(score, 5, 5), false, `${score.name} the same`)
  }
  t.same(
    ucla3.scores.map((score) => score.better),
    ['lower'],
  )
  t.same(
    lsns6.scores.map((score) => score.better),
    ['higher', 'higher', 'higher'],
  )
  t.same(
    ons4.scores.map((score) => [score.id, score.better]),
    [
      ['satisfaction', 'higher'],
      ['worthwhile', 'higher'],
      ['happiness', 'higher'],
      ['anxiety', 'lower'],
    ],
    'anxiety alone runs the other way',
  )
})
