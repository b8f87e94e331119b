import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPerson } from '../../people/public.ts'
import { type ConcernKind, getScheme } from '../../schemes/public.ts'
import type { DoneNow, WISH_NOT_ASKED } from '../kinds.ts'
import { addEntries, insertConcern, type Member } from '../store.ts'
import { bringToNext } from './bring-to-next.ts'

export type NewConcern = {
  kind: ConcernKind
  content: string
  doneNow: {
    what: DoneNow
    words?: string | undefined
    on?: string | undefined
    reference?: string | undefined
    takenBy?: string | undefined
  }[]
  wish?: string | undefined
  wishNotAskedBecause?: (typeof WISH_NOT_ASKED)[number] | undefined
}
export type Raised = { id: string; acknowledgeBy: Date; broughtTo: Member | null }

/** Anyone with a role says that somebody may be hurt: no consent is needed, and a named person has it at once. */
export async function raiseConcern(
  context: Context,
  input: NewConcern & { personId?: string | undefined; about?: string | undefined },
): Promise<Raised> {
  return inTransaction(context, async (tx) => {
    const { personId, about, ...concern } = input
    if (personId !== undefined && (await findPerson(tx, context.actor, personId)) === undefined)
      throw new Refusal('not-found')
    return openConcern(tx, context, { ...concern, personId: personId ?? null, about: about ?? null })
  })
}

/** The same for a door that knows by itself of whom it is, as a group knows by a placement. */
export async function openConcern(
  tx: Tx,
  context: Context,
  { doneNow, wish, wishNotAskedBecause, ...concern }: NewConcern & { personId: string | null; about: string | null },
): Promise<Raised> {
  const { actor, schemeId, now } = context
  const { safety } = (await getScheme(context)).settings
  const id = context.newId()
  const hours = safety.acknowledgeWithinHours[concern.kind]
  const acknowledgeBy = new Date(now().getTime() + hours * 3_600_000)
  await insertConcern(tx, {
    schemeId,
    id,
    ...concern,
    status: 'open',
    wish: wish ?? null,
    wishNotAskedBecause: wishNotAskedBecause ?? null,
    raisedById: actor.membershipId,
    raisedAt: now(),
    acknowledgeBy,
    escalatesAt: acknowledgeBy,
  })
  await addEntries(
    tx,
    context,
    id,
    doneNow.map((done) => ({ kind: 'done-now' as const, ...done })),
  )
  const broughtTo = await bringToNext(tx, context, {
    id,
    kind: concern.kind,
    raisedById: actor.membershipId,
    acknowledgeBy,
  })
  await recordAudit(tx, context, {
    action: 'concern.raised',
    subjectKind: 'concern',
    subjectId: id,
    ...(concern.personId === null ? {} : { personId: concern.personId }),
    detail: { kind: concern.kind },
  })
  return { id, acknowledgeBy, broughtTo }
}
