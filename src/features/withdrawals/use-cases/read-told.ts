import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPerson, listRecordIdsUnscoped } from '../../people/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { isKnownUnscoped, listRequests, listToldOfPersonUnscoped, type RequestRow, type ToldRow } from '../store.ts'

export type Told = { items: ToldRow[]; requests: RequestRow[]; isPlacing: boolean }

/** Who was told what kind of thing of a person, and when. The privacy officer reads it of everybody, without care content. */
export async function readTold(context: Context, { personId }: { personId: string }): Promise<Told> {
  const { actor, schemeId } = context
  const isPlacing = actor.role !== 'privacy-officer'
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const isVisible = isPlacing
      ? (await findPerson(tx, actor, personId)) !== undefined
      : await isKnownUnscoped(tx, personId)
    if (!isVisible) throw new Refusal('not-found')
    const personIds = await listRecordIdsUnscoped(tx, personId)
    const items = await listToldOfPersonUnscoped(tx, {
      schemeId,
      personIds,
      serviceId: settings.advisorServiceId,
      requireAgreements: settings.requireAgreements,
    })
    const requests = await listRequests(tx, personIds)
    await recordAudit(tx, context, { action: 'person.told-read', subjectKind: 'person', subjectId: personId, personId })
    return { items, requests, isPlacing }
  })
}
