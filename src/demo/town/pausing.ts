import { owedAfterHold } from '../../features/referrals/clock.ts'
import { workingDaysBetween } from '../../features/schemes/working-days.ts'
import { addDays } from '../../platform/clock.ts'
import { dayAfter, type Episode, moment, reach, step, workerOf } from './episode.ts'
import { closeTask, openTask } from './tasks.ts'
import { HOLDS } from './words/referral-words.ts'
import { instantOn } from './world.ts'

/** The clock stands still for a while; it wakes by itself in the morning, and its owner is told. */
export function pause(episode: Episode, chance: number): boolean {
  const { random, world, referral } = episode
  if (!random.chance(chance)) return true
  const day = dayAfter(episode, 1)
  if (day === undefined) return false
  const { reason, note } = random.pick(HOLDS)
  const at = moment(episode, day)
  const until = addDays(day, random.between(7, 45))
  const hold = {
    schemeId: world.schemeId,
    id: world.newId(at),
    referralId: referral.id,
    reason,
    fromOn: day,
    untilOn: until,
    endedOn: null,
  }
  world.rows.referralHolds.push(hold)
  const holdDaysLeft = episode.referral.dueOn === null ? 0 : workingDaysBetween(day, episode.referral.dueOn)
  step(
    episode,
    'hold',
    { holdUntil: until, holdDaysLeft, nextStep: 'resume', dueOn: until },
    { at, by: workerOf(episode), reason, note },
  )
  if (until >= world.today) return false

  const wokenAt = reach(episode, until, instantOn(until, 5 * 60))
  Object.assign(hold, { endedOn: until })
  const owed = owedAfterHold(episode.referral, until, holdDaysLeft)
  step(episode, 'resume', { holdUntil: null, holdDaysLeft: null, ...owed }, { at: wokenAt, by: null })
  const task = { kind: 'hold-ended', subjectId: referral.id } as const
  openTask(world, { ...task, subjectKind: 'referral', member: episode.owner, dueOn: owed?.dueOn ?? until, at: wokenAt })
  const seen = dayAfter(episode, 1)
  if (seen === undefined) return false
  closeTask(world, { ...task, outcome: 'done', by: workerOf(episode), at: moment(episode, seen) })
  return true
}
