import type { Stage } from './stage.ts'

/** What an earlier record says of where an episode is. Days are calendar days in England; what it did not say is left out. */
export type BroughtState = {
  stage: Exclude<Stage, 'to-triage'>
  referredOn: string
  acceptedOn?: string | undefined
  allocatedOn?: string | undefined
  firstContactOn?: string | undefined
  assessedOn?: string | undefined
  planAgreedOn?: string | undefined
  lastContactOn?: string | undefined
}

const ORDER: readonly BroughtState['stage'][] = [
  'to-allocate',
  'to-contact',
  'to-assess',
  'to-plan',
  'active',
  'review-due',
  'to-close',
]

/**
 * The one rule that imports have and nobody else: a record may be brought in without the person's answer, which is then a
 * task to ask for, never made up. Somebody who said no is not brought in.
 */
export const mayLackConsent = (input: { consent?: unknown }, brought: object | undefined): boolean =>
  brought !== undefined && input.consent === undefined

/**
 * The milestones that stand behind a stage. One whose day the earlier record did not keep stands on the nearest day before
 * it that is known; no wait is counted from it.
 */
export function milestonesOf(state: BroughtState, clock: { now: Date; today: string }) {
  const reached = (stage: BroughtState['stage']) => ORDER.indexOf(state.stage) > ORDER.indexOf(stage)
  const at = (day: string) => dayToInstant(day, clock.now, clock.today)
  const acceptedOn = state.acceptedOn ?? state.referredOn
  const allocatedOn = state.allocatedOn ?? acceptedOn
  const firstContactOn = state.firstContactOn ?? allocatedOn
  const assessedOn = state.assessedOn ?? firstContactOn
  const planAgreedOn = state.planAgreedOn ?? assessedOn
  return {
    acceptedAt: at(acceptedOn),
    allocatedAt: reached('to-allocate') ? at(allocatedOn) : null,
    firstContactAt: reached('to-contact') ? at(firstContactOn) : null,
    assessedAt: reached('to-assess') ? at(assessedOn) : null,
    planAgreedAt: reached('to-plan') ? at(planAgreedOn) : null,
    readyToCloseAt: state.stage === 'to-close' ? clock.now : null,
  }
}

/** The instant that stands for a day: now when it is today, else noon. */
export const dayToInstant = (day: string, now: Date, today: string): Date =>
  day === today ? now : new Date(`${day}T12:00:00Z`)
