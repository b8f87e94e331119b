import type { Actor, Role } from '../../platform/context.ts'

type Member = { organisationId: string; role: Role }

/** Whose holders see care, or decide who does, across a scheme: only an administrator makes or ends one. */
const OF_THE_SCHEME: readonly Role[] = ['administrator', 'safeguarding-lead', 'privacy-officer']

/** Colleagues of one organisation know each other; an administrator knows everybody who works in the scheme. */
export const canSeeMember = (actor: Actor, member: Pick<Member, 'organisationId'>): boolean =>
  actor.role === 'administrator' || actor.organisationId === member.organisationId

/** Invite, end, disable: an administrator anywhere in the scheme, a manager in their own organisation. */
export const canTakeCareOf = (actor: Actor, member: Member): boolean =>
  actor.role === 'administrator' ||
  (actor.isManager && actor.organisationId === member.organisationId && !OF_THE_SCHEME.includes(member.role))

/** Whether somebody invites at all, and sees who signed in when. */
export const canManage = (actor: Actor): boolean => actor.role === 'administrator' || actor.isManager
