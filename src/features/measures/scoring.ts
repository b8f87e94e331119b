import type { Band, Instrument, Item, ScoreDefinition } from './instruments/instrument.ts'

export type ScoringOutcome = {
  /** Every question has a valid answer and nothing else was answered. Only then are there scores and categories. */
  complete: boolean
  /** Items without an answer, in the order of the questionnaire: where to resume. */
  missing: readonly string[]
  invalid: readonly InvalidAnswer[]
  scores: readonly Score[]
  categories: readonly Category[]
}

export type InvalidAnswer = { itemId: string; reason: string }
export type Score = { id: string; value: number; band: Band | undefined }
export type Category = { id: string; label: string }

/** Goes up when the arithmetic or a rule below changes; kept beside the scores it made. */
export const SCORING_VERSION = 1

const disjunction = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Scores the answers to one instrument. A missing answer is never guessed from the others. */
export function scoreAnswers(instrument: Instrument, answers: Readonly<Record<string, number>>): ScoringOutcome {
  const given = new Map(Object.entries(answers))
  const missing = instrument.items.filter((item) => !given.has(item.id)).map((item) => item.id)
  const invalid = [...given].flatMap(([itemId, value]) => {
    const reason = whyInvalid(instrument, itemId, value)
    return reason === undefined ? [] : [{ itemId, reason }]
  })
  if (missing.length > 0 || invalid.length > 0) {
    return { complete: false, missing, invalid, scores: [], categories: [] }
  }
  return {
    complete: true,
    missing,
    invalid,
    scores: instrument.scores.map((score) => {
      const value = calculate(score, given)
      return { id: score.id, value, band: findBand(score, value) }
    }),
    categories: instrument.categories.flatMap((category) => {
      const response = findResponse(findItem(instrument, category.item), given.get(category.item))
      return response === undefined ? [] : [{ id: category.id, label: response.label }]
    }),
  }
}

/** Whether a move from one value to another is an improvement on this score; no change is none. */
export function isBetter(score: Pick<ScoreDefinition, 'better'>, from: number, to: number): boolean {
  switch (score.better) {
    case 'higher':
      return to > from
    case 'lower':
      return to < from
  }
}

export function findBand(score: ScoreDefinition, value: number): Band | undefined {
  return score.bands.find((band) => value >= band.lowest && value <= band.highest)
}

function whyInvalid(instrument: Instrument, itemId: string, value: number): string | undefined {
  const item = findItem(instrument, itemId)
  if (item === undefined) return `This question is not part of ${instrument.name}.`
  if (findResponse(item, value) !== undefined) return undefined
  return `The answer must be ${disjunction.format(item.responses.map((response) => String(response.value)))}.`
}

function calculate(score: ScoreDefinition, given: ReadonlyMap<string, number>): number {
  switch (score.method) {
    case 'sum':
      return score.items.reduce((sum, itemId) => sum + (given.get(itemId) ?? Number.NaN), 0)
  }
}

function findItem(instrument: Instrument, itemId: string): Item | undefined {
  return instrument.items.find((item) => item.id === itemId)
}

function findResponse(item: Item | undefined, value: number | undefined): Item['responses'][number] | undefined {
  return item?.responses.find((response) => response.value === value)
}
