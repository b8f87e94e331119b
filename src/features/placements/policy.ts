import type { Actor } from '../../platform/context.ts'
import { isService } from '../referrals/public.ts'
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

export const nextStepsFor = (actor: Actor, placement: Owners & { status: PlacementStatus }): AnyPlacementStep[] =>
  stepsOpenFrom(placement.status).filter((step) => canTakeStep(actor, placement, step))
