import type { Actor } from '../../platform/context.ts'
import type { ReferralSource } from './kinds.ts'
import { type AnyReferralStep, type ReferralStatus, stepsOpenFrom } from './lifecycle.ts'

type Owners = { referrerOrganisationId: string; advisorServiceId: string }

type Side = 'referrer' | 'service' | 'lead'

/** Whose each step is: the side that sent the referral, or the service that answers it. */
const STEP_SIDES: Record<AnyReferralStep, readonly Side[]> = {
  submit: ['referrer'],
  return: ['service'],
  resubmit: ['referrer'],
  accept: ['service'],
  decline: ['service'],
  withdraw: ['referrer', 'service'],
  close: ['service'],
  reopen: ['service'],
  'enter-in-error': ['lead'],
  hold: ['service'],
  resume: ['service'],
  allocate: ['service'],
  amend: ['referrer', 'service'],
}

/** Whether this actor's side may take a step; whether the step is open is the lifecycle's to say. */
export function canTakeStep(
  actor: Actor,
  referral: Owners & { status: ReferralStatus },
  step: AnyReferralStep,
): boolean {
  // What nobody has seen yet is the writer's to take back.
  if (step === 'enter-in-error' && referral.status === 'draft') return isReferrer(actor, referral)
  return STEP_SIDES[step].some((side) => isOnSide(actor, referral, side))
}

function isOnSide(actor: Actor, referral: Owners, side: Side): boolean {
  switch (side) {
    case 'referrer':
      return isReferrer(actor, referral)
    case 'service':
      return isService(actor, referral)
    case 'lead':
      return isService(actor, referral) && actor.role === 'team-lead'
  }
}

/** Whoever sent it: a practice, a team, or the service itself when it wrote the referral down for somebody outside. */
const isReferrer = (actor: Actor, referral: Owners): boolean =>
  actor.organisationId === referral.referrerOrganisationId && (actor.role === 'referrer' || isService(actor, referral))

export const isService = (actor: Actor, referral: Owners): boolean =>
  actor.organisationId === referral.advisorServiceId && (actor.role === 'advisor' || actor.role === 'team-lead')

/** An advisor may take a referral nobody has; giving work to others, or taking it from them, is the lead's, the owner's or their cover's. */
export function canAllocate(
  actor: Actor,
  referral: Owners & { ownerId: string | null },
  toMembershipId: string,
  standsFor: readonly string[] = [],
): boolean {
  if (!isService(actor, referral)) return false
  if (actor.role === 'team-lead') return true
  if (referral.ownerId === null) return toMembershipId === actor.membershipId
  return [actor.membershipId, ...standsFor].includes(referral.ownerId)
}

/** Where a referral may say that it comes from, by who writes it down; the first is meant when nothing is said. */
export const sourcesFor = (side: {
  isService: boolean
  isOwnPractice: boolean
}): readonly [ReferralSource, ...ReferralSource[]] => {
  if (side.isService) return ['other-professional', 'hospital', 'self-or-family', 'practice', 'case-management-team']
  return side.isOwnPractice ? ['practice'] : ['case-management-team']
}

/** A risk on a home visit is for those who visit, and for those who said so. */
export const canReadRisks = (actor: Actor, referral: Owners): boolean =>
  isService(actor, referral) || isReferrer(actor, referral)

/** Every step that would be taken if this actor asked for it now. */
export const nextStepsFor = (
  actor: Actor,
  referral: Owners & { status: ReferralStatus; holdUntil: string | null; ownerId: string | null },
): AnyReferralStep[] =>
  stepsOpenFrom(referral).filter(
    (step) =>
      canTakeStep(actor, referral, step) &&
      (step !== 'allocate' || canAllocate(actor, referral, referral.ownerId ?? actor.membershipId)),
  )
