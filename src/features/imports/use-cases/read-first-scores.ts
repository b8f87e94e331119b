import { plain } from '../../../platform/spreadsheets/cells.ts'
import {
  findNewestInstrument,
  type Instrument,
  isPossibleScore,
  MODES,
  type Mode,
  scoreAnswers,
} from '../../measures/public.ts'
import { itemField, SCORED, totalField } from '../columns.ts'
import type { Reading } from './read-row.ts'

type Code = Instrument['code']
/** `measurements` have every answer and say how they were asked, and by whom; of `scores` there is a number and no more. */
export type FirstScores = {
  measurements: { instrument: Code; mode: Mode; on: string; answers: Record<string, number>; askedById: string }[]
  scores: { instrument: Code; scoreId: string; value: number; on: string }[]
}

type Told = { on: string | undefined; ownerId: string | undefined }

/** The first scores of a row. An answer is never made up from a total, nor a day, nor how it was asked. */
export function readFirstScores(reading: Reading, { on, ownerId }: Told): FirstScores {
  const mode = readMode(reading)
  const totals = readTotals(reading)
  const found: FirstScores = { measurements: [], scores: [] }
  for (const { code } of SCORED) {
    const instrument = findNewestInstrument(code)
    if (instrument === undefined) continue
    const answers = readAnswers(reading, instrument)
    const total = totals.get(code)
    if (answers === undefined && total === undefined) continue
    if (on === undefined) {
      reading.warn('scoresOn', 'Kept as a note: a score needs the day on which it was asked')
      continue
    }
    if (answers === undefined) {
      if (total !== undefined) found.scores.push({ instrument: code, scoreId: 'total', value: total, on })
      continue
    }
    const { scores } = scoreAnswers(instrument, answers)
    const sum = scores.find(({ id }) => id === 'total')?.value
    if (total !== undefined && total !== sum)
      reading.error(totalField(code), 'The total does not fit the answers: check both')
    if (mode !== undefined && ownerId !== undefined)
      found.measurements.push({ instrument: code, mode, on, answers, askedById: ownerId })
    else {
      reading.warn('scoresMode', 'Kept as totals: a measurement says how it was asked, and has its advisor')
      found.scores.push(...scores.map(({ id, value }) => ({ instrument: code, scoreId: id, value, on })))
    }
  }
  return found
}

/** Every answer of an instrument, or nothing: one without the others has no score. */
function readAnswers({ cell, error, warn }: Reading, instrument: Instrument): Record<string, number> | undefined {
  const given = instrument.items.filter(({ id }) => cell(itemField(instrument.code, id)) !== '')
  const [first] = given
  if (first === undefined) return undefined
  const answers = Object.fromEntries(given.map(({ id }) => [id, Number(cell(itemField(instrument.code, id)))]))
  const { complete, invalid } = scoreAnswers(instrument, answers)
  for (const { itemId, reason } of invalid) error(itemField(instrument.code, itemId), reason)
  if (complete) return answers
  return invalid.length > 0
    ? undefined
    : warn(itemField(instrument.code, first.id), 'Kept as a note: without every answer it is no measurement')
}

/** A total from its own column, or from the one that holds them all: "UCLA-3 7; LSNS-6 12". */
function readTotals(reading: Reading): Map<Code, number> {
  const { cell, warn } = reading
  const totals = new Map<Code, number>()
  const keep = (field: string, code: Code, text: string) => {
    const value = /^(\d{1,2})(?:\.0+)?(?: ?\/ ?\d+)?$/.exec(text)?.[1]
    const score = { instrument: code, scoreId: 'total', value: Number(value) }
    if (value !== undefined && isPossibleScore(score)) totals.set(code, score.value)
    else warn(field, 'Kept as a note: this is no total of the instrument')
  }
  for (const part of cell('scores').split(/[;,|\n]/)) {
    const text = part.trim()
    const named = SCORED.find(({ pattern }) => pattern.test(text))
    if (named !== undefined) keep('scores', named.code, text.replace(named.pattern, ''))
    else if (text !== '') warn('scores', 'Kept as a note: name the instrument, like UCLA-3 7')
  }
  for (const { code, hasTotal } of SCORED) {
    const text = hasTotal ? cell(totalField(code)) : ''
    if (text !== '') keep(totalField(code), code, text)
  }
  return totals
}

const MODE_WORDS: Record<string, Mode> = {
  ...Object.fromEntries(MODES.map((mode) => [plain(mode), mode])),
  inperson: 'face-to-face',
  visit: 'face-to-face',
  phone: 'telephone',
  call: 'telephone',
  self: 'self-completed',
  onpaper: 'self-completed',
}

function readMode({ cell, error }: Reading): Mode | undefined {
  if (cell('scoresMode') === '') return undefined
  return MODE_WORDS[plain(cell('scoresMode'))] ?? error('scoresMode', `Choose one of: ${MODES.join(', ')}`)
}
