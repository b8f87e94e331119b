import type { ContactChannel } from './kinds.ts'

export const RELEASE_TO_PERSON = 'release-to-person'

type Outgoing = 'mail' | 'text' | 'letter' | 'call'
const OUTGOING: Record<ContactChannel, Outgoing> = { phone: 'call', text: 'text', email: 'mail', letter: 'letter' }

/** What a person calls a way, and what leaves the building by it. */
export const toOutgoingChannel = (channel: ContactChannel): Outgoing => OUTGOING[channel]
export const toReachChannel = (channel: string): ContactChannel | undefined =>
  (Object.keys(OUTGOING) as ContactChannel[]).find((way) => OUTGOING[way] === channel)
