import type { Context, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import type { OwnedPlacement } from '../store.ts'

type Kind = 'offer-declined' | 'ask-to-share' | 'answer-group-question'

/** What a group's answer leaves for the advisor to do, unless it was the service that typed the answer in. */
export async function tellAdvisor(tx: Tx, context: Context, placement: OwnedPlacement, kind: Kind): Promise<void> {
  if (context.actor.organisationId !== placement.advisorServiceId) await openTaskOf(tx, context, placement, kind)
}

/** Whoever brought the place did not ask the person: the advisor does. */
export const askToShare = (tx: Tx, context: Context, placement: OwnedPlacement): Promise<void> =>
  openTaskOf(tx, context, placement, 'ask-to-share')

async function openTaskOf(tx: Tx, context: Context, placement: OwnedPlacement, kind: Kind): Promise<void> {
  const { settings } = await getScheme(context)
  await openTask(tx, context, {
    kind,
    subjectKind: 'placement',
    subjectId: placement.id,
    organisationId: placement.advisorServiceId,
    ...(placement.ownerId === null ? {} : { membershipId: placement.ownerId }),
    dueOn: addWorkingDays(context.today(), settings.targets.offer),
  })
}
