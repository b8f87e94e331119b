import type { z } from 'zod'
import type { Actor, Context } from '../../platform/context.ts'
import { getScheme, type Scheme } from '../schemes/public.ts'
import { type ConcernBody, NOT_FOR_EMERGENCIES, type RaisedBody } from './contract.ts'
import type { ConcernInBrief, ConcernRecord } from './store.ts'
import type { Raised } from './use-cases/raise-concern.ts'
import type { ConcernRead } from './use-cases/read-concern.ts'

/** What stands on every answer about a concern: it is no way to call for help, and whom to ring. */
const help = ({ settings }: Scheme) => ({ notForEmergencies: NOT_FOR_EMERGENCIES, phones: settings.safety.phones })

/** Who asks, and when. */
type Reader = { actor: Actor; now: Date }

export const toBrief = (concern: ConcernInBrief, { actor, now }: Reader) => ({
  id: concern.id,
  kind: concern.kind,
  status: concern.status,
  // A group knows nobody by id, not even whom it raised the concern about.
  personId: actor.role === 'provider' ? null : concern.personId,
  raisedAt: concern.raisedAt.toISOString(),
  responsible: concern.responsible,
  acknowledgeBy: concern.acknowledgeBy.toISOString(),
  isLate: concern.status === 'open' && concern.acknowledgeBy <= now,
})

const toPerson = (person: ConcernRecord['person']) =>
  person && { name: `${person.preferredName ?? person.givenName} ${person.familyName}`, bornOn: person.bornOn }

export const toConcernBody = (concern: ConcernRead, scheme: Scheme, reader: Reader): z.infer<typeof ConcernBody> => ({
  ...toBrief(concern, reader),
  about: concern.about,
  person: concern.mayAct || reader.actor.role !== 'provider' ? toPerson(concern.person) : null,
  mayAct: concern.mayAct,
  content: concern.content,
  wish: concern.wish,
  wishNotAskedBecause: concern.wishNotAskedBecause,
  raisedBy: concern.raisedBy,
  outcome: concern.outcome,
  entries: concern.entries.map(({ kind, what, words, on, reference, takenBy, to, by, at }) => ({
    kind,
    what,
    words,
    on,
    reference,
    takenBy,
    to,
    by,
    at: at.toISOString(),
  })),
  ...help(scheme),
  version: concern.version,
})

/** Read first, so that an answer that is repeated is made of the same parts. */
export async function toRaisedBody(context: Context): Promise<(raised: Raised) => z.infer<typeof RaisedBody>> {
  const scheme = await getScheme(context)
  return ({ id, acknowledgeBy, broughtTo }) => ({
    id,
    acknowledgeBy: acknowledgeBy.toISOString(),
    broughtTo,
    ...help(scheme),
  })
}
