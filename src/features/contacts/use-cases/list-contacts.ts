import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReading, findReferral, isService, type Reading } from '../../referrals/public.ts'
import type { ContactWay } from '../kinds.ts'
import { type ContactRecord, countAttempts, listContactRecords } from '../store.ts'

type Page = {
  items: ContactRecord[]
  next: string | null
  attempts: Partial<Record<ContactWay, number>>
  /** The side that referred reads less of each. */
  isService: boolean
  level: Reading['level']
}

export async function listContacts(
  context: Context,
  input: { referralId: string; after?: string | undefined; limit: number },
): Promise<Page> {
  const { referralId, limit } = input
  const after = fromCursor(input.after, 2)
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    const rows = await listContactRecords(tx, referralId, { after, limit })
    const page = toPage(rows, limit, ({ day, id }) => [day, id])
    await recordAudit(tx, context, {
      action: 'contacts.read',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { contactIds: page.items.map(({ id }) => id) },
    })
    const reading = await findReading(tx, context, referral)
    const level = reading?.level ?? 'everything'
    return {
      ...page,
      level,
      attempts: await countAttempts(tx, referralId),
      isService: isService(context.actor, referral),
    }
  })
}
