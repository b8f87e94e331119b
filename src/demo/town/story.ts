import { addWorkingDays, workingDaysBetween } from '../../features/schemes/working-days.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import { allocate, answer, handOver, type Wish } from './answering.ts'
import { recordContact } from './contacting.ts'
import { close, reopen, withdraw } from './ending.ts'
import { dayAfter, type Episode, moment, reach, workerOf } from './episode.ts'
import { fitting } from './fitting.ts'
import { measureAgain, measureBefore } from './measuring.ts'
import { pause } from './pausing.ts'
import { place } from './placing.ts'
import { agreePlan, object, rewritePlan, writePlan } from './planning.ts'
import { submit } from './referring.ts'
import { closeTask } from './tasks.ts'
import { visit } from './visiting.ts'
import { NOTES } from './words/contact-words.ts'
import { WITHDRAWALS } from './words/referral-words.ts'
import { instantOn } from './world.ts'

/** Lets a referral run its course until it ends or today comes. Each beat is true while there is more to tell. */
export function tellStory(episode: Episode, wish: Wish | undefined): void {
  submit(episode)
  if (!answer(episode, wish) || wish === 'wait' || !allocate(episode)) return
  if (episode.random.chance(0.03)) handOver(episode)
  if (
    !pause(episode, 0.04) ||
    !makeContact(episode, wish === 'say-no') ||
    !assess(episode) ||
    !pause(episode, 0.03) ||
    !agree(episode)
  )
    return
  const agreedOn = episode.day
  if (episode.random.chance(0.06)) object(episode)
  if (support(episode)) finish(episode)
  place(episode, agreedOn, episode.end)
  followUpLater(episode)
}

/** Some are not reached at once, some never; some say no. */
function makeContact(episode: Episode, mustSayNo: boolean): boolean {
  const { random } = episode
  const tries = mustSayNo
    ? 0
    : random.weighted([
        [0, 6],
        [1, 3],
        [2, 1],
        [5, 0.5],
      ])
  let day = dayAfter(
    episode,
    random.weighted([
      [1, 4],
      [2, 4],
      [3, 2],
      [5, 1.5],
      [8, 0.6],
    ]),
  )
  for (let tried = 0; tried < tries; tried += 1) {
    if (day === undefined) return false
    const isWritten = tried % 3 === 1
    recordContact(
      episode,
      { way: isWritten ? random.pick(['text', 'letter'] as const) : 'telephone', purpose: 'first-contact' },
      day,
      isWritten
        ? { happened: true, note: random.pick(fitting(episode, NOTES.written)) }
        : {
            happened: false,
            notHappenedBecause: random.pick(['not-reached', 'message-left'] as const),
            note: random.pick(NOTES.tried),
          },
    )
    day = dayAfter(episode, random.between(1, 3))
  }
  if (day === undefined) return false
  if (tries === 5) {
    close(episode, day, 'unable-to-contact')
    return false
  }
  const way = random.weighted([
    ['telephone' as const, 8],
    ['home-visit' as const, 2],
  ])
  const saysNo = mustSayNo || random.chance(0.045)
  const first = { way, purpose: 'first-contact' as const }
  const outcome = { happened: true, attendance: 'attended' as const }
  recordContact(
    episode,
    first,
    day,
    saysNo
      ? { ...outcome, personSaidNo: true, note: random.pick(NOTES.saidNo) }
      : { ...outcome, note: random.pick(fitting(episode, NOTES['first-contact'])) },
  )
  if (!saysNo) return true
  const closingDay = dayAfter(episode, random.between(1, 6))
  if (closingDay !== undefined && !mustSayNo) close(episode, closingDay, 'declined-by-person')
  return false
}

/** A visit at home, planned at the first talk; now and then nobody is there. */
function assess(episode: Episode): boolean {
  const { random } = episode
  if (random.chance(0.02)) {
    const day = dayAfter(episode, 3)
    if (day !== undefined) withdraw(episode, day, workerOf(episode), random.pick(WITHDRAWALS))
    return false
  }
  const held = visit(
    episode,
    'assessment',
    random.weighted([
      [4, 3],
      [7, 4],
      [10, 3],
      [14, 2],
      [19, 1],
    ]),
  )
  if (held) measureBefore(episode, episode.day)
  return held
}

