import { milestoneAt } from '../../features/contacts/milestones.ts'
import type { Goal, PlanContent } from '../../features/plans/content.ts'
import type { AGREEMENT_WAYS } from '../../features/plans/kinds.ts'
import { objectionAnswered, planAgreed } from '../../features/plans/letters.ts'
import { reviewDueOn } from '../../features/plans/rules.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { addDays } from '../../platform/clock.ts'
import { dayAfter, type Episode, moment, reachMilestone, tell, workerOf } from './episode.ts'
import { closeTask, openTask } from './tasks.ts'
import { OBJECTION_ANSWERS_GIVEN, OBJECTIONS } from './words/contact-words.ts'
import { GOALS, GOOD_DAYS, type GoalWords, WHAT_MATTERS } from './words/goals.ts'
import { isSensitiveNeed, labelOf } from './world.ts'

/** Writes the plan with the person, in their words, one goal or two for what they were referred for. */
export function writePlan(episode: Episode, day: string): void {
  const { random, referral } = episode
  const at = moment(episode, day)
  const goals = referral.needs.flatMap((need) =>
    random
      .some(
        GOALS[need] ?? [],
        random.weighted([
          [1, 7],
          [2, 2],
        ]),
      )
      .map((words) => toGoal(episode, at, need, words)),
  )
  writeVersion(episode, at, {
    whatMatters: referral.whatMatters ?? random.pick(WHAT_MATTERS),
    aGoodDay: random.chance(0.8) ? random.pick(GOOD_DAYS) : null,
    reviewOn: null,
    goals: goals.slice(0, 3),
  })
}

/** The plan as it is after a review: a goal more, or one that is no longer wanted less. */
export function rewritePlan(episode: Episode, day: string): void {
  const { random, plan, referral } = episode
  if (plan === undefined) return
  const at = moment(episode, day)
  const { goals } = plan.content
  const need = random.pick(referral.needs)
  const words = (GOALS[need] ?? []).find((goal) => !goals.some((known) => known.words === goal.words))
  const kept = goals.length > 1 && random.chance(0.4) ? goals.slice(1) : goals
  writeVersion(episode, at, {
    ...plan.content,
    goals: words === undefined ? kept : [...kept, toGoal(episode, at, need, words)],
  })
}

function toGoal(episode: Episode, at: Date, need: string, { words, actions }: GoalWords): Goal {
  const { random, world } = episode
  const proposedBy = random.weighted([
    ['person' as const, 8],
    ['advisor' as const, 2],
  ])
  return {
    id: world.newId(at),
    words,
    need,
    proposedBy,
    agreedBy: ['person'],
    actions: actions.map((what, index) => ({
      id: world.newId(at),
      what,
      owner:
        index === 0
          ? random.weighted([
              ['me' as const, 6],
              ['advisor' as const, 4],
            ])
          : random.pick(['me', 'my-carer', 'advisor'] as const),
      byOn: random.chance(0.5) ? addDays(episode.day, random.between(7, 40)) : null,
      proposedBy: random.pick(['person', 'advisor'] as const),
      agreedBy: ['person', 'advisor'],
    })),
  }
}

function writeVersion(episode: Episode, at: Date, content: PlanContent): void {
  const { world, referral, plan } = episode
  const version = (plan?.version ?? 0) + 1
  const about = { schemeId: world.schemeId, referralId: referral.id, personId: referral.personId }
  world.rows.planVersions.push({
    ...about,
    id: world.newId(at),
    version,
    content,
    writtenAt: at,
    writtenById: workerOf(episode).membershipId,
  })
  const before = plan?.content.goals ?? []
  for (const { id, words, need } of content.goals)
    if (!before.some((goal) => goal.id === id))
      world.rows.planGoals.push({ ...about, id, words, need, firstVersion: version, removedInVersion: null })
  for (const goal of before)
    if (!content.goals.some(({ id }) => id === goal.id))
      Object.assign(world.rows.planGoals.findLast(({ id }) => id === goal.id) ?? {}, { removedInVersion: version })
  episode.plan = { version, content }
}

/** The person says yes to the plan as it stands: in the room, or when it was read to them. */
export function agreePlan(episode: Episode, day: string, how: (typeof AGREEMENT_WAYS)[number]): void {
  const { world, referral, plan } = episode
  if (plan === undefined) return
  const at = moment(episode, day)
  const by = workerOf(episode)
  const { version, content } = plan
  world.rows.planAgreements.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    personId: referral.personId,
    version,
    how,
    agreedOn: day,
    decision: null,
    recordedAt: at,
    recordedById: by.membershipId,
  })
  const reviewOn = reviewDueOn(content, day, addDays(day, world.settings.reviewAfterWeeks * 7))
  const agreedAt = milestoneAt(day, { now: at, today: day, submittedAt: referral.submittedAt ?? referral.createdAt })
  reachMilestone(episode, { planAgreedAt: referral.planAgreedAt ?? agreedAt, reviewDueOn: reviewOn }, day)
  const goals = content.goals.map(({ need, words }) => ({
    need: need === null ? undefined : labelOf('need', need),
    words,
    isSensitive: isSensitiveNeed(need),
  }))
  tell(episode, { kind: 'plan-agreed', at, by }, (facts) =>
    planAgreed({ decision: null, ...facts, agreedOn: day, version, reviewOn, goals }),
  )
}

/** The side that referred says what speaks against a line; the answer is owed and stops nothing. */
export function object(episode: Episode): void {
  const { random, world, referral, creator, plan, person } = episode
  const day = dayAfter(episode, random.between(1, 4))
  const goal = plan?.content.goals[0]
  if (day === undefined || goal === undefined || plan === undefined || creator.role !== 'referrer') return
  const at = moment(episode, day)
  const reason = random.pick(OBJECTIONS)
  const dueOn = addWorkingDays(day, world.settings.targets.objection)
  const objection = {
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    personId: person.id,
    version: plan.version,
    goalId: goal.id,
    actionId: null,
    reason,
    raisedAt: at,
    raisedById: creator.membershipId,
    raisedByOrganisationId: creator.organisationId,
    dueOn,
    answer: null,
    answerNote: null,
    answeredAt: null,
    answeredById: null,
  }
  world.rows.planObjections.push(objection)
  const about = { kind: 'answer-objection', subjectId: objection.id } as const
  openTask(world, { ...about, subjectKind: 'plan-objection', member: episode.owner, dueOn, at })

  const answered = dayAfter(episode, random.between(1, 7))
  if (answered === undefined) return
  const { answer, note } = random.pick(OBJECTION_ANSWERS_GIVEN)
  const by = workerOf(episode)
  const answeredAt = moment(episode, answered)
  Object.assign(objection, { answer, answerNote: note, answeredAt, answeredById: by.membershipId })
  closeTask(world, { ...about, outcome: answer, by, at: answeredAt })
  tell(episode, { kind: 'objection-answered', at: answeredAt, by }, (facts) =>
    objectionAnswered({ ...facts, reason, answer, note }),
  )
}
