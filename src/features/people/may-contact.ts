import type { AccessibleInformationNeed, Language } from './codes.ts'
import type { ConsentAnswer, ContactChannel } from './kinds.ts'

/** For what somebody is reached. `by` are the ways that suit it; a survey needs a yes, the rest no more than that nobody said no. */
export const REACH_PURPOSES = {
  'first-contact': {
    label: 'We were asked to get in touch',
    by: ['phone', 'letter', 'text', 'email'],
    needsYes: false,
  },
  appointment: { label: 'A visit or a call was agreed', by: ['phone', 'text', 'email', 'letter'], needsYes: false },
  reminder: { label: 'A visit or a call is near', by: ['text', 'phone', 'email', 'letter'], needsYes: false },
  'still-wanted': { label: 'Whether help is still wanted', by: ['phone', 'letter', 'text', 'email'], needsYes: false },
  'could-not-reach': { label: 'We tried to reach you', by: ['letter', 'phone', 'text', 'email'], needsYes: false },
  plan: { label: 'The plan that was agreed', by: ['letter', 'email', 'phone'], needsYes: false },
  closing: { label: 'The end of an episode', by: ['letter', 'phone', 'email'], needsYes: false },
  answer: { label: 'An answer to what the person asked', by: ['phone', 'letter', 'email', 'text'], needsYes: false },
  survey: { label: 'How it was', by: ['letter', 'email', 'text', 'phone'], needsYes: true },
} as const satisfies Record<string, { label: string; by: readonly ContactChannel[]; needsYes: boolean }>
export type ReachPurpose = keyof typeof REACH_PURPOSES
export const REACH_PURPOSE_CODES = Object.keys(REACH_PURPOSES) as [ReachPurpose, ...ReachPurpose[]]

/** Why not. The sentence stands before whoever has to find another way. */
export const REACH_REFUSALS = {
  died: 'Our record says that this person has died',
  'no-consent': 'The person does not want to be contacted, or was not asked',
  'not-for-this': 'This way does not suit the purpose',
  'not-safe': 'The person did not name this as a safe way',
  'nothing-to-use': 'There is no number or address for it',
  'shared-with-unsafe': 'Somebody who must not hear uses the same number or address',
  'address-hidden': 'The address is hidden, and the person did not say that letters may come',
  stopped: 'The number asked for no more texts',
  'only-at-times': 'The person named times to which a machine does not keep',
  'records-parted': 'It was written while two records were taken for one',
  'needs-another-form': 'The person needs another form than this',
  'needs-another-language': 'The person reads another language',
} as const
export type ReachRefusal = keyof typeof REACH_REFUSALS

/** One number or address, and what speaks against it. */
export type Route = { to: string; isSharedWithUnsafe: boolean; takesTexts: boolean; isStopped: boolean }

export type Reachable = {
  diedOn: string | null
  contactConsent: ConsentAnswer | undefined
  safeContact: {
    channels: readonly ContactChannel[]
    voicemail: boolean
    times?: string | undefined
    lettersDespiteHidden?: boolean | undefined
  } | null
  phones: readonly Route[]
  email: Route | null
  letter: Route | null
  isAddressHidden: boolean
  language: Language | undefined
  needsInterpreter: boolean
  forms: readonly AccessibleInformationNeed[]
}

/** What whoever writes, prints or rings must keep to. */
export type ReachRules = {
  times: string | null
  voicemail: boolean
  language: Language | null
  interpreter: boolean
  forms: AccessibleInformationNeed[]
}
export type ReachDecision = { allowed: true; to: string; rules: ReachRules } | { allowed: false; because: ReachRefusal }

/** Nobody asked how: then a voice, and no voicemail, or a letter. What lights up on a telephone is read by whoever holds it. */
const UNASKED: readonly ContactChannel[] = ['phone', 'letter']

/** Forms of which this way is not one. Large print and coloured paper we can print. */
const UNFIT: Record<ContactChannel, readonly AccessibleInformationNeed[]> = {
  phone: ['no-phone-calls', 'text-message', 'bsl-interpreter', 'deafblind-interpreter'],
  text: ['braille', 'audio', 'easy-read', 'read-aloud', 'pictures'],
  email: ['braille', 'audio', 'easy-read', 'read-aloud', 'pictures'],
  letter: ['braille', 'audio', 'easy-read', 'read-aloud', 'email', 'pictures'],
}

