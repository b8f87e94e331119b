import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { roleTitle } from '../../accounts/public.ts'
import type { Author, Letter, NewMessage } from '../../messages/public.ts'
import type { About } from '../letters.ts'
import type { OutsideNews } from '../outside.ts'
import type { Referral } from '../store.ts'
import { findPersonNames } from '../store.ts'
import { tellOrganisation } from './tell-organisation.ts'
import { tellOutside } from './tell-outside.ts'

type Write = (facts: About & { author: Author; on: string }) => Letter

/** The messages that answer somebody outside as well. */
const OUTSIDE_NEWS_OF: Partial<Record<NewMessage['kind'], OutsideNews>> = {
  'referral-declined': 'declined',
  'referral-withdrawn': 'withdrawn',
  'referral-closed': 'closed',
}

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
  /** What somebody outside hears beside that it happened, when the person agreed. */
  more?: string,
): Promise<void> {
  const { actor, now } = context
  const author = { name: actor.name, role: roleTitle(actor.role), organisation: actor.organisationName }
  await sendToReferrer(tx, context, referral, message, (facts) =>
    write({ ...facts, author, on: todayInEngland(now()) }),
  )
  const news = OUTSIDE_NEWS_OF[message.kind]
  if (news !== undefined) await tellOutside(tx, context, referral, { news, more })
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
