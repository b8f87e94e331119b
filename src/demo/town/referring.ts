import { knownValue } from '../../features/people/facts.ts'
import type { ReferralSource } from '../../features/referrals/kinds.ts'
import { checkIdentity, referralReceived } from '../../features/referrals/letters.ts'
import { makeReference } from '../../features/referrals/reference-number.ts'
import { DEFAULT_LISTS } from '../../features/schemes/lists.ts'
import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { type Episode, type KnownPerson, moment, owedFrom, step, tell } from './episode.ts'
import { isOutside, outsiderOf } from './outsiders.ts'
import type { TownPerson } from './people.ts'
import { openTask } from './tasks.ts'
import { WHAT_MATTERS } from './words/goals.ts'
import { CLINICIANS, REASONS, RISK_NOTES } from './words/referral-words.ts'
import { instantOn, type Member, type Practice, type World } from './world.ts'

type Start = { day: string; practice: Practice; person: TownPerson | KnownPerson; isByPractice: boolean }

/** Writes a referral down as a draft, with the person when they are new, and who may see them from now on. */
export function writeReferral(world: World, { day, practice, person, isByPractice }: Start): Episode {
  const random = world.random.fork()
  const at = new Date(instantOn(day, 8 * 60 + 30 + random.int(420)).getTime() + random.int(60_000))
  const side = random.weighted([
    ['practice' as const, 80],
    ['team' as const, 12],
    ['service' as const, 8],
  ])
  const { creator, source } = chooseCreator(world, isByPractice ? 'practice' : side, practice, random.pick)
  const isNew = !('id' in person)
  const known = isNew ? register(world, person, practice, at) : person
  const id = world.newId(at)
  const needs = random.some(NEEDS, 1).concat(random.some(COMMON_NEEDS, random.between(0, 2)))
  const hasRisk = random.chance(0.05)
  const facts = {
    ...(isOutside(source)
      ? { onBehalfOf: null, outsideReferrer: outsiderOf(source, random) }
      : { onBehalfOf: random.pick(CLINICIANS), outsideReferrer: null }),
    needs: [...new Set(needs)],
    reason: random.pick(REASONS),
    whatMatters: random.chance(0.7) ? random.pick(WHAT_MATTERS) : null,
    urgency: random.weighted([
      ['routine' as const, 80],
      ['soon' as const, 15],
      ['urgent' as const, 5],
    ]),
    homeVisitRisk: hasRisk ? ('known' as const) : random.pick(['none-known', 'none-known', 'not-asked'] as const),
    homeVisitRiskNote: hasRisk ? random.pick(RISK_NOTES) : null,
  }
  const episode: Episode = {
    world,
    random,
    person: known,
    creator,
    owner: undefined,
    day,
    at,
    contacts: [],
    plan: undefined,
    measurements: [],
    end: undefined,
    luck: random.weighted([
      ['better', 45],
      ['some', 22],
      ['same', 18],
      ['worse', 15],
    ]),
    referral: {
      schemeId: world.schemeId,
      id,
      personId: known.id,
      reference: makeReference(random.int),
      status: 'draft',
      practiceId: practice.id,
      referrerOrganisationId: creator.organisationId,
      advisorServiceId: world.service.id,
      createdById: creator.membershipId,
      createdAt: at,
      givenDetails: null,
      source,
      ...facts,
      ...NOTHING_REACHED,
      ownerOrganisationId: creator.organisationId,
      ownerId: creator.membershipId,
      nextStep: null,
      dueOn: null,
      version: 1,
    },
  }
  const isByService = creator.organisationId === world.service.id
  openCare(episode, creator.organisationId, isNew || isByService ? 'record' : 'own-referral')
  if (practice.id !== creator.organisationId) openCare(episode, practice.id, isNew ? 'record' : 'own-referral')
  recordConsentToRefer(episode)
  return episode
}

/** Sends a draft: it is the service's to answer from now on, which may see the person and finds out what is in doubt. */
export function submit(episode: Episode): void {
  const { world, referral, creator, person } = episode
  const at = moment(episode, episode.day)
  const status = { status: 'submitted' as const }
  const owed = owedFrom(episode, status, episode.day)
  step(
    episode,
    'submit',
    { submittedAt: at, ownerOrganisationId: world.service.id, ownerId: null, ...owed },
    { at, by: creator },
  )
  if (creator.organisationId !== world.service.id) openCare(episode, world.service.id, 'record')
  const dueOn = addWorkingDays(episode.day, world.settings.targets.identity)
  const ask = { subjectKind: 'person', subjectId: person.id, dueOn, at }
  if (person.claimedNhsNumber != null) openTask(world, { kind: 'confirm-identity', ...ask })
  if (person.practice.id !== referral.practiceId) openTask(world, { kind: 'confirm-registration', ...ask })
  acknowledge(episode, owed?.dueOn ?? episode.day)
}

