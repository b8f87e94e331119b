import type { OrganisationKind } from '../../features/organisations/kinds.ts'
import { DEFAULT_LISTS, LISTS } from '../../features/schemes/lists.ts'
import { SchemeSettings } from '../../features/schemes/settings.ts'
import { addDays, todayInEngland } from '../../platform/clock.ts'
import type { Role } from '../../platform/context.ts'
import { DEMO_HOST, DEMO_MANAGER, demoEmail } from '../demo-accounts.ts'
import { makeIds } from './ids.ts'
import { listingOf, whoMayCome } from './listing.ts'
import type { Random } from './random.ts'
import { noRows } from './rows.ts'
import { PROVIDERS } from './words/activities.ts'
import { BACKGROUNDS } from './words/names.ts'
import { DISTRICTS, INWARD_LETTERS, PRACTICES, STREETS, TEAMS, TOWN } from './words/places.ts'
import {
  instantOn,
  type Member,
  type Practice,
  type Provider,
  type Team,
  type TownActivity,
  type World,
} from './world.ts'

const MONTHS_18_DAYS = 548
const WITH_A_PHONE: readonly Role[] = ['advisor', 'team-lead', 'safeguarding-lead']

/** The scheme with everybody who works in it; nobody has been referred yet. The first of each kind has the demo's account. */
export function makeWorld(options: { today: string; passwordHash: string; random: Random }): World {
  const { today, passwordHash, random } = options
  const beganOn = addDays(today, -MONTHS_18_DAYS)
  const at = instantOn(addDays(beganOn, -14), 9 * 60)
  const newId = makeIds(random.fork())
  const rows = noRows()
  const schemeId = newId(at)
  const names = new Set<string>()
  const halls = new Map<string, string>()

  function organisation(
    name: string,
    kind: OrganisationKind,
    facts: { odsCode?: string } = {},
  ): { id: string; name: string } {
    const id = newId(at)
    const phone = `01632 960${random.between(100, 999)}`
    const email = `office@${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`
    rows.organisations.push({
      schemeId,
      id,
      name,
      kinds: [kind],
      odsCode: facts.odsCode ?? null,
      postcode: makePostcode(random),
      phone,
      email,
      createdAt: at,
    })
    return { id, name }
  }

  function member(
    role: Role,
    organisation: { id: string; name: string },
    email?: string,
    { sameNameAs, isManager = false }: { sameNameAs?: Member | undefined; isManager?: boolean } = {},
  ): Member {
    const name = sameNameAs?.name ?? colleagueName(random, names)
    const accountId = newId(at)
    const membershipId = newId(at)
    const address = email ?? `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@${DEMO_HOST}`
    rows.accounts.push({ id: accountId, email: address, name, passwordHash, createdAt: at })
    rows.memberships.push({
      schemeId,
      id: membershipId,
      accountId,
      organisationId: organisation.id,
      role,
      name,
      isManager,
      phone: WITH_A_PHONE.includes(role) ? `+447700900${random.between(100, 999)}` : null,
      createdAt: at,
      // Somebody who has not signed in for a quarter of a year would be shut out.
      lastSignedInAt: instantOn(addDays(today, -random.between(1, 9)), random.between(8 * 60, 17 * 60)),
    })
    return { membershipId, organisationId: organisation.id, organisationName: organisation.name, role, name }
  }

  rows.schemes.push({
    id: schemeId,
    name: `${TOWN} Social Prescribing`,
    host: DEMO_HOST,
    // Live like a real one, so that what it sends shows as it would go; nothing leaves the demo.
    isPractice: false,
    liveAt: at,
    createdAt: at,
  })
  for (const list of LISTS)
    for (const [position, { code, label, isSensitive = false }] of DEFAULT_LISTS[list].entries())
      rows.schemeListItems.push({ schemeId, id: newId(at), list, code, label, position, isSensitive })

  const office = organisation(`${TOWN} Social Prescribing Office`, 'scheme')
  const service = organisation(`Voluntary Action ${TOWN}`, 'advisor-service')
  const board = organisation(`${TOWN} Health Board`, 'commissioner')
  for (const role of ['administrator', 'safeguarding-lead'] as const) member(role, office, demoEmail(role))
  const officer = member('privacy-officer', office, demoEmail('privacy-officer'))
  member('commissioner', board, demoEmail('commissioner'))
  const lead = member('team-lead', service, demoEmail('team-lead'))
  const advisors: Member[] = []
  // Two colleagues have one name, as happens.
  for (const email of [demoEmail('advisor'), undefined, undefined, undefined, `advisor.two@${DEMO_HOST}`, undefined])
    advisors.push(member('advisor', service, email, { sameNameAs: email?.includes('.two') ? advisors[3] : undefined }))
  rows.privacyNotices.push({
    schemeId,
    id: newId(at),
    version: 1,
    text: `What you tell us stays between you, ${TOWN}'s advisors and your practice, as far as you want it to. We write down what you agree to, who helps you and what comes of it. You may see it, have it put right, and take your word back at any time. Ask your advisor, or ring us.`,
    holdsFrom: todayInEngland(at),
    publishedAt: at,
    publishedById: officer.membershipId,
  })
  const settings = SchemeSettings.parse({
    advisorServiceId: service.id,
    safety: safetyOf(lead, advisors),
    directory: { isPublic: true },
  })
  rows.schemeSettings.push({ schemeId, settings, updatedAt: at })

  const teams: Team[] = TEAMS.map((name) => {
    const team = organisation(name, 'case-management-team')
    return { id: team.id, referrers: [member('referrer', team)] }
  })
  const practices: Practice[] = PRACTICES.map((name, index) => {
    const practice = organisation(name, 'practice', { odsCode: `Y9${String(1001 + index * 7)}` })
    const team = index < 20 ? teams[index % 2] : undefined
    if (team !== undefined)
      rows.servedPractices.push({ schemeId, id: newId(at), teamId: team.id, practiceId: practice.id, fromOn: beganOn })
    const advisor = advisors[index % advisors.length]
    if (advisor !== undefined)
      rows.advisorAlignments.push({
        schemeId,
        id: newId(at),
        membershipId: advisor.membershipId,
        practiceId: practice.id,
        fromOn: beganOn,
      })
    const referrers = [
      member('referrer', practice, index === 0 ? demoEmail('referrer') : undefined),
      member('referrer', practice, index === 0 ? DEMO_MANAGER : undefined, { isManager: true }),
    ]
    return { ...practice, referrers, team }
  })
  return {
    today,
    beganOn,
    schemeId,
    settings,
    random,
    newId,
    rows,
    openTasks: new Map(),
    service,
    lead,
    advisors,
    practices,
    activities: PROVIDERS.flatMap(({ name, activities }, index) => {
      const group = organisation(name, 'provider')
      const provider = { ...group, member: member('provider', group, index === 0 ? demoEmail('provider') : undefined) }
      rows.sharingAgreements.push({
        schemeId,
        id: newId(at),
        organisationId: group.id,
        role: 'controller',
        assurance: 'small-group-checklist',
        signedBy: provider.member.name,
        fromOn: beganOn,
        toOn: addDays(today, 400),
        fileId: null,
        addedAt: at,
        addedById: lead.membershipId,
      })
      return activities.map((words) => addActivity(words, provider, index === 0 ? 3 : 1))
    }),
  }

  function addActivity(
    words: (typeof PROVIDERS)[number]['activities'][number],
    provider: Provider,
    popularity: number,
  ): TownActivity {
    const id = newId(at)
    const { name, category, when, description, whoFor = null, at: locationKind = 'venue', access = [] } = words
    // A group has one hall, whatever it does there.
    const drawn = locationKind === 'venue' ? makePostcode(random) : null
    if (drawn !== null && !halls.has(provider.id)) halls.set(provider.id, drawn)
    const postcode = drawn === null ? null : (halls.get(provider.id) ?? drawn)
    const sayer = provider.member.membershipId
    rows.activities.push({
      schemeId,
      id,
      providerId: provider.id,
      name,
      category,
      description,
      locationKind,
      postcode,
      when,
      ...listingOf({ name, whoFor, locationKind, postcode, providerName: provider.name, sayer }, { today, beganOn }),
      access: [...access],
      // Both are set when everybody has been placed.
      capacity: 0,
      taken: 0,
      status: 'open',
      closedBecause: null,
      version: 1,
      createdAt: at,
    })
    return { id, provider, category, access, weekdays: weekdaysIn(when), popularity, ...whoMayCome(name) }
  }
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The days that a group's times name; "Monday to Friday" is any working day. */
const weekdaysIn = (when: string): number[] =>
  when.includes(' to Friday') ? [] : WEEKDAYS.flatMap((name, day) => (when.includes(name) ? [day] : []))

/** Nobody who works here is called as somebody else. */
function colleagueName(random: Random, taken: Set<string>): string {
  for (;;) {
    const { women, men, families } = random.weighted(BACKGROUNDS.map((background) => [background, background.weight]))
    const name = `${random.pick(random.chance(0.7) ? women : men)} ${random.pick(families)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

const letter = (random: Random) => INWARD_LETTERS.charAt(random.int(INWARD_LETTERS.length))

export const makePostcode = (random: Random): string =>
  `${random.pick(DISTRICTS)} ${random.int(10)}${letter(random)}${letter(random)}`

export const makeAddress = (random: Random): { addressLines: string[]; postcode: string } => ({
  addressLines: [`${random.between(1, 148)} ${random.pick(STREETS)}`, TOWN],
  postcode: makePostcode(random),
})

/** Invented numbers, and a duty advisor with the lead behind them. */
function safetyOf(lead: Member, [duty, ...others]: readonly Member[]) {
  const standIn = others[0] ?? lead
  return {
    phones: { crisisLine: '01632 960801', adultSafeguarding: '01632 960802', outOfHours: '01632 960803' },
    concernLadder: [duty?.membershipId ?? lead.membershipId, lead.membershipId],
    loneWorkingLadder: [
      { membershipId: standIn.membershipId, afterMinutes: 15 },
      { membershipId: lead.membershipId, afterMinutes: 30 },
    ],
  }
}
