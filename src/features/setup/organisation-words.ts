import type { Day } from '../../platform/clock.ts'
import type { Actor, Role } from '../../platform/context.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { AgreementBody } from '../agreements/public.ts'
import { ORGANISATION_KINDS, type OrganisationBody, type OrganisationKind } from '../organisations/public.ts'

const KINDS: Record<OrganisationKind, { one: string; many: string }> = {
  practice: { one: 'Practice', many: 'Practices' },
  'case-management-team': { one: 'Case-management team', many: 'Teams' },
  'advisor-service': { one: 'Advisor service', many: 'Advisor service' },
  provider: { one: 'Group with activities', many: 'Groups' },
  commissioner: { one: 'Commissioner', many: 'Commissioners' },
  scheme: { one: 'Runs the scheme', many: 'Runs the scheme' },
}
export const KIND_ITEMS = ORGANISATION_KINDS.map((kind) => ({ value: kind, text: KINDS[kind].one }))
export const isKind = (text: unknown): text is OrganisationKind =>
  typeof text === 'string' && Object.hasOwn(KINDS, text)

const ROLES: Record<AgreementBody['role'], string> = {
  controller: 'Controller: decides itself what it does with it',
  processor: 'Processor: works on behalf of the scheme',
  'joint-controller': 'Joint controller: decides together with the scheme',
}
const ASSURANCES: Record<AgreementBody['assurance'], string> = {
  dspt: 'The NHS Data Security and Protection Toolkit',
  'small-group-checklist': 'The checklist for small groups',
}
const STANDINGS: Record<NonNullable<AgreementBody['dspt']>['standing'], string> = {
  'standards-exceeded': 'Standards exceeded',
  'standards-met': 'Standards met',
  'approaching-standards': 'Approaching standards',
}
const itemsOf = (words: Record<string, string>) => Object.entries(words).map(([value, text]) => ({ value, text }))
export const AGREEMENT_CHOICES = {
  roles: itemsOf(ROLES),
  assurances: itemsOf(ASSURANCES),
  standings: itemsOf(STANDINGS),
}

const sayKinds = (kinds: readonly OrganisationKind[]): string => kinds.map((kind) => KINDS[kind].one).join(', ')
const FILTERS = ['practice', 'case-management-team', 'provider'] as const

export function toOrganisationsPage(given: {
  items: OrganisationBody[]
  kind: OrganisationKind | undefined
  next: string | null
  role: Role
}) {
  const { items, kind, next, role } = given
  return {
    title: 'Organisations',
    canAdd: role === 'administrator',
    filters: [undefined, ...FILTERS].map((one) => ({
      text: one === undefined ? 'All' : KINDS[one].many,
      href: one === undefined ? '/organisations' : `/organisations?kind=${one}`,
      current: one === kind,
    })),
    rows: items.map((one) => ({
      href: `/organisations/${one.id}`,
      name: one.name,
      what: sayKinds(one.kinds),
      code: one.odsCode ?? '',
      closed: one.closedOn === null ? undefined : sayShortDay(one.closedOn),
    })),
    more:
      next === null
        ? undefined
        : `/organisations?${kind === undefined ? '' : `kind=${kind}&`}after=${encodeURIComponent(next)}`,
  }
}

const DONE: Record<string, string | undefined> = {
  added: 'It is added. Invite its people next.',
  saved: 'It is saved.',
  signed: 'The agreement is written down.',
  ended: 'The agreement has ended. It is told no names by it any more.',
  closed:
    'It has closed. What was open went to the other one. Its people are not moved: invite them there, or let them leave.',
}

export function toOrganisationPage(given: {
  organisation: OrganisationBody
  agreements: AgreementBody[]
  served: { id: string; practiceName: string; fromOn: string; untilOn: string | null }[]
  actor: Actor
  today: Day
  done: string | undefined
}) {
  const { organisation, agreements, served, actor, today, done } = given
  const path = `/organisations/${organisation.id}`
  const isOpen = organisation.closedOn === null
  const isAdministrator = actor.role === 'administrator'
  return {
    title: organisation.name,
    back: { href: '/organisations', text: 'Organisations' },
    path,
    what: sayKinds(organisation.kinds),
    code: organisation.odsCode,
    closed: organisation.closedOn === null ? undefined : sayShortDay(organisation.closedOn),
    reach: [organisation.phone, organisation.email, organisation.postcode].filter((part) => part !== null).join(', '),
    canChange: isAdministrator,
    canClose:
      isAdministrator &&
      isOpen &&
      organisation.kinds.every((kind) => kind === 'practice' || kind === 'case-management-team'),
    isTeam: organisation.kinds.includes('case-management-team'),
    members: `/members?organisation=${organisation.id}`,
    invite: `/members/invite?organisation=${organisation.id}`,
    version: organisation.version,
    served: served.map(({ id, practiceName, fromOn, untilOn }) => ({
      end: isAdministrator && untilOn === null ? `/served-practices/${id}/end` : undefined,
      name: practiceName,
      since: sayShortDay(fromOn),
      until: untilOn === null ? undefined : sayShortDay(untilOn),
    })),
    agreements: agreements.map((agreement) => ({
      when: `${sayShortDay(agreement.from)} to ${sayShortDay(agreement.to)}`,
      role: ROLES[agreement.role],
      assurance: `${ASSURANCES[agreement.assurance]}${agreement.isAssured ? ', looked at' : ', not looked at yet'}`,
      signedBy: agreement.signedBy,
      ended: agreement.endedBecause,
      tag: tagOf(agreement, today),
      end: agreement.endedAt === null && agreement.to >= today ? `${path}/agreements/${agreement.id}/end` : undefined,
    })),
    typed: {
      name: organisation.name,
      postcode: organisation.postcode ?? '',
      phone: organisation.phone ?? '',
      email: organisation.email ?? '',
    },
    done: done === undefined ? undefined : DONE[done],
  }
}

function tagOf({ from, to, endedAt }: AgreementBody, today: Day): { text: string; colour: string } {
  if (endedAt !== null) return { text: 'Ended', colour: 'grey' }
  if (to < today) return { text: 'Run out', colour: 'red' }
  return from > today ? { text: 'Not yet', colour: 'blue' } : { text: 'In force', colour: 'green' }
}
