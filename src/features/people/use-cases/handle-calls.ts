import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OutgoingMessage } from '../../messages/public.ts'
import { findToPersonForUpdate, listToPerson, recordHandling } from '../../messages/to-person.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { mayContact, REACH_PURPOSE_CODES, type ReachRules } from '../may-contact.ts'
import { type Apart, listApartUnscoped } from '../store/apart.ts'
import { findReachableUnscoped } from '../store/reach.ts'

/** A call to make, with the number and the rules as they are now; `to` is null when the gate refuses it meanwhile. */
export type Call = OutgoingMessage & { to: string | null; rules: ReachRules | null; apart: Apart | undefined }

/** Whom to ring, where, when, and whether a message may be left. */
export async function listCalls(
  context: Context,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: Call[]; next: string | null }> {
  const [from] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const page = toPage(
      await listToPerson(tx, context.actor, { channel: 'call', status: 'waiting', after: from, limit }),
      limit,
      ({ id }) => [id],
    )
    const apart = await listApartUnscoped(
      tx,
      page.items.map(({ personId }) => personId),
    )
    const items: Call[] = []
    for (const row of page.items) {
      const purpose = REACH_PURPOSE_CODES.find((code) => code === row.purpose)
      const person = row.personId === null ? undefined : await findReachableUnscoped(tx, context, row.personId)
      const decision = person === undefined || purpose === undefined ? undefined : mayContact(person, 'phone', purpose)
      const allowed = decision?.allowed === true ? decision : undefined
      items.push({
        ...row,
        apart: apart.get(row.personId ?? ''),
        to: allowed?.to ?? null,
        rules: allowed?.rules ?? null,
      })
    }
    await recordAudit(tx, context, {
      action: 'calls.listed',
      subjectKind: 'outgoing-message',
      detail: { personIds: items.map(({ personId }) => personId) },
    })
    return { items, next: page.next }
  })
}

/** What came of it. Nobody answered: somebody owes another way, today. */
export async function finishCall(
  context: Context,
  { callId, outcome }: { callId: string; outcome: 'spoke-to-person' | 'no-answer' },
): Promise<OutgoingMessage> {
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const row = await findToPersonForUpdate(tx, callId, context.actor)
    if (row?.channel !== 'call' || row.personId === null) throw new Refusal('not-found')
    const done = await recordHandling(tx, context, row, { step: 'do', outcome })
    if (done === undefined) throw new Refusal('step-not-open', `The call is ${row.status}`)
    if (outcome === 'no-answer')
      await openTask(tx, context, {
        kind: 'reach-another-way',
        subjectKind: 'person',
        subjectId: row.personId,
        organisationId: settings.advisorServiceId,
        membershipId: row.createdById ?? undefined,
        dueOn: context.today(),
      })
    await recordAudit(tx, context, {
      action: 'call.done',
      subjectKind: 'outgoing-message',
      subjectId: row.id,
      personId: row.personId,
      detail: { outcome },
    })
    return done
  })
}
