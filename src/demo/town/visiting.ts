import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import { planContact, recordOutcome } from './contacting.ts'
import { type Episode, moment } from './episode.ts'
import { fitting } from './fitting.ts'
import { NOTES } from './words/contact-words.ts'

/** A visit or call that is put into the diary and then held; when nobody is there, once more. One to come stays planned. */
export function visit(episode: Episode, purpose: 'assessment' | 'review', workingDays: number): boolean {
  const { random, world } = episode
  const day = addWorkingDays(episode.day, workingDays)
  const isHome = purpose === 'assessment' || random.chance(0.5)
  const made = { way: isHome ? ('home-visit' as const) : ('telephone' as const), purpose }
  const isSoon = daysBetween(world.today, day) <= 14
  if (day >= world.today && !isSoon) return false
  // It goes into the diary one or two weeks before, not months.
  const plannedOn = addWorkingDays(day, -8)
  if (plannedOn > episode.day && plannedOn < world.today) moment(episode, plannedOn)
  const contact = planContact(episode, made, day)
  if (day >= world.today) return false
  const fails = random.weighted([
    [undefined, 88],
    ['no-reply-at-door' as const, 3],
    ['person-cancelled' as const, 5],
    ['did-not-attend' as const, 4],
  ])
  if (fails === undefined) {
    const nextReviewOn = purpose === 'review' ? addDays(day, world.settings.reviewAfterWeeks * 7) : null
    recordOutcome(episode, contact, {
      happened: true,
      attendance: 'attended',
      nextReviewOn,
      note: random.pick(fitting(episode, NOTES[purpose])),
    })
    return true
  }
  const because = fails === 'no-reply-at-door' && !isHome ? 'not-reached' : fails
  recordOutcome(
    episode,
    contact,
    because === 'did-not-attend'
      ? { happened: true, attendance: 'did-not-attend', note: random.pick(NOTES['did-not-attend']) }
      : {
          happened: false,
          notHappenedBecause: because,
          note: random.pick(NOTES[because]),
        },
  )
  return visit(episode, purpose, random.between(2, 6))
}
