import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme, refuseRealNumber } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { PersonPatch } from '../contract.ts'
import { PersonFacts } from '../facts.ts'
import { keepLettersDespiteHidden, saveContactKeys } from '../store/reach.ts'
import { findPersonForUpdate, type Person, updatePerson } from '../store.ts'
import { stopWhatIsRefused } from './stop-reaching.ts'

/** Corrects or completes a person's record; the caller reads it again, so that what they see is what is stored. */
export async function amendPerson(
  context: Context,
  input: { personId: string; version: number; patch: PersonPatch },
): Promise<void> {
  const { personId, version, patch } = input
  refuseRealNumber(await getScheme(context), patch.nhsNumber, '#/nhsNumber')
  await inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, context.actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    if (person.version !== version) throw new Refusal('changed-by-someone-else')
    if (patch.bornOn !== undefined && patch.bornOn > context.today())
      throw invalid('#/bornOn', 'Enter a date of birth that is not in the future')

    await updatePerson(tx, person, toColumns(person, patch))
    if (
      patch.phones !== undefined ||
      patch.email !== undefined ||
      patch.address !== undefined ||
      patch.safeContact !== undefined
    ) {
      await saveContactKeys(tx, personId)
      await stopWhatIsRefused(tx, context, personId)
    }
    if (patch.nhsNumber !== undefined && person.claimedNhsNumber !== null)
      await closeTasksAbout(tx, context, {
        kind: 'confirm-identity',
        subjectId: personId,
        outcome: 'number-corrected',
      })
    await recordAudit(tx, context, {
      action: 'person.amended',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { fields: Object.keys(patch) },
    })
  })
}

function toColumns(person: Person, patch: PersonPatch): Partial<Person> {
  const { address, facts, nhsNumber, safeContact, ...same } = patch
  return {
    ...dropUndefined(same),
    ...(safeContact === undefined
      ? {}
      : { safeContact: safeContact === null ? null : keepLettersDespiteHidden(person.safeContact, safeContact) }),
    ...(nhsNumber === undefined ? {} : { nhsNumber, claimedNhsNumber: null, noNhsNumberBecause: null }),
    ...(address === undefined ? {} : { addressLines: address?.lines ?? null, postcode: address?.postcode ?? null }),
    ...(facts === undefined ? {} : { facts: { ...PersonFacts.parse(person.facts), ...dropUndefined(facts) } }),
  }
}

const dropUndefined = <T extends object>(values: T): Partial<Record<keyof T, never>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof T, never>
  >
