import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { roleTitle } from '../../accounts/public.ts'
import type { Author, Letter, NewMessage } from '../../messages/public.ts'
import type { About } from '../letters.ts'
import type { Referral } from '../store.ts'
import { findPersonNames } from '../store.ts'
import { tellOrganisation } from './tell-organisation.ts'

type Write = (facts: About & { author: Author; on: string }) => Letter

/**
 * Tells the side that referred what happened, in the transaction in which it happened. A practice hears of its people's
 * referrals also when a team or the service wrote them down.
 */
export async function tellReferrer(
  tx: Tx,
  context: Context,
  referral: Referral,
  message: Pick<NewMessage, 'kind' | 'snomedCode'>,
  write: Write,
): Promise<void> {
  const { actor, now } = context
  const author = { name: actor.name, role: roleTitle(actor.role), organisation: actor.organisationName }
  await sendToReferrer(tx, context, referral, message, (facts) =>
    write({ ...facts, author, on: todayInEngland(now()) }),
  )
}

/** The same for the system itself, which signs with the service's name. */
export async function sendToReferrer(
  tx: Tx,
  context: Context | SystemContext,
  referral: Referral,
  message: Pick<NewMessage, 'kind' | 'snomedCode'>,
  write: (facts: About) => Letter,
): Promise<void> {
  const names = await findPersonNames(tx, referral.personId)
  const letter = write({ reference: referral.reference, ...names })
  const recipients = new Set(
    [referral.referrerOrganisationId, referral.practiceId].filter((id) => id !== referral.advisorServiceId),
  )
  for (const organisationId of recipients) {
    await tellOrganisation(tx, context, referral, { organisationId, ...message, letter })
  }
}
