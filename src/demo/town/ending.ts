import type { GoalResult } from '../../features/closing/kinds.ts'
import { referralClosed, referralWithdrawn } from '../../features/closing/letters.ts'
import { mayBeAskedAgain } from '../../features/closing/rules.ts'
import { addDays } from '../../platform/clock.ts'
import { dayAfter, type End, type Episode, moment, owedFrom, step, tell, workerOf } from './episode.ts'
import { fitting } from './fitting.ts'
import { closeTask } from './tasks.ts'
import { LEFT_TO_DO, SUMMARIES } from './words/contact-words.ts'
import { isSensitiveNeed, labelOf, type Member } from './world.ts'

const NOTHING_OWED = { nextStep: null, dueOn: null, holdUntil: null, holdDaysLeft: null } as const

/** Ends a referral before its end, at the wish of the person or of the side that sent it. */
export function withdraw(episode: Episode, day: string, by: Member, why: { reason: string; note: string }): void {
  const at = moment(episode, day)
  endEpisode(episode, { reason: why.reason, by }, false)
  if (by.organisationId === episode.world.service.id)
    tell(episode, { kind: 'referral-withdrawn', at, by }, (facts) =>
      referralWithdrawn({ ...facts, reason: labelOf('withdrawal-reason', why.reason) }),
    )
  step(episode, 'withdraw', { endedAt: at, endReason: why.reason, ...NOTHING_OWED }, { at, by, ...why })
}

export function enterInError(episode: Episode, day: string): void {
  const at = moment(episode, day)
  const by = episode.world.lead
  endEpisode(episode, { reason: 'entered-in-error', by }, false)
  step(
    episode,
    'enter-in-error',
    { endedAt: at, ...NOTHING_OWED },
    { at, by, note: 'Made for the wrong person of the same name' },
  )
}

/** Says what came of each goal and what is left for whom, and tells the practice. */
export function close(episode: Episode, day: string, reason: string): void {
  const { world, random, referral, person } = episode
  const by = workerOf(episode)
  const at = moment(episode, day)
  const closingId = world.newId(at)
  const summary = random.pick(fitting(episode, SUMMARIES[reason] ?? ['Closed.']))
  const leftToDo =
    reason === 'died'
      ? []
      : random
          .some(LEFT_TO_DO, random.between(0, 2))
          .map((left) => ({ ...left, by: random.chance(0.3) ? addDays(day, 28) : null }))
  const about = { schemeId: world.schemeId, referralId: referral.id, personId: person.id }
  world.rows.closings.push({
    ...about,
    id: closingId,
    reason,
    summary,
    leftToDo,
    closedAt: at,
    closedById: by.membershipId,
    reopenedAt: null,
  })
  const results = (episode.plan?.content.goals ?? []).map((goal) => ({ goal, result: resultOf(episode, reason) }))
  for (const { goal, result } of results)
    world.rows.goalResults.push({
      ...about,
      id: world.newId(at),
      closingId,
      goalId: goal.id,
      words: goal.words,
      result,
      note: null,
    })
  endEpisode(episode, { reason, by }, mayBeAskedAgain(reason))
  const goals = results.map(({ goal, result }) => ({
    words: goal.words,
    isSensitive: isSensitiveNeed(goal.need),
    result,
  }))
  tell(episode, { kind: 'referral-closed', at, by }, (facts) =>
    referralClosed({ ...facts, reason: labelOf('closure-reason', reason), summary, goals, leftToDo }),
  )
  step(episode, 'close', { endedAt: at, endReason: reason, ...NOTHING_OWED }, { at, by, reason, note: summary })
}

const RESULTS: Record<Episode['luck'], readonly (readonly [GoalResult, number])[]> = {
  better: [
    ['achieved', 7],
    ['partly', 2],
    ['not-achieved', 0.5],
    ['no-longer-wanted', 0.5],
  ],
  some: [
    ['achieved', 3],
    ['partly', 5],
    ['not-achieved', 1],
    ['no-longer-wanted', 1],
  ],
  same: [
    ['achieved', 2],
    ['partly', 4],
    ['not-achieved', 3],
    ['no-longer-wanted', 1],
  ],
  worse: [
    ['achieved', 1],
    ['partly', 3],
    ['not-achieved', 4],
    ['no-longer-wanted', 2],
  ],
}

const resultOf = ({ random, luck }: Episode, reason: string): GoalResult =>
  reason === 'goals-met'
    ? random.weighted([
        ['achieved', 9],
        ['partly', 1],
      ])
    : random.weighted(RESULTS[luck])

/** What hangs on an episode ends with it; placements are ended where they are made. */
function endEpisode(episode: Episode, { reason, by }: Pick<End, 'reason' | 'by'>, isFollowUpOwed: boolean): void {
  const { world, contacts, referral, day, at } = episode
  episode.end ??= { day, at, reason, by }
  for (const contact of contacts.filter(({ happened }) => happened === null))
    Object.assign(contact, {
      happened: false,
      notHappenedBecause: 'referral-ended',
      recordedAt: at,
      recordedById: by.membershipId,
      version: contact.version + 1,
    })
  const about = { subjectId: referral.id, outcome: 'referral-ended', by, at }
  closeTask(world, { kind: 'hold-ended', ...about })
  if (!isFollowUpOwed) closeTask(world, { kind: 'follow-up-measures', ...about })
}

/** Takes a closed episode up again; the closing stays to be read. */
export function reopen(episode: Episode): void {
  const { world, referral } = episode
  const day = dayAfter(episode, 9)
  const closing = world.rows.closings.findLast(({ referralId }) => referralId === referral.id)
  if (day === undefined || closing === undefined) return
  const at = moment(episode, day)
  Object.assign(closing, { reopenedAt: at })
  const open = {
    status: 'accepted' as const,
    readyToCloseAt: null,
    reviewDueOn: referral.planAgreedAt === null ? referral.reviewDueOn : day,
  }
  const { status: _, ...changes } = open
  const note = 'Rang us: would like to go on after all.'
  step(
    episode,
    'reopen',
    { ...changes, endedAt: null, endReason: null, ...owedFrom(episode, open, day) },
    { at, by: workerOf(episode), note },
  )
}
