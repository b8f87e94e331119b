import type { Actor, Role } from '../../platform/context.ts'

type Member = { id: string; organisationId: string; role: Role; endedAt: Date | null }

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const READS_CONCERNS: readonly Role[] = ['team-lead', 'safeguarding-lead']

/** A worker enters their own leave; a lead enters anybody's of the service, as the one who is sick cannot. */
export const mayEnterFor = (actor: Actor, member: Pick<Member, 'id' | 'organisationId'>): boolean =>
  member.id === actor.membershipId || (actor.role === 'team-lead' && member.organisationId === actor.organisationId)

/** Whose absence an actor may know of: their own, and those of colleagues. */
export const mayKnowOf = (actor: Actor, member: Pick<Member, 'id' | 'organisationId'>): boolean =>
  member.organisationId === actor.organisationId

/** A cover does the same work; a safeguarding lead's must be one who reads concerns anyway. */
export function mayCover(member: Member, cover: Member): boolean {
  if (cover.endedAt !== null || cover.id === member.id) return false
  if (member.role === 'safeguarding-lead') return READS_CONCERNS.includes(cover.role)
  return cover.organisationId === member.organisationId && SERVICE.includes(cover.role)
}

/** On duty is somebody of the advisor service. */
export const mayBeOnDuty = (actor: Actor, member: Member): boolean =>
  member.endedAt === null && member.organisationId === actor.organisationId && SERVICE.includes(member.role)
