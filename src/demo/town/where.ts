import type { World } from './world.ts'

type Place = { latitude: number; longitude: number }

/** About where each district lies; what lies in it is spread around that. */
const MIDDLES: Readonly<Record<string, Place>> = {
  S60: { latitude: 53.415, longitude: -1.35 },
  S61: { latitude: 53.45, longitude: -1.385 },
  S62: { latitude: 53.468, longitude: -1.34 },
  S63: { latitude: 53.515, longitude: -1.325 },
  S64: { latitude: 53.488, longitude: -1.285 },
  S65: { latitude: 53.438, longitude: -1.315 },
  S66: { latitude: 53.422, longitude: -1.24 },
}
const MIDDLE: Place = { latitude: 53.43, longitude: -1.36 }
const SPREAD = 0.036

/** Where an invented postcode lies: always at the same place, and in its district. */
export function placeOf(postcode: string): Place {
  const [district = ''] = postcode.split(' ')
  const { latitude, longitude } = MIDDLES[district] ?? MIDDLE
  const scatter = hashOf(postcode)
  return {
    latitude: toSixDigits(latitude + ((scatter % 1000) / 1000 - 0.5) * SPREAD),
    longitude: toSixDigits(longitude + ((Math.floor(scatter / 1000) % 1000) / 1000 - 0.5) * SPREAD * 1.6),
  }
}

const toSixDigits = (degrees: number): number => Math.round(degrees * 1_000_000) / 1_000_000

/** A number that follows from a text alone (FNV-1a, stirred once more so that its low digits differ for neighbours). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Every postcode of the town, so that distances are known: of people, of organisations and of halls. */
export function placePostcodes({ rows }: World): void {
  const known = [...rows.people, ...rows.organisations, ...rows.activities].map(({ postcode }) => postcode)
  for (const postcode of [...new Set(known)].toSorted())
    if (postcode != null) rows.postcodeCentroids.push({ postcode, ...placeOf(postcode) })
}
