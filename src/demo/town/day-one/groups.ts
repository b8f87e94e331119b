import type { CardLine } from '../../../features/placements/card.ts'
import { isLive } from '../../../features/placements/lifecycle.ts'
import { addWorkingDays } from '../../../features/schemes/working-days.ts'
import { addDays, todayInEngland } from '../../../platform/clock.ts'
import type { Episode } from '../episode.ts'
import type { Rows } from '../rows.ts'
import { openTask } from '../tasks.ts'
import type { Scene } from './scene.ts'

type Placement = Rows['placements'][number]
type Question = Rows['placementQuestions'][number]

const RECENT_DAYS = 6
/** Of the groups in their order: whose agreement ends soon. */
const ENDING = 3
const ENDS_IN_DAYS = 18

/** What groups' answers leave to do, what they must know of who comes, and whose agreement ends. */
export function tellGroups(scene: Scene): void {
  const { world, ago, episodes } = scene
  const byReferral = new Map(episodes.map((episode) => [episode.referral.id, episode]))
  const shared = new Set(
    world.rows.consents
      .filter(({ purpose, answer }) => purpose === 'share' && answer === 'given')
      .map(({ personId, recipientId }) => `${personId} ${recipientId}`),
  )
  for (const placement of world.rows.placements) {
    const episode = byReferral.get(placement.referralId)
    if (episode?.referral.status !== 'accepted') continue
    const answer = world.rows.placementEvents.findLast(({ placementId }) => placementId === placement.id)
    const mayKnow = shared.has(`${placement.personId} ${placement.providerId}`)
    const ask = (kind: 'offer-declined' | 'ask-to-share' | 'answer-group-question', at: Date) =>
      openTask(world, {
        kind,
        subjectKind: 'placement',
        subjectId: placement.id,
        member: episode.owner,
        dueOn: addWorkingDays(todayInEngland(at), world.settings.targets.offer),
        at,
      })
    if (placement.status === 'declined' && answer !== undefined && todayInEngland(answer.at) >= ago(RECENT_DAYS))
      ask('offer-declined', answer.at)
    if (placement.status === 'accepted' && !mayKnow && placement.acceptedAt != null)
      ask('ask-to-share', placement.acceptedAt)
    if (placement.status === 'offered' && scene.random.chance(0.3)) {
      const question = askQuestion(scene, episode, placement)
      if (question.answer == null) ask('answer-group-question', question.askedAt)
    }
    if (isLive(placement.status) && placement.status !== 'offered' && mayKnow && scene.random.chance(0.4))
      writeCard(scene, episode, placement.id)
  }
  const ending = world.rows.sharingAgreements[ENDING]
  if (ending === undefined) return
  ending.toOn = addDays(world.today, ENDS_IN_DAYS)
  openTask(world, {
    kind: 'renew-agreement',
    subjectKind: 'organisation',
    subjectId: ending.organisationId,
    organisationId: scene.member('administrator').organisationId,
    dueOn: ending.toOn,
    at: scene.at(5, 5 * 60),
  })
}

const QUESTIONS = [
  [
    'Can they manage four steps and a narrow door?',
    'Yes, with somebody’s arm. The steps are no trouble when it is dry.',
  ],
  ['Do they need somebody to sit with them the first time?', 'Yes please: once is enough, they say.'],
  ['Would they come without the minibus? It is full until the spring.', 'A neighbour drives on Tuesdays.'],
  ['Is there anything they cannot eat?', 'No. It will be on the card when they have agreed to it.'],
] as const

/** A group asks before it says yes; half of the questions still wait. */
function askQuestion(
  { world, random, at }: Scene,
  episode: Episode,
  { id, providerId, offeredAt }: Placement,
): Question {
  const [words, answer] = random.pick(QUESTIONS)
  const askedAt = new Date(Math.max(offeredAt.getTime() + 60 * 60 * 1000, at(3, 600).getTime()))
  const isAnswered = random.chance(0.5)
  const owner = episode.owner ?? world.lead
  const provider = world.activities.find((activity) => activity.provider.id === providerId)?.provider
  if (provider === undefined) throw new Error('A place with a group that is not in the town')
  const question = {
    schemeId: world.schemeId,
    id: world.newId(askedAt),
    placementId: id,
    words,
    askedById: provider.member.membershipId,
    askedAt,
    answer: isAnswered ? answer : null,
    answeredById: isAnswered ? owner.membershipId : null,
    answeredAt: isAnswered ? new Date(askedAt.getTime() + 2 * 60 * 60 * 1000) : null,
  }
  world.rows.placementQuestions.push(question)
  return question
}

const CARD_WORDS: Readonly<Partial<Record<CardLine['line'], readonly string[]>>> = {
  'food-and-allergies': [
    'Diabetic: no pudding, whatever I say.',
    'Allergic to nuts.',
    'Halal, and no gelatine.',
    'Soft food, small helpings.',
  ],
  'mobility-and-transport': [
    'Walks with a frame, needs a seat near the door.',
    'Comes by the community bus, leaves at half past two.',
    'Steady on the flat, not on stairs.',
  ],
  'hearing-and-sight': [
    'Sit on my left: the right ear is gone.',
    'Sees shapes, not faces. Say who you are.',
    'Hearing aids in, please no music behind the talk.',
  ],
  'if-unwell': [
    'Blue inhaler in the handbag, front pocket. Sit me down and wait five minutes.',
    'If I go quiet I need something sweet.',
    'Spray under the tongue; if it is not better in ten minutes, ring 999.',
  ],
  'likes-to-be-called': ['By the first name.', 'By the surname, please.'],
}

function writeCard({ world, random, ago, at }: Scene, episode: Episode, placementId: string): void {
  const day = random.between(4, 25)
  const lines = random.some(Object.entries(CARD_WORDS), random.between(2, 3)).map(
    ([line, words], index): CardLine => ({
      line: line as CardLine['line'], // a key of the table above
      words: random.pick(words),
      // The last one was written down and not yet read to the person.
      agreed: index === 2 ? null : { on: ago(day), how: random.pick(['in-person', 'by-phone'] as const) },
    }),
  )
  world.rows.placementCards.push({
    schemeId: world.schemeId,
    id: world.newId(at(day, 660)),
    placementId,
    personId: episode.person.id,
    lines,
    version: 1,
    writtenAt: at(day, 660),
    writtenById: (episode.owner ?? world.lead).membershipId,
  })
}
