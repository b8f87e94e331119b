export type { Instrument, InstrumentCode } from './instruments/instrument.ts'
export { findInstrument } from './instruments.ts'
export { putMeasurement, takeOutMeasurement } from './use-cases/correct-measurement.ts'
