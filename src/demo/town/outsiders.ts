import type { ReferralSource } from '../../features/referrals/kinds.ts'
import { OUTSIDE_SOURCES, type OutsideReferrer } from '../../features/referrals/outside.ts'
import type { Random } from './random.ts'

export const isOutside = (source: ReferralSource): boolean => OUTSIDE_SOURCES.includes(source)

type Outsider = Pick<OutsideReferrer, 'name' | 'role' | 'organisation'> & { mail?: string }

const HOSPITAL: readonly Outsider[] = [
  {
    name: 'Sister Maureen Tolley',
    role: 'Ward sister',
    organisation: 'Kelderby General, ward 7',
    mail: 'ward7@kelderby-general.example',
  },
  {
    name: 'Dean Hartnell',
    role: 'Discharge coordinator',
    organisation: 'Kelderby General',
    mail: 'discharge@kelderby-general.example',
  },
  {
    name: 'Philippa Rowse',
    role: 'Occupational therapist',
    organisation: 'Kelderby General, falls clinic',
    mail: 'falls@kelderby-general.example',
  },
]
const PROFESSIONALS: readonly Outsider[] = [
  { name: 'Carol Entwhistle', role: 'Community matron', organisation: 'Kelderby Community Nursing' },
  {
    name: 'Crew manager Ian Stroud',
    role: 'Safe-and-well visits',
    organisation: 'Kelder Valley Fire and Rescue',
    mail: 'safe-and-well@kelder-fire.example',
  },
  {
    name: 'Jo Appleyard',
    role: 'Housing officer',
    organisation: 'Kelderby Homes',
    mail: 'visits@kelderby-homes.example',
  },
  { name: 'Anil Mistry', role: 'Pharmacist', organisation: 'Old Ropery Pharmacy' },
  {
    name: 'Beth Corrigan',
    role: 'Social worker',
    organisation: 'Adult social care',
    mail: 'adults@kelderby-council.example',
  },
]
const FAMILY: readonly Outsider[] = [
  { name: 'The person themselves' },
  { name: 'A daughter', role: 'Daughter' },
  { name: 'A son', role: 'Son' },
  { name: 'A niece', role: 'Niece' },
  { name: 'A neighbour', role: 'Neighbour' },
]

/** Whoever asked from outside, and how they are answered. */
export function outsiderOf(source: ReferralSource, random: Random): OutsideReferrer {
  const known = source === 'hospital' ? HOSPITAL : source === 'other-professional' ? PROFESSIONALS : FAMILY
  const { mail, ...who } = random.pick(known)
  const answer =
    mail === undefined
      ? { by: 'phone' as const, to: `01632 960${random.between(100, 999)}` }
      : { by: 'mail' as const, to: mail }
  return { ...who, answer, mayKnowMore: random.chance(0.4) }
}
