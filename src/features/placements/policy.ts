import type { Actor } from '../../platform/context.ts'
import { isService } from '../referrals/public.ts'
import { knowsWhoComes } from './disclosure.ts'
import { type AnyPlacementStep, type PlacementStatus, stepsOpenFrom } from './lifecycle.ts'

/** Whose a placement is: the provider that runs the activity, and the service that has the referral. */
type Owners = { providerId: string; advisorServiceId: string; referrerOrganisationId: string }

type Side = 'provider' | 'service'

/** Whose each step is. The service writes down what happens at providers that have no account. */
const STEP_SIDES: Record<AnyPlacementStep, readonly Side[]> = {
  offer: ['service'],
  accept: ['provider', 'service'],
  decline: ['provider', 'service'],
  lapse: [],
  cancel: ['service'],
  start: ['provider', 'service'],
  complete: ['provider', 'service'],
  end: ['provider', 'service'],
  'record-attendance': ['provider', 'service'],
}

/** Whether this actor's side may take a step; whether the step is open is the lifecycle's to say. */
export const canTakeStep = (actor: Actor, placement: Owners, step: AnyPlacementStep): boolean =>
  STEP_SIDES[step].some((side) => (side === 'provider' ? isProviderOf(actor, placement) : isService(actor, placement)))

export const isProviderOf = (actor: Actor, placement: { providerId: string }): boolean =>
  actor.role === 'provider' && actor.organisationId === placement.providerId

/** What says who came, and so is no step for a group that does not know who that is. */
const NEEDS_A_NAME: readonly AnyPlacementStep[] = ['start', 'record-attendance']
export const needsAName = (actor: Actor, step: AnyPlacementStep): boolean =>
  actor.role === 'provider' && NEEDS_A_NAME.includes(step)

/** `mayShare` is left out where nobody asked; then a group is told of no step that may be refused. */
export const nextStepsFor = (
  actor: Actor,
  placement: Owners & { status: PlacementStatus; mayShare?: boolean },
): AnyPlacementStep[] =>
  stepsOpenFrom(placement.status)
    .filter((step) => canTakeStep(actor, placement, step))
    .filter((step) => !needsAName(actor, step) || knowsWhoComes({ mayShare: false, isSigned: false, ...placement }))