function agree(episode: Episode): boolean {
  const { random } = episode
  const days = random.weighted([
    [0, 5],
    [2, 3],
    [5, 2],
    [8, 1],
    [13, 0.7],
  ])
  const day = dayAfter(episode, days)
  if (day === undefined) return false
  writePlan(episode, days === 0 ? episode.day : day)
  if (random.chance(0.25)) {
    const later = dayAfter(episode, random.between(1, 4))
    if (later === undefined) return false
    agreePlan(episode, later, random.pick(['by-phone-read-aloud', 'on-paper'] as const))
  } else agreePlan(episode, episode.day, 'in-person')
  return true
}

/** For some one form, one phone number or one introduction was all it took. */
const SMALL_HELP = 0.27

/** Calls and reviews until it is time to close; true when it is. */
function support(episode: Episode): boolean {
  const { random } = episode
  if (random.chance(SMALL_HELP))
    return part(episode, random.pick(['goals-met', 'self-managing', 'self-managing']), random.between(12, 28))
  const reviews = random.weighted([
    [1, 6],
    [2, 3],
    [3, 1],
  ])
  for (let review = 1; review <= reviews; review += 1) {
    for (let call = 0; call < random.between(1, 3); call += 1) {
      const day = dayAfter(episode, random.between(7, 16))
      if (day === undefined) return false
      if (day >= (episode.referral.reviewDueOn ?? day)) break
      const way = random.weighted([
        ['telephone' as const, 6],
        ['community-visit' as const, 1],
        ['text' as const, 1],
      ])
      recordContact(episode, { way, purpose: 'support' }, day, {
        happened: true,
        attendance: way === 'text' ? null : 'attended',
        note: random.pick(fitting(episode, NOTES.support)),
      })
    }
    const parting = random.weighted([
      [undefined, 90],
      ['disengaged', 3],
      ['died', 1.5],
      ['moved', 1.5],
      ['care-home-or-hospital', 2],
      ['escalated', 1],
    ])
    if (parting !== undefined) return part(episode, parting)
    if (!pause(episode, 0.05)) return false
    const untilDue = workingDaysBetween(episode.day, episode.referral.reviewDueOn ?? episode.day)
    if (
      !visit(
        episode,
        'review',
        Math.max(
          2,
          untilDue +
            random.weighted([
              [-6, 2],
              [-1, 4],
              [2, 2],
              [9, 1],
            ]),
        ),
      )
    )
      return false
    if (isTimeToMeasure(episode) && random.chance(0.72)) measureAgain(episode, episode.day)
    if (review < reviews && random.chance(0.35)) {
      rewritePlan(episode, episode.day)
      agreePlan(episode, episode.day, 'in-person')
    }
  }
  return true
}

/** Ends before its time. */
function part(episode: Episode, reason: string, workingDays = episode.random.between(2, 10)): boolean {
  const day = dayAfter(episode, workingDays)
  if (day !== undefined) close(episode, day, reason)
  return false
}

function isTimeToMeasure({ measurements, day }: Episode): boolean {
  const [first] = measurements
  return (
    first !== undefined &&
    measurements.every(({ askedOn }) => askedOn === first.askedOn) &&
    daysBetween(first.askedOn, day) >= 70
  )
}

function finish(episode: Episode): void {
  const { random, luck } = episode
  const day = dayAfter(
    episode,
    random.weighted([
      [0, 3],
      [2, 3],
      [5, 2],
      [9, 1],
    ]),
  )
  if (day === undefined) return
  const reason =
    luck === 'better'
      ? random.weighted([
          ['goals-met', 6],
          ['self-managing', 2],
          ['goals-partly-met', 2],
        ])
      : random.weighted([
          ['goals-met', 1],
          ['goals-partly-met', 5],
          ['self-managing', 2],
        ])
  close(episode, day, reason)
  if (random.chance(0.015)) reopen(episode)
}

/** Some are asked again after the end; of the others somebody says in time that nobody will be. */
function followUpLater(episode: Episode): void {
  const { random, referral, measurements, world } = episode
  const [first] = measurements
  if (first === undefined || referral.status !== 'closed') return
  const due = addWorkingDays(addDays(first.askedOn, 84), random.between(1, 15))
  if (due <= episode.day || due >= world.today) return
  reach(episode, due, instantOn(due, 10 * 60))
  const mayAsk = referral.endReason !== 'died' && referral.endReason !== 'declined-by-person'
  if (mayAsk && random.chance(0.3) && isTimeToMeasure(episode)) measureAgain(episode, due)
  else if (random.chance(0.85))
    closeTask(world, {
      kind: 'follow-up-measures',
      subjectId: referral.id,
      outcome: 'done',
      by: workerOf(episode),
      at: moment(episode, due),
    })
}