/**
 * The one gate: whether something may reach this person this way for this purpose, and by which rules. Everything that goes
 * to a person passes it, once when it is written and once more when it leaves.
 */
export function mayContact(person: Reachable, channel: ContactChannel, purpose: ReachPurpose): ReachDecision {
  const { by, needsYes } = REACH_PURPOSES[purpose]
  const refused = (because: ReachRefusal): ReachDecision => ({ allowed: false, because })
  if (person.diedOn !== null) return refused('died')
  const consent = person.contactConsent
  if (consent === 'withdrawn' || consent === 'refused' || (needsYes && consent !== 'given'))
    return refused('no-consent')
  if (!(by as readonly ContactChannel[]).includes(channel)) return refused('not-for-this')
  if (!(person.safeContact?.channels ?? UNASKED).includes(channel)) return refused('not-safe')
  if (channel === 'letter' && person.isAddressHidden && person.safeContact?.lettersDespiteHidden !== true)
    return refused('address-hidden')

  const routes = routesOf(person, channel)
  if (routes.length === 0) return refused('nothing-to-use')
  const safe = routes.filter(({ isSharedWithUnsafe }) => !isSharedWithUnsafe)
  if (safe.length === 0) return refused('shared-with-unsafe')
  const route = safe.find(({ isStopped }) => channel !== 'text' || !isStopped)
  if (route === undefined) return refused('stopped')
  if (UNFIT[channel].some((form) => person.forms.includes(form))) return refused('needs-another-form')
  if (channel !== 'phone' && person.needsInterpreter) return refused('needs-another-language')
  return { allowed: true, to: route.to, rules: rulesOf(person) }
}

function routesOf(person: Reachable, channel: ContactChannel): readonly Route[] {
  switch (channel) {
    case 'phone':
      return person.phones
    case 'text':
      return person.phones.filter(({ takesTexts }) => takesTexts)
    case 'email':
      return person.email === null ? [] : [person.email]
    case 'letter':
      return person.letter === null ? [] : [person.letter]
  }
}

const rulesOf = (person: Reachable): ReachRules => ({
  times: person.safeContact?.times ?? null,
  voicemail: person.safeContact?.voicemail ?? false,
  language: person.language ?? null,
  interpreter: person.needsInterpreter,
  forms: [...person.forms],
})

/** The ways in the order in which to try them: what the sender prefers, then what the person named, then what suits. */
export function waysToTry(
  person: Reachable,
  purpose: ReachPurpose,
  preferred: ContactChannel | undefined,
): ContactChannel[] {
  const all = [
    ...(preferred === undefined ? [] : [preferred]),
    ...(person.safeContact?.channels ?? []),
    ...REACH_PURPOSES[purpose].by,
  ]
  return [...new Set(all)]
}

export type Attempt = { channel: ContactChannel; because: ReachRefusal }

/** The first way that is allowed, or every way with why not. */
export function chooseWay(
  person: Reachable,
  purpose: ReachPurpose,
  offered: {
    preferred?: ContactChannel | undefined
    channels: readonly ContactChannel[]
    byMachine?: boolean | undefined
  },
): { channel: ContactChannel; to: string; rules: ReachRules } | { refused: Attempt[] } {
  const refused: Attempt[] = []
  for (const channel of waysToTry(person, purpose, offered.preferred)) {
    if (!offered.channels.includes(channel)) continue
    const decision = mayContact(person, channel, purpose)
    if (decision.allowed && offered.byMachine === true && isOnlyAtTimes(person, channel))
      refused.push({ channel, because: 'only-at-times' })
    else if (decision.allowed) return { channel, to: decision.to, rules: decision.rules }
    else refused.push({ channel, because: decision.because })
  }
  return { refused }
}

/** It shows on a telephone the moment it is sent; a letter and a call wait for hands, which keep to the times. */
export const isOnlyAtTimes = (person: Reachable, channel: ContactChannel): boolean =>
  (channel === 'text' || channel === 'email') && person.safeContact?.times !== undefined
