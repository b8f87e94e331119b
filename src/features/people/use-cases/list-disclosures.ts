import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme, type SchemeSettings } from '../../schemes/public.ts'
import { listRecordIdsUnscoped } from '../store/deaths.ts'
import { type DisclosureRow, listDisclosureRows } from '../store/disclosures.ts'
import { findPerson } from '../store.ts'

type Disclosures = {
  unlessSaid: SchemeSettings['hearsUnlessSaid']
  items: DisclosureRow[]
  earlier: DisclosureRow[]
}

/** How much each organisation hears of a person, and what was said before. */
export async function listDisclosures(context: Context, { personId }: { personId: string }): Promise<Disclosures> {
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const rows = await listDisclosureRows(tx, await listRecordIdsUnscoped(tx, personId))
    await recordAudit(tx, context, {
      action: 'disclosures.read',
      subjectKind: 'person',
      subjectId: personId,
      personId,
    })
    // The latest of each record: two of them that are one person may differ, and then the stricter counts.
    const isLatest = (row: DisclosureRow) =>
      !rows.some(
        (other) =>
          other.organisationId === row.organisationId && other.personId === row.personId && other.version > row.version,
      )
    return {
      unlessSaid: settings.hearsUnlessSaid,
      items: rows.filter(isLatest),
      earlier: rows.filter((row) => !isLatest(row)),
    }
  })
}
