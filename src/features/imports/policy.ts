import type { Actor, Role } from '../../platform/context.ts'
import { IMPORT_KINDS, type ImportKind } from './kinds.ts'

/**
 * Whoever looks after the scheme brings organisations and accounts and never sees a caseload; the lead of the service brings
 * that. Both keep the directory. A manager brings the accounts of their own organisation.
 */
export function canBring({ role, isManager }: Pick<Actor, 'role' | 'isManager'>, kind: ImportKind): boolean {
  switch (kind) {
    case 'organisations':
      return role === 'administrator'
    case 'accounts':
      return role === 'administrator' || isManager
    case 'activities':
      return role === 'administrator' || role === 'team-lead'
    case 'caseload':
      return role === 'team-lead'
  }
}

/** Who takes the directory out as a file: whoever brings it, and a group its own. */
export const DIRECTORY_TAKERS: readonly Role[] = ['team-lead', 'administrator', 'provider']

/** Which imports an actor sees: all of a kind, or those that they sent themselves. */
export type Mine = { kinds: readonly ImportKind[]; ownKinds: readonly ImportKind[]; membershipId: string }

export function importsOf(actor: Pick<Actor, 'role' | 'isManager' | 'membershipId'>): Mine {
  const kinds = IMPORT_KINDS.filter((kind) => canBring(actor, kind))
  const isOwn = (kind: ImportKind) => kind === 'accounts' && actor.role !== 'administrator'
  return {
    kinds: kinds.filter((kind) => !isOwn(kind)),
    ownKinds: kinds.filter(isOwn),
    membershipId: actor.membershipId,
  }
}

export const bringsNothing = ({ kinds, ownKinds }: Mine): boolean => kinds.length + ownKinds.length === 0

/** A file is known again to whoever sees its import: a manager does not learn that another sent the same. */
export const fileScopeOf = (actor: Pick<Actor, 'role' | 'isManager' | 'membershipId'>, kind: ImportKind): string =>
  importsOf(actor).ownKinds.includes(kind) ? actor.membershipId : ''
