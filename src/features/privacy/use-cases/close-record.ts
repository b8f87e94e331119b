import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPerson, listRecordIdsUnscoped } from '../../people/public.ts'
import type { ClosingKind } from '../kinds.ts'
import {
  type Closing,
  endClosings,
  findClosing,
  findWorking,
  insertClosings,
  lockPersonUnscoped,
} from '../store/closed-records.ts'

type NewClosing = { kind: ClosingKind; membershipIds: string[]; reason: string }

/** Closes a record to all but named staff, or to named staff; closing it anew replaces who is named. */
export async function closeRecord(
  context: Context,
  { personId, version, ...closing }: NewClosing & { personId: string; version: number | undefined },
): Promise<Closing> {
  return inTransaction(context, async (tx) => {
    await getPersonToClose(tx, context, personId)
    const known = await findClosing(tx, personId)
    if (known?.version !== version) throw new Refusal('changed-by-someone-else')
    await refuseStrangers(tx, closing)
    const ids = await listRecordIdsUnscoped(tx, personId)
    await endClosings(tx, context, ids)
    await insertClosings(tx, context, ids, { ...closing, version: (known?.version ?? 0) + 1 })
    const { kind, membershipIds } = closing
    await recordAudit(tx, context, {
      action: 'record.closed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { kind, membershipIds },
    })
    const made = await findClosing(tx, personId)
    if (made === undefined) throw new Error('A closing that was made is gone')
    return made
  })
}

/** Whoever has to do with the person reads the record again. */
export async function openRecord(
  context: Context,
  { personId, version }: { personId: string; version: number },
): Promise<void> {
  await inTransaction(context, async (tx) => {
    await getPersonToClose(tx, context, personId)
    const known = await findClosing(tx, personId)
    if (known?.version !== version) throw new Refusal('changed-by-someone-else')
    await endClosings(tx, context, await listRecordIdsUnscoped(tx, personId))
    await recordAudit(tx, context, {
      action: 'record.opened-again',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
  })
}

/** Who is named; undefined when the record is not closed. */
export async function readClosing(context: Context, { personId }: { personId: string }): Promise<Closing | undefined> {
  return context.db.transaction(async (tx) => {
    await getPersonToClose(tx, context, personId)
    await recordAudit(tx, context, {
      action: 'record-closing.read',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
    return findClosing(tx, personId)
  })
}

/** A lead closes what they read themselves; the officer, who reads none, any. */
async function getPersonToClose(tx: Tx, { actor }: Context, personId: string): Promise<void> {
  const isThere =
    actor.role === 'privacy-officer'
      ? await lockPersonUnscoped(tx, personId)
      : (await findPerson(tx, actor, personId)) !== undefined && (await lockPersonUnscoped(tx, personId))
  if (!isThere) throw new Refusal('not-found')
}

/** Closed to everybody who could help, a record would help nobody. */
async function refuseStrangers(tx: Tx, { kind, membershipIds }: NewClosing): Promise<void> {
  const working = await findWorking(tx, membershipIds)
  const known = new Set(working.map(({ id }) => id))
  for (const [index, id] of membershipIds.entries())
    if (!known.has(id)) throw invalid(`#/membershipIds/${index}`, 'Choose somebody who works for the scheme now')
  if (kind === 'only-named' && !working.some(({ role }) => role === 'advisor' || role === 'team-lead'))
    throw invalid('#/membershipIds', 'Name at least one advisor or team lead, who goes on working with the person')
}
