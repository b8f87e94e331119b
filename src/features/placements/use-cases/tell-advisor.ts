import type { Context, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import type { OwnedPlacement } from '../store.ts'

type Kind = 'offer-declined' | 'ask-to-share' | 'answer-group-question' | 'missed-two' | 'ring-group'

/** What a group's answer leaves for the advisor to do, unless it was the service that typed the answer in. */
export async function tellAdvisor(tx: Tx, context: Context, placement: OwnedPlacement, kind: Kind): Promise<void> {
  if (context.actor.organisationId !== placement.advisorServiceId) await openTaskOf(tx, context, placement, kind)
}

/** Whoever brought the place did not ask the person: the advisor does. */
export const askToShare = (tx: Tx, context: Context, placement: OwnedPlacement): Promise<void> =>
  openTaskOf(tx, context, placement, 'ask-to-share')

/** A group asks to be rung about one of its people. */
export const askToRing = (tx: Tx, context: Context, placement: OwnedPlacement): Promise<void> =>
  openTaskOf(tx, context, placement, 'ring-group')

/** Somebody who stayed away twice is rung, also when the advisor typed the register in; who comes again needs no call. */
export async function tellOfRun(
  tx: Tx,
  context: Context,
  placement: OwnedPlacement,
  news: 'missed-two' | 'came-again' | undefined,
): Promise<void> {
  switch (news) {
    case 'missed-two':
      return openTaskOf(tx, context, placement, 'missed-two')
    case 'came-again':
      return closeTasksAbout(tx, context, { kind: 'missed-two', subjectId: placement.id, outcome: 'came-again' })
    case undefined:
      return
  }
}

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
