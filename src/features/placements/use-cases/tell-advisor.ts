import type { Context, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import type { OwnedPlacement } from '../store.ts'

/** What a group's answer leaves for the advisor to do, unless it was the service that typed the answer in. */
export async function tellAdvisor(
  tx: Tx,
  context: Context,
  placement: OwnedPlacement,
  kind: 'offer-declined' | 'ask-to-share',
): Promise<void> {
  const { actor, today } = context
  if (actor.organisationId === placement.advisorServiceId) return
  const { settings } = await getScheme(context)
  await openTask(tx, context, {
    kind,
    subjectKind: 'placement',
    subjectId: placement.id,
    organisationId: placement.advisorServiceId,
    ...(placement.ownerId === null ? {} : { membershipId: placement.ownerId }),
    dueOn: addWorkingDays(today(), settings.targets.offer),
  })
}
