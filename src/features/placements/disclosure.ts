import { type AgeBand, ageBand, ageOn } from '../../platform/clock.ts'
import { postcodeDistrict } from '../../platform/postcode.ts'
import { isLive, type PlacementStatus } from './lifecycle.ts'

/** What the provider may know of the person at this moment. */
export const DISCLOSURES = ['before-yes', 'waiting-for-agreement', 'waiting-for-consent', 'shared', 'over'] as const
export type Disclosure = (typeof DISCLOSURES)[number]

/**
 * Before its yes, a provider knows of a need, an area, an age band and what access takes: enough to answer, too little to say
 * who it is. After its yes it knows the name, for as long as the placement lives, its relation to the person is open, the
 * person agrees to share and the group has signed what it does with it. `mayShare` is the relation and the person's answer,
 * `isSigned` the paper, as they stand now.
 */
export function disclosureOf(placement: { status: PlacementStatus; mayShare: boolean; isSigned: boolean }): Disclosure {
  if (!isLive(placement.status)) return 'over'
  if (placement.status === 'offered') return 'before-yes'
  if (!placement.isSigned) return 'waiting-for-agreement'
  return placement.mayShare ? 'shared' : 'waiting-for-consent'
}

/** Whether a group may write down who came: it knows who they are, or they come already. */
export const knowsWhoComes = (placement: { status: PlacementStatus; mayShare: boolean; isSigned: boolean }): boolean =>
  placement.status === 'started' || disclosureOf(placement) === 'shared'

type NeedItem = { code: string; label: string; isSensitive: boolean }

/** The words for needs that a provider may read. A sensitive one is "a need", once, whichever it is. */
export function needsInWords(codes: readonly string[], list: readonly NeedItem[]): string[] {
  const words = codes.map((code) => {
    const item = list.find((candidate) => candidate.code === code)
    return item === undefined || item.isSensitive ? 'a need' : item.label
  })
  return [...new Set(words)]
}

/** The NHS codes for people without a postal address: they would say that somebody has no home. */
const NO_ADDRESS = 'ZZ99'

export function areaOf(postcode: string | null): string | null {
  const district = postcode === null ? null : postcodeDistrict(postcode)
  return district === NO_ADDRESS ? null : district
}

export const ageBandOn = (bornOn: string, today: string): AgeBand => ageBand(ageOn(bornOn, today))

type SafeContact = { channels: readonly string[]; voicemail: boolean; times?: string | undefined }
type Phone = { number: string; label: string }
export type PhoneContact = { phones: readonly Phone[]; voicemail: boolean | null; times: string | null }

/** The phone numbers, with the rules for using them; none when the person said how to be reached and a phone was not among it. */
export function phoneContactOf(phones: readonly Phone[], safeContact: SafeContact | null): PhoneContact {
  if (safeContact === null) return { phones, voicemail: null, times: null }
  if (!safeContact.channels.includes('phone')) return { phones: [], voicemail: null, times: null }
  return { phones, voicemail: safeContact.voicemail, times: safeContact.times ?? null }
}
