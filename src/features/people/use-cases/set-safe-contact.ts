import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { SafeContactBody } from '../reach-contract.ts'
import { listRelatedIds, mayKnowAddress, saveSafeContact } from '../store/reach.ts'
import { findPersonForUpdate } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

type Input = { personId: string; version: number } & z.infer<typeof SafeContactBody>

/** How to reach somebody without doing harm, in their own words; what is on its way and would be refused now is stopped. */
export async function setSafeContact(context: Context, input: Input): Promise<{ version: number; stopped: number }> {
  const { personId, version, safeContact, addressHidden, unsafeRelatedIds } = input
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, context.actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    if (person.version !== version) throw new Refusal('changed-by-someone-else')
    if (person.addressHidden && !addressHidden && !(await mayKnowAddress(tx, context, personId)))
      throw new Refusal('not-allowed', 'Ask whoever visits the person, or the lead, to show the address again')
    const known = await listRelatedIds(tx, personId)
    if (unsafeRelatedIds.some((id) => !known.includes(id)))
      throw invalid('#/unsafeRelatedIds', 'Name people who stand on the record as related')
    await saveSafeContact(tx, person, { safeContact, addressHidden, unsafeIds: unsafeRelatedIds })
    const stopped = await stopWhatIsRefused(tx, context, personId)
    await recordAudit(tx, context, {
      action: 'person.safe-contact-set',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { addressHidden, unsafe: unsafeRelatedIds.length, stopped },
    })
    return { version: version + 1, stopped }
  })
}
