/** What a measure is, as data. A question, an answer or a cut that changes is a new version; old versions stay for old answers. */
export const INSTRUMENT_CODES = ['ons4', 'ucla-3', 'lsns-6'] as const
export type InstrumentCode = (typeof INSTRUMENT_CODES)[number]

/** How the questions were put. Kept with every measurement: people answer more brightly when someone reads to them. */
export const MODES = ['face-to-face', 'telephone', 'self-completed', 'read-aloud', 'post'] as const
export type Mode = (typeof MODES)[number]

/** Who answered. A proxy answers for the person; answers of the two are never paired with each other. */
export const RESPONDENTS = ['person', 'proxy'] as const
export type Respondent = (typeof RESPONDENTS)[number]

export type Instrument = {
  code: InstrumentCode
  version: number
  name: string
  /** Loneliness is a feeling and isolation a lack of contact: neither is ever shown under the other's name. */
  measures: 'wellbeing' | 'loneliness' | 'isolation'
  items: readonly Item[]
  modes: readonly Mode[]
  respondents: readonly Respondent[]
  missingRule: 'all-items-required'
  scores: readonly ScoreDefinition[]
  categories: readonly CategoryDefinition[]
  licence: { name: string; notice: string }
  source: string
}

/** The wording is the publisher's own, spelling included: a changed word is another instrument. */
export type Item = {
  id: string
  /** Said or shown before the item. */
  leadIn?: string
  wording: string
  responses: readonly Response[]
}

export type Response = { value: number; label: string }

export type ScoreDefinition = {
  id: string
  name: string
  /** How the answers to `items` become the score. */
  method: 'sum'
  items: readonly string[]
  lowest: number
  highest: number
  better: 'higher' | 'lower'
  bands: readonly Band[]
  bandSource: string
}

/** From `lowest` to `highest`, both included. The bands of a score leave no gap and do not overlap. */
export type Band = { code: string; label: string; lowest: number; highest: number }

/** An answer that is reported by its words. It has no value, so nobody can average it. */
export type CategoryDefinition = { id: string; name: string; item: string }
