import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { countFailedOffers } from '../store/offers.ts'
import type { OwnedPlacement } from '../store.ts'
import { OFFERS_BEFORE_A_TALK } from '../waiting.ts'

type Kind = 'offer-declined' | 'offer-lapsed' | 'ask-to-share' | 'answer-group-question' | 'missed-two' | 'ring-group'

/** What a group's answer leaves for the advisor to do, unless it was the service that typed the answer in. */
export async function tellAdvisor(tx: Tx, context: Context, placement: OwnedPlacement, kind: Kind): Promise<void> {
  if (context.actor.organisationId !== placement.advisorServiceId) await openTaskOf(tx, context, placement, kind)
}

/**
 * An offer came to nothing: the advisor looks for something else. The second time it is a talk that is owed, of the whole
 * referral, whoever typed the answer in: nobody is asked a third time before it.
 */
export async function tellOfFailedOffer(
  tx: Tx,
  context: Context | SystemContext,
  placement: OwnedPlacement,
  kind: 'offer-declined' | 'offer-lapsed',
): Promise<void> {
  if (1 + (await countFailedOffers(tx, placement.referralId)) >= OFFERS_BEFORE_A_TALK)
    await openTalk(tx, context, placement)
  else if (!('actor' in context) || context.actor.organisationId !== placement.advisorServiceId)
    await openTaskOf(tx, context, placement, kind)
}

/** Two came to nothing: what comes next is the advisor's to talk about, never a question that the person meets alone. */
export async function openTalk(
  tx: Tx,
  context: Context | SystemContext,
  { referralId, advisorServiceId, ownerId }: { referralId: string; advisorServiceId: string; ownerId: string | null },
): Promise<void> {
  const { settings } = await getScheme(context)
  await openTask(tx, context, {
    kind: 'two-offers-failed',
    subjectKind: 'referral',
    subjectId: referralId,
    organisationId: advisorServiceId,
    ...(ownerId === null ? {} : { membershipId: ownerId }),
    dueOn: addWorkingDays(context.today(), settings.targets.offer),
  })
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

async function openTaskOf(
  tx: Tx,
  context: Context | SystemContext,
  placement: OwnedPlacement,
  kind: Kind,
): Promise<void> {
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
