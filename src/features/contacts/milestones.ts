import { type Day, todayInEngland } from '../../platform/clock.ts'

/**
 * What the contacts of an episode have reached. A contact counts when the person took part: one sent one way (a text, an
 * email, a letter without an answer) reaches nothing, whatever its purpose.
 */
export type Reached = {
  firstContactOn: Day | null
  assessedOn: Day | null
  /** What the latest review set. */
  nextReviewOn: Day | null
  /** The person's own no is the last word there is: they have not taken part again since. */
  saidNo: boolean
}

type Clock = { now: Date; today: Day; submittedAt: Date }
type Changes = {
  milestones: {
    firstContactAt?: Date | null
    assessedAt?: Date | null
    reviewDueOn?: Day
    readyToCloseAt?: Date | null
  }
  /** The day from which the next step is counted. */
  on: Day
}

/** How the milestones move when what was reached moves, forward or, after a correction, back. Undefined: not at all. */
export function milestoneChanges(before: Reached, after: Reached, clock: Clock): Changes | undefined {
  const { firstContactOn, assessedOn, nextReviewOn, saidNo } = after
  const at = (day: Day | null) => (day === null ? null : milestoneAt(day, clock))
  const milestones = {
    ...(firstContactOn === before.firstContactOn ? {} : { firstContactAt: at(firstContactOn) }),
    ...(assessedOn === before.assessedOn ? {} : { assessedAt: at(assessedOn) }),
    // A review that turns out not to have been held is due again.
    ...(nextReviewOn === before.nextReviewOn ? {} : { reviewDueOn: nextReviewOn ?? clock.today }),
    ...(saidNo === before.saidNo ? {} : { readyToCloseAt: saidNo ? at(firstContactOn) : null }),
  }
  if (Object.keys(milestones).length === 0) return undefined
  const isReviewOnly = Object.keys(milestones).every((name) => name === 'reviewDueOn')
  return { milestones, on: isReviewOnly ? clock.today : (assessedOn ?? firstContactOn ?? clock.today) }
}

/** What the practice hears: that contact was made, or that the person said no; nothing when neither is new. */
export function messageAfter(before: Reached, after: Reached): 'first-contact-made' | 'person-said-no' | undefined {
  if (after.firstContactOn === null) return undefined
  if (before.firstContactOn !== null && before.saidNo === after.saidNo) return undefined
  return after.saidNo ? 'person-said-no' : 'first-contact-made'
}

/** The instant that stands for a day: now when it is today, else noon, and never before the referral was sent. */
export function milestoneAt(day: Day, { now, today, submittedAt }: Clock): Date {
  if (day === today) return now
  const noon = new Date(`${day}T12:00:00Z`)
  return day === todayInEngland(submittedAt) && noon < submittedAt ? submittedAt : noon
}
