import { contactKeys } from '../../../features/people/contact-keys.ts'
import { type DecisionRecord, decidedInWords, toDecisionRecord } from '../../../features/people/decisions.ts'
import { addDays } from '../../../platform/clock.ts'
import { firstWorkingDay } from '../demo-work.ts'
import type { Episode } from '../episode.ts'
import type { Rows } from '../rows.ts'
import { type Condition, isOf, isVisitedOn, isWoman, type Scene } from './scene.ts'

type Related = Rows['relatedPeople'][number]

/** Who may be told what, who must not hear, who decides, and in which language: each among the visits of today. */
export function tellWhoMayHear(scene: Scene): void {
  const { world, take, personRow, at, ago } = scene
  const [own] = world.advisors
  const today = isVisitedOn(firstWorkingDay(world.today))

  const otherTongue = ({ person }: Episode) => person.background.languages.find(([language]) => language !== 'en')?.[0]
  const speaker = take('interpreter', isOf(own), today, (episode) => otherTongue(episode) !== undefined)
  const { facts } = speaker.person
  Object.assign(personRow(speaker), {
    facts: {
      ...facts,
      language: { answer: 'known', value: otherTongue(speaker) ?? 'ur' },
      interpreterNeeded: { answer: 'known', value: true },
    },
    safeContact: {
      channels: ['phone'],
      voicemail: false,
      times: 'After eleven',
      note: 'Rings with an interpreter on the line; the granddaughter must not translate.',
    },
  })

  hideAddress(scene, take('hidden address', isWoman, isOf(own), today))

  const hasPlan: Condition = ({ referral }) => referral.planAgreedAt !== null
  decideByAttorney(scene, take('attorney', hasPlan, isOf(own), today))

  const called = take('caller', isOf(own), today)
  const daughter = relate(scene, called, {
    kind: 'emergency-contact',
    name: `Karen ${called.person.familyName}`,
    relationship: 'daughter',
    mayBeTold: 'practical',
    agreedOn: ago(12),
    agreedHow: 'in-person',
    callerWord: 'rhubarb crumble',
  })
  const call = (
    from: Related | null,
    about: string,
    said: string,
    inConfidence: boolean,
    [day, minutes]: [number, number],
  ) =>
    world.rows.callsFromOthers.push({
      schemeId: world.schemeId,
      id: world.newId(at(day, minutes)),
      personId: called.person.id,
      organisationId: world.service.id,
      relatedPersonId: from?.id ?? null,
      callerName: from?.name ?? 'Would not say',
      about,
      whatWasSaid: said,
      inConfidence,
      at: at(day, minutes),
      byId: own?.membershipId ?? world.lead.membershipId,
    })
  call(
    daughter,
    'Which day the visit is',
    'Gave the word. Told the day and time, nothing else. She will leave the key with number 9.',
    false,
    [2, 10 * 60 + 15],
  )
  call(
    daughter,
    'Worried about the driving',
    'Two scrapes on the car this month. Asks us to bring it up without saying that she rang.',
    true,
    [6, 16 * 60 + 40],
  )
  call(
    null,
    'Whether somebody is getting help',
    'Said nothing, not even whether we know anybody of that name. Took no number: the line went dead.',
    false,
    [9, 11 * 60 + 5],
  )

  for (const episode of scene.episodes) tellRelated(scene, episode)
}

/** Somebody must not find her: the address is hidden, and the number that he knows is not used. */
function hideAddress(scene: Scene, episode: Episode): void {
  const phones = [
    { number: '01632 960417', label: 'home' },
    { number: '07700 900358', label: 'mobile' },
  ]
  const row = scene.personRow(episode)
  Object.assign(row, {
    addressHidden: true,
    phones,
    email: null,
    safeContact: {
      channels: ['phone', 'text'],
      voicemail: false,
      times: 'Between ten and two, on the mobile',
      note: 'Say "the library" when anybody else picks up. Nothing by post.',
    },
    contactKeys: contactKeys({
      phones,
      email: null,
      address: { lines: row.addressLines ?? [], postcode: row.postcode ?? '' },
    }),
  })
  relate(scene, episode, {
    kind: 'other',
    name: `Gary ${episode.person.familyName}`,
    relationship: 'former husband; a court order keeps him away',
    phone: '01632 960417',
    isUnsafe: true,
  })
}

function decideByAttorney(scene: Scene, episode: Episode): void {
  const { world, ago } = scene
  const { person, referral } = episode
  const agreement = world.rows.planAgreements.findLast(({ referralId }) => referralId === referral.id)
  if (agreement === undefined) return
  const name = `Susan ${person.familyName}`
  const decision: DecisionRecord | null = toDecisionRecord({
    by: 'attorney',
    name,
    capacity: {
      assessedBy: 'Nurse practitioner L. Oduya, memory clinic',
      assessedOn: addDays(agreement.agreedOn, -9),
      howHelped: 'In the morning, with the photograph album, one question at a time, twice on different days.',
    },
    documentSeenBy: `${episode.owner?.name ?? 'The advisor'}, advisor`,
    documentSeenOn: addDays(agreement.agreedOn, -2),
  })
  Object.assign(agreement, { decision })
  for (const message of world.rows.messages)
    if (message.subjectId === referral.id && message.kind === 'plan-agreed')
      message.body = message.body.replace(
        `${decidedInWords(null)} agreed their plan`,
        `${decidedInWords(decision)} agreed the plan`,
      )
  relate(scene, episode, {
    kind: 'attorney',
    name,
    relationship: 'daughter, attorney for health and welfare',
    mayBeTold: 'all',
    agreedOn: ago(30),
    agreedHow: 'on-paper',
    callerWord: 'morning glory',
  })
}

/** What relatives may be told, for those who were asked: of most nobody knows, and then it is nothing. */
function tellRelated({ world, random, ago }: Scene, { person, referral }: Episode): void {
  if (referral.planAgreedAt === null || !random.chance(0.3)) return
  const related = world.rows.relatedPeople.find(
    ({ personId, mayBeTold }) => personId === person.id && mayBeTold === 'nothing',
  )
  if (related === undefined || related.kind === 'other') return
  Object.assign(related, {
    mayBeTold: random.weighted([
      ['practical', 3],
      ['all', 1],
    ]),
    agreedOn: ago(random.between(3, 30)),
    agreedHow: random.pick(['in-person', 'by-phone']),
    callerWord: random.chance(0.5) ? random.pick(CALLER_WORDS) : null,
  })
}

const CALLER_WORDS = [
  'blue kettle',
  'coal lane',
  'Rovers 1973',
  'apple cart',
  'lavender bag',
  'tin whistle',
  'Blackpool rock',
] as const

function relate(
  { world, at }: Scene,
  episode: Episode,
  facts: Pick<Related, 'kind' | 'name'> & Partial<Related>,
): Related {
  const row: Related = {
    schemeId: world.schemeId,
    id: world.newId(at(31, 600)),
    personId: episode.person.id,
    relationship: null,
    phone: '07700 900214',
    livesWith: false,
    isUnsafe: false,
    relatedPersonId: null,
    mayBeTold: 'nothing',
    agreedOn: null,
    agreedHow: null,
    callerWord: null,
    createdAt: at(31, 600),
    endedAt: null,
    ...facts,
  }
  world.rows.relatedPeople.push(row)
  return row
}
