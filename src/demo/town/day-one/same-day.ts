import { ACKNOWLEDGE_WITHIN_HOURS, type WordSubject } from '../../../features/messages/public.ts'
import { wordToPractice } from '../../../features/referrals/letters.ts'
import { addWorkingHours } from '../../../features/schemes/working-hours.ts'
import { type Episode, tellOne } from '../episode.ts'
import { openTask } from '../tasks.ts'
import type { Member } from '../world.ts'
import { isMan, isOf, isOfPractice, isWoman, type Scene } from './scene.ts'

type Word = { about: WordSubject; text: string; by: Member; at: Date; isSameDay: boolean }

/** What advisors told practices: some to be answered the same day, some when somebody comes to it. */
export function tellPractices(scene: Scene): void {
  const { world, member, at, take } = scene
  const [own, , cover] = world.advisors
  if (own === undefined || cover === undefined) throw new Error('The town has six advisors')
  const referrer = member('referrer')
  const ours = isOfPractice(referrer.organisationId)
  const others = (episode: Episode) => !ours(episode)
  const workerOf = (episode: Episode) => episode.owner ?? own

  const fall = take('a fall', ours, isWoman)
  send(scene, fall, {
    about: 'fall',
    text: 'Fell in the bathroom on Sunday and lay for two hours. A bruise on the hip, walks with a stick since. Takes blood thinners and has told nobody else.',
    by: workerOf(fall),
    at: at(1, 16 * 60 + 5),
    isSameDay: true,
  })
  const confused = take('confusion', ours, isMan)
  const answered = send(scene, confused, {
    about: 'confusion',
    text: 'Did not know me today, nor the day of the week. Beat me at dominoes on Monday. Hot to the touch, has not drunk anything since breakfast.',
    by: workerOf(confused),
    at: at(3, 10 * 60 + 20),
    isSameDay: true,
  })
  Object.assign(answered, {
    readAt: at(3, 10 * 60 + 41),
    readById: referrer.membershipId,
    acknowledgedAt: at(3, 10 * 60 + 47),
    acknowledgedById: referrer.membershipId,
    whatWillBeDone: 'Dr Farrow visits after morning surgery, urine sample and bloods. We ring you by two.',
  })
  const medicines = take('medicines', ours)
  send(scene, medicines, {
    about: 'medicines',
    text: 'Two blister packs on the go, from two chemists. Could the pharmacist look at what is right?',
    by: workerOf(medicines),
    at: at(2, 14 * 60 + 10),
    isSameDay: false,
  })

  const weight = take('weight', others, isOf(own))
  const rung = send(scene, weight, {
    about: 'weight-loss',
    text: 'Two stone lighter than in spring by the look of the belt. Breathless at rest since the weekend, ankles swollen.',
    by: own,
    at: at(4, 11 * 60),
    isSameDay: true,
  })
  Object.assign(rung, {
    chasedAt: at(4, 13 * 60 + 1),
    rungAt: at(4, 13 * 60 + 10),
    rungById: own.membershipId,
    spokeTo: 'Duty doctor, through reception',
    rungOutcome: 'Home visit this afternoon. They had not seen the message: the usual reader was off.',
  })
  const unanswered = take('no answer', others, isOf(own))
  const silent = send(scene, unanswered, {
    about: 'medicines',
    text: 'Has stopped the water tablets "because of the bus". Legs weeping through the dressings.',
    by: own,
    at: at(1, 11 * 60 + 30),
    isSameDay: true,
  })
  Object.assign(silent, { chasedAt: at(1, 13 * 60 + 31) })
  openTask(world, {
    kind: 'ring-practice',
    subjectKind: 'message',
    subjectId: silent.id,
    member: own,
    dueOn: scene.ago(1),
    at: at(1, 13 * 60 + 31),
  })
  const neighbour = take('a word', others, isOf(cover))
  send(scene, neighbour, {
    about: 'other',
    text: 'Hearing aids lost since the move. Would like an appointment where somebody writes things down.',
    by: cover,
    at: at(5, 15 * 60),
    isSameDay: false,
  })
}

function send({ world }: Scene, episode: Episode, { about, text, by, at, isSameDay }: Word) {
  const message = tellOne(
    episode,
    { kind: 'word-to-practice', at, by },
    (facts) => wordToPractice({ ...facts, isSameDay, about, text }),
    episode.referral.practiceId,
  )
  if (isSameDay)
    Object.assign(message, { urgency: 'same-day', acknowledgeBy: addWorkingHours(at, ACKNOWLEDGE_WITHIN_HOURS) })
  world.rows.messages.push(message)
  return message
}
