export type { Instrument, InstrumentCode } from './instruments/instrument.ts'
export { findInstrument, INSTRUMENTS } from './instruments.ts'
export { FOLLOW_UP_WINDOW, type Pair, type Pairable, pairMeasurements } from './rules.ts'