/** What the worker does within a second or two of a submission. */
function acknowledge(episode: Episode, answerBy: string): void {
  const at = new Date(episode.at.getTime() + 1_400)
  tell(episode, { kind: 'referral-received', at, by: null }, (facts) =>
    referralReceived({ ...facts, serviceName: episode.world.service.name, answerBy }),
  )
  if (episode.person.claimedNhsNumber != null) tell(episode, { kind: 'check-identity', at, by: null }, checkIdentity)
}

export function openCare(
  { world, referral, person, at }: Episode,
  organisationId: string,
  scope: 'record' | 'own-referral',
): void {
  world.rows.careRelationships.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    personId: person.id,
    kind: 'referral',
    scope,
    organisationId,
    subjectId: referral.id,
    fromAt: at,
    untilAt: null,
  })
}

function recordConsentToRefer({ world, random, person, creator, day, at }: Episode): void {
  world.rows.consents.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    personId: person.id,
    purpose: 'refer',
    recipientId: null,
    answer: 'given',
    how: random.weighted([
      ['in-person', 6],
      ['by-phone', 3],
      ['on-paper', 1],
    ]),
    answeredOn: day,
    recordedAt: at,
    recordedById: creator.membershipId,
  })
}

function register(world: World, { background, ...person }: TownPerson, practice: Practice, at: Date): KnownPerson {
  const { schemeId, rows, newId } = world
  const id = newId(at)
  rows.people.push({ schemeId, id, ...person, version: 1, createdAt: at })
  const registrationId = newId(at)
  const fromOn = at.toISOString().slice(0, 10)
  rows.personRegistrations.push({
    schemeId,
    id: registrationId,
    personId: id,
    practiceId: practice.id,
    fromOn,
    untilOn: null,
  })
  rows.careRelationships.push({
    schemeId,
    id: newId(at),
    personId: id,
    kind: 'registration',
    scope: 'record',
    organisationId: practice.id,
    subjectId: registrationId,
    fromAt: at,
    untilAt: null,
  })
  addRelated(world, { ...person, id, background }, at)
  return { ...person, background, id, practice }
}

/** Somebody to ring, for about half. */
function addRelated(world: World, person: TownPerson & { id: string }, at: Date): void {
  const { random, rows, schemeId } = world
  if (!random.chance(0.5)) return
  const isWoman = random.chance(0.6)
  const kind = random.pick(['carer', 'emergency-contact', 'next-of-kin', 'neighbour'] as const)
  const family = kind === 'neighbour' ? random.pick(person.background.families) : person.familyName
  rows.relatedPeople.push({
    schemeId,
    id: world.newId(at),
    personId: person.id,
    kind,
    name: `${random.pick(isWoman ? person.background.women : person.background.men)} ${family}`,
    relationship:
      kind === 'neighbour'
        ? 'next door, has a key'
        : isWoman
          ? random.pick(['daughter', knownValue(person.facts.sex) === 'male' ? 'wife' : 'niece', 'sister'])
          : random.pick(['son', knownValue(person.facts.sex) === 'female' ? 'husband' : 'nephew', 'brother']),
    phone: `07700 900${random.between(100, 999)}`,
    livesWith: kind === 'neighbour' ? false : random.chance(0.3),
    isUnsafe: false,
    relatedPersonId: null,
    mayBeTold: 'nothing',
    agreedOn: null,
    agreedHow: null,
    callerWord: null,
    createdAt: at,
    endedAt: null,
  })
}

/** A practice refers its own people, a team those of the practices it serves, the service whoever it hears of. */
function chooseCreator(
  world: World,
  side: 'practice' | 'team' | 'service',
  practice: Practice,
  pick: <T>(items: readonly T[]) => T,
): { creator: Member; source: ReferralSource } {
  if (side === 'service')
    return { creator: pick(world.advisors), source: pick(['hospital', 'other-professional', 'self-or-family']) }
  if (side === 'team' && practice.team !== undefined)
    return { creator: pick(practice.team.referrers), source: 'case-management-team' }
  return { creator: pick(practice.referrers), source: 'practice' }
}

const NEEDS: readonly string[] = DEFAULT_LISTS.need.map(({ code }) => code)
const COMMON_NEEDS = [
  'loneliness',
  'loneliness',
  'money',
  'physical-activity',
  'mental-wellbeing',
  'self-management',
  'caring',
]

const NOTHING_REACHED = {
  submittedAt: null,
  acceptedAt: null,
  allocatedAt: null,
  firstContactAt: null,
  assessedAt: null,
  planAgreedAt: null,
  reviewDueOn: null,
  readyToCloseAt: null,
  endedAt: null,
  endReason: null,
  holdUntil: null,
  holdDaysLeft: null,
  importedAt: null,
  importId: null,
  importedNote: null,
} as const
