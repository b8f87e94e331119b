import { messageTakenBack } from '../../../features/corrections/letters.ts'
import { wordToPractice } from '../../../features/referrals/letters.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import { tellOne } from '../episode.ts'
import { isOf, isOfPractice, type Scene } from './scene.ts'

/** Two records that were one person, a message that was about somebody else, and everybody who has died. */
export function tellRightPerson(scene: Scene): void {
  mergeRecords(scene)
  takeBackMessage(scene)
  for (const episode of scene.episodes) {
    const { end, person, referral } = episode
    if (end?.reason !== 'died' || referral.endReason !== 'died') continue
    Object.assign(scene.personRow(episode), { diedOn: end.day })
    scene.world.rows.deaths.push({
      schemeId: scene.world.schemeId,
      id: scene.world.newId(end.at),
      personId: person.id,
      diedOn: end.day,
      toldBy: scene.random.pick([
        'The practice, by telephone',
        'The daughter',
        'The son, who rang in the evening',
        'The care home',
      ]),
      recordedAt: end.at,
      recordedById: end.by.membershipId,
      ended: [{ referralId: referral.id, status: 'accepted' }],
      undoneAt: null,
      undoneById: null,
      undoneBecause: null,
    })
  }
}

/** Somebody was written down a second time, by the short form of the name and without a number. */
function mergeRecords(scene: Scene): void {
  const { world, take, personRow, at } = scene
  const { rows, schemeId, newId, lead } = world
  const episode = take(
    'merged',
    ({ person, referral }) => person.nhsNumber != null && referral.practiceId === person.practice.id,
  )
  const { id: survivorId, ...survivor } = personRow(episode)
  const madeAt = at(20, 11 * 60)
  const mergedAt = at(18, 14 * 60 + 30)
  const duplicateId = newId(madeAt)
  rows.people.push({
    ...survivor,
    id: duplicateId,
    nhsNumber: null,
    noNhsNumberBecause: 'number-not-to-hand',
    email: null,
    mergedInto: survivorId,
    version: 2,
    createdAt: madeAt,
  })
  const registrationId = newId(madeAt)
  const practiceId = episode.person.practice.id
  rows.personRegistrations.push({
    schemeId,
    id: registrationId,
    personId: duplicateId,
    practiceId,
    fromOn: todayInEngland(madeAt),
    untilOn: null,
  })
  const sees = { schemeId, scope: 'record' as const, organisationId: practiceId, untilAt: null }
  rows.careRelationships.push({
    ...sees,
    id: newId(madeAt),
    personId: duplicateId,
    kind: 'registration',
    subjectId: registrationId,
    fromAt: madeAt,
  })
  const mergeId = newId(mergedAt)
  rows.personMerges.push({
    schemeId,
    id: mergeId,
    survivorId,
    duplicateId,
    reason: 'Same birth date, same telephone, same door; the number was found on the hospital letter.',
    mergedAt,
    mergedById: lead.membershipId,
    undoneAt: null,
    undoneById: null,
  })
  rows.careRelationships.push({
    ...sees,
    id: newId(mergedAt),
    personId: survivorId,
    kind: 'merge',
    subjectId: mergeId,
    fromAt: mergedAt,
  })
}

/** A word to a practice that was about the person visited before: taken back, and the practice told which message. */
function takeBackMessage(scene: Scene): void {
  const { world, take, member, at } = scene
  const [own] = world.advisors
  if (own === undefined) throw new Error('The town has advisors')
  const episode = take('a wrong message', isOfPractice(member('referrer').organisationId), isOf(own))
  const { practiceId } = episode.referral
  const sentAt = at(7, 15 * 60 + 40)
  const correctedAt = at(6, 9 * 60 + 15)
  const wrong = tellOne(
    episode,
    { kind: 'word-to-practice', at: sentAt, by: own },
    (facts) =>
      wordToPractice({
        ...facts,
        isSameDay: false,
        about: 'medicines',
        text: 'Takes the water tablet at night and is up six times. Would mornings do?',
      }),
    practiceId,
  )
  Object.assign(wrong, { correctedAt, readAt: at(7, 16 * 60 + 20), readById: member('referrer').membershipId })
  const back = tellOne(
    episode,
    { kind: 'correction', at: correctedAt, by: world.lead },
    ({ author, on }) => messageTakenBack({ author, on, title: wrong.title, sentOn: todayInEngland(sentAt) }),
    practiceId,
  )
  Object.assign(back, { subjectKind: 'message', subjectId: wrong.id })
  world.rows.messages.push(wrong, back)
  world.rows.corrections.push({
    schemeId: world.schemeId,
    id: world.newId(correctedAt),
    subjectKind: 'message',
    subjectId: wrong.id,
    action: 'enter-in-error',
    personId: episode.person.id,
    referralId: episode.referral.id,
    toPersonId: null,
    toReferralId: null,
    movedAsId: null,
    reason: 'Written after two visits in one street: it was about the person before.',
    original: { ...wrong, correctedAt: null },
    at: correctedAt,
    byId: world.lead.membershipId,
  })
}
