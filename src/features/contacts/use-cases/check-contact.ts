import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import type { Referral } from '../../referrals/public.ts'
import { type ContactFacts, dayOf, faultsOf } from '../rules.ts'
import { tookPartBefore } from '../store.ts'

/** Refuses a contact that may not stand as it is given, and says on which day it stands when it may. */
export async function checkContact(
  tx: Tx,
  context: Context,
  referral: Referral,
  contact: ContactFacts & { id: string },
): Promise<string> {
  const submittedOn = todayInEngland(referral.submittedAt ?? referral.createdAt)
  const faults = faultsOf(contact, { today: context.today(), submittedOn })
  const [first] = faults
  if (first !== undefined) throw new Refusal('invalid-request', first.detail, faults)
  if (contact.personSaidNo && (await tookPartBefore(tx, referral.id, contact.id)))
    throw new Refusal('not-possible', 'The person has taken part before: close the referral and say why')
  const day = dayOf(contact)
  if (day === undefined) throw invalid('#/happenedOn', 'Enter the day it was to be')
  return day
}
