import { invalid, Refusal } from '../../../platform/problems.ts'
import type { Instrument } from '../instruments/instrument.ts'
import type { NotFinishedReason } from '../kinds.ts'
import { type ScoringOutcome, scoreAnswers } from '../scoring.ts'

/** Scores what was answered, or refuses with each answer that the instrument does not have. */
export function scoreOrRefuse(
  instrument: Instrument,
  answers: Readonly<Record<string, number>>,
  notFinished: NotFinishedReason | null | undefined,
): ScoringOutcome {
  const outcome = scoreAnswers(instrument, answers)
  if (outcome.invalid.length > 0) {
    const errors = outcome.invalid.map(({ itemId, reason }) => ({ pointer: pointerTo(itemId), detail: reason }))
    throw new Refusal('invalid-request', errors[0]?.detail, errors)
  }
  if (outcome.complete && notFinished !== undefined && notFinished !== null)
    throw invalid('#/notFinished', 'Every question has an answer: leave this out')
  return outcome
}

/** RFC 6901, section 3: two characters are escaped. */
const pointerTo = (itemId: string): string => `#/answers/${itemId.replaceAll('~', '~0').replaceAll('/', '~1')}`
