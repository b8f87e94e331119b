import { referralDeclined, referralReturned } from '../../features/referrals/letters.ts'
import { enterInError, withdraw } from './ending.ts'
import { dayAfter, type Episode, moment, owedFrom, step, tell } from './episode.ts'
import { ANSWERS, DECLINES, HANDOVERS, QUESTIONS, WITHDRAWALS } from './words/referral-words.ts'
import { labelOf, type Member } from './world.ts'

/** What must come of a referral, so that today there is one of each kind to be seen. */
export type Wish = 'accept' | 'return' | 'wait' | 'say-no'

type Answer = 'accept' | 'return' | 'decline' | 'withdraw' | 'enter-in-error'

const ANSWER_SHARES = [
  ['accept', 83],
  ['return', 7],
  ['decline', 7],
  ['withdraw', 2.2],
  ['enter-in-error', 0.8],
] as const satisfies readonly (readonly [Answer, number])[]

/** The service answers; true when it has the referral now. */
export function answer(episode: Episode, wish: Wish | undefined): boolean {
  const { random, world, creator } = episode
  const day = dayAfter(
    episode,
    random.weighted([
      [0, 2],
      [1, 5],
      [2, 5],
      [3, 3],
      [4, 1.2],
      [6, 0.8],
    ]),
  )
  if (day === undefined) return false
  const by = random.chance(0.6) ? world.lead : random.pick(world.advisors)
  const isByService = creator.organisationId === world.service.id
  const chosen = wish === undefined ? random.weighted(ANSWER_SHARES) : wish === 'return' ? wish : 'accept'
  switch (isByService && chosen === 'return' ? 'accept' : chosen) {
    case 'accept': {
      const at = moment(episode, day)
      step(episode, 'accept', { acceptedAt: at, ...owedFrom(episode, { status: 'accepted' }, day) }, { at, by })
      return true
    }
    case 'return':
      return giveBack(episode, day, by, wish === 'return')
    case 'decline': {
      const { reason, advisedInstead } = random.pick(DECLINES)
      const at = moment(episode, day)
      tell(episode, { kind: 'referral-declined', at, by }, (facts) =>
        referralDeclined({ ...facts, reason: labelOf('decline-reason', reason), advisedInstead }),
      )
      step(
        episode,
        'decline',
        { endedAt: at, endReason: reason, nextStep: null, dueOn: null },
        { at, by, reason, note: advisedInstead },
      )
      return false
    }
    case 'withdraw':
      withdraw(episode, day, random.chance(0.5) ? by : creator, random.pick(WITHDRAWALS))
      return false
    case 'enter-in-error':
      enterInError(episode, day)
      return false
  }
}

/** Asks the referrer; when they answer, the service answers anew. */
function giveBack(episode: Episode, day: string, by: Member, stays: boolean): boolean {
  const { random, world, creator, referral } = episode
  const { reason, question } = random.pick(QUESTIONS)
  const at = moment(episode, day)
  const owed = owedFrom(episode, { status: 'returned' }, day)
  const answerBy = owed?.dueOn ?? day
  tell(episode, { kind: 'referral-returned', at, by }, (facts) =>
    referralReturned({ ...facts, reason: labelOf('return-reason', reason), question, answerBy }),
  )
  const hold = {
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    reason: 'returned',
    fromOn: day,
    untilOn: answerBy,
    endedOn: null,
  }
  world.rows.referralHolds.push(hold)
  step(
    episode,
    'return',
    { ownerOrganisationId: referral.referrerOrganisationId, ownerId: null, ...owed },
    { at, by, reason, note: question },
  )

  const answered = dayAfter(
    episode,
    random.weighted([
      [1, 3],
      [3, 4],
      [5, 2],
      [8, 1],
    ]),
  )
  if (answered === undefined || stays) return false
  if (random.chance(0.12)) {
    Object.assign(hold, { endedOn: answered })
    withdraw(episode, answered, creator, random.pick(WITHDRAWALS))
    return false
  }
  Object.assign(hold, { endedOn: answered })
  const answeredAt = moment(episode, answered)
  const again = owedFrom(episode, { status: 'submitted' }, answered)
  step(
    episode,
    'resubmit',
    { ownerOrganisationId: world.service.id, ownerId: null, ...again },
    {
      at: answeredAt,
      by: creator,
      note: ANSWERS[QUESTIONS.findIndex((asked) => asked.question === question)] ?? ANSWERS[0],
    },
  )
  return answer(episode, 'accept')
}

/** Gives the referral to an advisor: rather one who knows the practice, rather one who has less. */
export function allocate(episode: Episode): boolean {
  const { random, world, referral } = episode
  const day = dayAfter(
    episode,
    random.weighted([
      [0, 3],
      [1, 4],
      [2, 3],
      [3, 1],
      [5, 0.4],
    ]),
  )
  if (day === undefined) return false
  const aligned = world.rows.advisorAlignments.find(
    ({ practiceId }) => practiceId === referral.practiceId,
  )?.membershipId
  const to = random.weighted(
    world.advisors.map((advisor, index) => [
      advisor,
      (advisor.membershipId === aligned ? 3 : 1) * (index === 0 ? DEMO_ADVISOR_SHARE : 1),
    ]),
  )
  const at = moment(episode, day)
  const owed = owedFrom(episode, { allocatedAt: at }, day)
  const changes = { ownerId: { from: null, to: to.membershipId } }
  step(
    episode,
    'allocate',
    { ownerId: to.membershipId, allocatedAt: at, ...owed },
    { at, by: random.chance(0.7) ? world.lead : to, changes },
  )
  episode.owner = to
  return true
}

/** Part-time, so that a caseload is about thirty. */
const DEMO_ADVISOR_SHARE = 0.42

/** Another advisor takes it over, with a note. */
export function handOver(episode: Episode): void {
  const { random, world, owner } = episode
  const day = dayAfter(episode, 1)
  const to = random.pick(world.advisors)
  if (day === undefined || owner === undefined || to === owner) return
  const at = moment(episode, day)
  const changes = { ownerId: { from: owner.membershipId, to: to.membershipId } }
  step(episode, 'allocate', { ownerId: to.membershipId }, { at, by: owner, note: random.pick(HANDOVERS), changes })
  episode.owner = to
}
