export type { Instrument, InstrumentCode } from './instruments/instrument.ts'
export { findInstrument } from './instruments.ts'
