import type { Actor, Role } from '../../platform/context.ts'
import { IMPORT_KINDS, type ImportKind } from './kinds.ts'

/** Whoever looks after the scheme brings organisations and never sees a caseload; the lead of the service brings that. */
const BROUGHT_BY: Record<ImportKind, Role> = { organisations: 'administrator', caseload: 'team-lead' }

export const canBring = (actor: Actor, kind: ImportKind): boolean => BROUGHT_BY[kind] === actor.role

export const kindsFor = (actor: Actor): ImportKind[] => IMPORT_KINDS.filter((kind) => canBring(actor, kind))
