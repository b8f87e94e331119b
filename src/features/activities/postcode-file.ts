import { normalisePostcode } from '../../platform/postcode.ts'

/** The columns of the ONS postcode files (NSPL and ONSPD) that say where a postcode lies; newer files write them in capitals. */
const NEEDED = ['pcds', 'lat', 'long', 'doterm'] as const
export type PostcodeColumns = Record<(typeof NEEDED)[number], number>

export function findPostcodeColumns(
  headings: readonly string[],
): { columns: PostcodeColumns } | { missing: readonly string[] } {
  const names = headings.map((heading) => heading.trim().toLowerCase())
  const [pcds, lat, long, doterm] = NEEDED.map((name) => names.indexOf(name))
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0 || pcds === undefined || lat === undefined || long === undefined || doterm === undefined)
    return { missing }
  return { columns: { pcds, lat, long, doterm } }
}

/** Why a row of the file is left out. */
export const LEFT_OUT = {
  terminated: 'no longer in use',
  'no-place': 'without a place on the map',
  'no-postcode': 'without a postcode of the usual shape',
} as const
export type LeftOut = keyof typeof LEFT_OUT

export type ReadPostcode = { postcode: string; latitude: number; longitude: number }

/** The files write latitude 99.999999 where nobody knows the place: the Channel Islands, the Isle of Man. */
export function readPostcodeRow(cells: readonly string[], columns: PostcodeColumns): ReadPostcode | LeftOut {
  const cell = (name: keyof PostcodeColumns) => (cells[columns[name]] ?? '').trim()
  if (cell('doterm') !== '') return 'terminated'
  const postcode = normalisePostcode(cell('pcds'))
  if (postcode === undefined) return 'no-postcode'
  const [latitude, longitude] = [toDegrees(cell('lat')), toDegrees(cell('long'))]
  // Of the United Kingdom: what lies elsewhere is a fault of the file, and would make every distance from there absurd.
  if (!(latitude > 49 && latitude < 61.5 && longitude > -9 && longitude < 2.5)) return 'no-place'
  return { postcode, latitude, longitude }
}

const toDegrees = (text: string): number => (text === '' ? Number.NaN : Number(text))
