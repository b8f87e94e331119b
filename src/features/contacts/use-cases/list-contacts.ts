import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReading, isService, type Reading } from '../../referrals/public.ts'
import type { ContactWay } from '../kinds.ts'
import { listContactsOf } from '../store/list-contacts.ts'
import type { ContactRecord } from '../store.ts'

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
  const found = await listContactsOf(context, referralId, { after: fromCursor(input.after, 2), limit })
  if (found === undefined) throw new Refusal('not-found')
  const { rows, attempts, ...referral } = found
  const reading = await findReading(context.db, context, referral)
  return {
    ...toPage(rows, limit, ({ day, id }) => [day, id]),
    level: reading?.level ?? 'everything',
    attempts,
    isService: isService(context.actor, referral),
  }
}
