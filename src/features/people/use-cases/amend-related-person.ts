import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { faultOfPermission } from '../callers.ts'
import { phoneKey } from '../contact-keys.ts'
import type { RelatedPersonPatch } from '../related-people-contract.ts'
import { findRelatedPerson, type RelatedPerson, updateRelatedPerson } from '../store/related-people.ts'
import { findPersonForUpdate } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

type Input = { personId: string; relatedPersonId: string; version: number; patch: RelatedPersonPatch }

/** Corrects who somebody is to the person, and what they may be told: more than before needs a new yes of the person. */
export async function amendRelatedPerson(context: Context, input: Input): Promise<RelatedPerson> {
  const { personId, relatedPersonId, version, patch } = input
  return inTransaction(context, async (tx) => {
    if ((await findPersonForUpdate(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const related = await findRelatedPerson(tx, { personId, relatedPersonId })
    if (related === undefined) throw new Refusal('not-found')
    if (related.version !== version) throw new Refusal('changed-by-someone-else')

    const { agreed, ...plain } = patch
    const changes: Partial<RelatedPerson> = Object.fromEntries(
      Object.entries(plain).filter(([, value]) => value !== undefined),
    )
    const mayBeTold = patch.mayBeTold ?? related.mayBeTold
    // A yes is to one thing: told more or otherwise, it is asked for anew.
    const kept = mayBeTold === related.mayBeTold ? { on: related.agreedOn, how: related.agreedHow } : undefined
    const given = mayBeTold === 'nothing' ? undefined : agreed === undefined ? kept : agreed
    const fault = faultOfPermission({ mayBeTold, agreedOn: given?.on ?? null }, context.today())
    if (fault !== undefined) throw invalid('#/agreed', fault)

    const saved = await updateRelatedPerson(tx, related, {
      ...changes,
      formerKeys: formerKeysAfter(related, patch.phone),
      agreedOn: given?.on ?? null,
      agreedHow: given?.how ?? null,
    })
    await stopWhatIsRefused(tx, context, personId)
    await recordAudit(tx, context, {
      action: 'related-person.amended',
      subjectKind: 'related-person',
      subjectId: relatedPersonId,
      personId,
      detail: { fields: Object.keys(patch), mayBeTold },
    })
    return saved
  })
}

const formerKeysAfter = ({ phone, formerKeys }: RelatedPerson, next: string | null | undefined): string[] =>
  next === undefined || phone === null || phone === next ? formerKeys : [...new Set([...formerKeys, phoneKey(phone)])]
