import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { heardOf, type Letter, type NewMessage, sendMessage, toHeard } from '../../messages/public.ts'
import { findHearingUnscoped } from '../store/hearing.ts'
import type { Referral } from '../store.ts'

type Message = Pick<NewMessage, 'kind' | 'snomedCode' | 'acknowledgeBy'> & {
  organisationId: string
  letter: Letter
  /** Whoever writes it says that the person's online record must not show it. */
  keepOffline?: boolean | undefined
}

/**
 * Tells one organisation of a person, as much as it hears: the only way of a message about an episode. Undefined when it
 * hears nothing of it. The caller holds the referral's row, so a withdrawal comes before or after, never between.
 */
export async function tellOrganisation(
  tx: Tx,
  context: Context | SystemContext,
  { id, personId }: Pick<Referral, 'id' | 'personId'>,
  { letter, keepOffline = false, ...message }: Message,
): Promise<string | undefined> {
  const hearing = await findHearingUnscoped(tx, context, { personId, organisationId: message.organisationId })
  const isSameDay = message.acknowledgeBy !== undefined
  const level = heardOf({ kind: message.kind, isSameDay }, hearing)
  if (level === 'nothing') return undefined
  const notOnlineBecause = hearing.notOnlineBecause ?? (keepOffline ? 'chosen' : undefined)
  return sendMessage(tx, context, {
    subjectKind: 'referral',
    subjectId: id,
    personId,
    ...message,
    ...toHeard(level, letter, {
      notForOnlineViewing: notOnlineBecause !== undefined,
      // Somebody could be hurt: then the name of what may hurt them is said.
      sensitive: isSameDay ? [] : hearing.sensitive,
    }),
    notOnlineBecause,
  })
}
