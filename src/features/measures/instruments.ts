import type { Instrument, InstrumentCode } from './instruments/instrument.ts'
import { lsns6 } from './instruments/lsns-6.ts'
import { ons4 } from './instruments/ons4.ts'
import { ucla3 } from './instruments/ucla-3.ts'

/** Every instrument in every version that has ever been answered, older versions first. */
export const INSTRUMENTS: readonly Instrument[] = [ons4, ucla3, lsns6]

export function findInstrument(code: string, version: number): Instrument | undefined {
  return INSTRUMENTS.find((instrument) => instrument.code === code && instrument.version === version)
}

/** The newest version of an instrument: what is asked today. */
export const findNewestInstrument = (code: InstrumentCode): Instrument | undefined =>
  INSTRUMENTS.findLast((instrument) => instrument.code === code)

/** The instrument of a stored measurement, whose version is never taken away. */
export function getInstrument(code: string, version: number): Instrument {
  const instrument = findInstrument(code, version)
  if (instrument === undefined) throw new Error(`Version ${version} of ${code} was answered, and is not here any more`)
  return instrument
}
