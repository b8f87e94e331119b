import { type Actor, ROLES } from '../../platform/context.ts'
import { sayInstant } from '../../platform/web/words.ts'
import { canTakeCareOf, type InvitationBody, type InvitedRow, type MemberBody, roleTitle } from '../accounts/public.ts'

/** What somebody may be invited as: a manager invites no one who sees care across the scheme. */
export const rolesFor = (actor: Actor) =>
  ROLES.filter((role) => canTakeCareOf(actor, { organisationId: actor.organisationId, role })).map((role) => ({
    value: role,
    text: roleTitle(role),
  }))

/** What came of many lines: how many were invited, and what to do about the others. */
export function toInvitedPage(sent: { lines: string[]; rows: InvitedRow[] } | undefined) {
  const left = (sent?.rows ?? []).flatMap((row, index) =>
    'faults' in row ? [{ line: sent?.lines[index] ?? '', why: row.faults.map(({ detail }) => detail).join('. ') }] : [],
  )
  return {
    title: 'Invite many',
    back: { href: '/members', text: 'People who work here' },
    isSent: sent !== undefined,
    invited: (sent?.rows.length ?? 0) - left.length,
    left,
  }
}

const BECAUSE: Record<NonNullable<MemberBody['disabledBecause']>, string> = {
  'by-manager': 'Shut out',
  unused: 'Shut out: not used for 90 days',
}
const sayAt = (at: string | null): string => (at === null ? 'Never' : sayInstant(new Date(at)))

function tagOf(member: MemberBody): { text: string; colour: string } | undefined {
  if (member.disabledBecause !== null) return { text: BECAUSE[member.disabledBecause], colour: 'grey' }
  return member.warnedAt === null ? undefined : { text: 'Told that it ends unless used', colour: 'orange' }
}

export function toMembersPage(given: {
  items: MemberBody[]
  isUnused: boolean
  organisation: string | undefined
  next: string | null
}) {
  const { items, isUnused, organisation, next } = given
  const of = organisation === undefined ? '' : `organisation=${organisation}&`
  return {
    title: 'People who work here',
    isUnused,
    isOfOne: organisation !== undefined,
    rows: items.map((member) => ({
      href: `/members/${member.id}`,
      name: member.label,
      role: roleTitle(member.role),
      organisation: member.organisationName,
      signedIn: sayAt(member.lastSignedInAt),
      isManager: member.isManager,
      tag: tagOf(member),
    })),
    more:
      next === null ? undefined : `/members?${of}${isUnused ? 'show=unused&' : ''}after=${encodeURIComponent(next)}`,
  }
}

const WAYS_OUT = [
  { value: 'for-now', text: 'Nobody signs in by this account for now', hint: { text: 'You can let them in again' } },
  { value: 'for-good', text: 'They leave for good', hint: { text: 'Their account here ends' } },
  {
    value: 'at-once',
    text: 'Shut them out at once',
    hint: {
      text: 'A lost telephone, a stolen password, somebody who must not read on. Who takes their work is asked afterwards',
    },
  },
]

const DONE: Record<string, string | undefined> = {
  'for-now': 'Nobody signs in by this account now. What they had in hand has gone to the colleague.',
  enable: 'They can sign in again.',
  'at-once': 'They are shut out at once. Who takes their work is a task for the lead of their team.',
  manager: 'It is saved.',
  'no-second-factor': 'They have no code of a device: there is nothing to take away.',
  'second-factor': 'The code of their device is not asked any more. They are told, and set up a new one.',
  invited: 'The invitation is on its way. The link works for seven days.',
  resend: 'The link is on its way again, for another seven days.',
  revoke: 'The invitation is taken back. Its link opens nothing.',
}

export function toMemberPage(given: {
  member: MemberBody
  work: string[]
  colleagues: { value: string; text: string }[]
  actor: Actor
  done: string | undefined
}) {
  const { member, work, colleagues, actor, done } = given
  const isSelf = member.id === actor.membershipId
  const isIn = member.disabledAt === null
  return {
    title: member.name,
    back: { href: '/members', text: 'People who work here' },
    path: `/members/${member.id}`,
    what: `${roleTitle(member.role)}, ${member.organisationName}`,
    signedIn: sayAt(member.lastSignedInAt),
    isManager: member.isManager,
    tag: tagOf(member),
    work,
    colleagues,
    isSelf,
    canDecideManagers: actor.role === 'administrator',
    canEnable: !isIn,
    waysOut: isIn
      ? WAYS_OUT
      : WAYS_OUT.filter(({ value }) => value === 'for-good' || (value === 'for-now' && work.length > 0)),
    done: done === undefined ? undefined : DONE[done],
  }
}

export function toInvitationsPage(given: {
  items: InvitationBody[]
  next: string | null
  now: Date
  done: string | undefined
}) {
  const { items, next, now, done } = given
  return {
    title: 'Invitations',
    back: { href: '/members', text: 'People who work here' },
    rows: items.map((one) => ({
      id: one.id,
      name: one.name,
      email: one.email,
      what: `${roleTitle(one.role)}, ${one.organisationName}`,
      isOver: new Date(one.expiresAt) <= now,
      until: sayInstant(new Date(one.expiresAt)),
    })),
    more: next === null ? undefined : `/members/invitations?after=${encodeURIComponent(next)}`,
    done: done === undefined ? undefined : DONE[done],
  }
}
