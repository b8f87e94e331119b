import { z } from 'zod'
import { ROLES } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { Label, LinkToken, Password } from './contract.ts'
import type { Invitation, InvitationSeen } from './store/invitations.ts'
import type { Member } from './store/memberships.ts'
import { DISABLED_BECAUSE } from './tables.ts'
import type { InvitationRow, InvitedRow } from './use-cases/invite-many.ts'

export const NewInvitationBody = z
  .strictObject({
    organisationId: z.uuid(),
    role: z.enum(ROLES),
    email: z.email('Enter an email address, like name@example.org').max(254),
    name: z.string().trim().min(1, 'Enter the name that colleagues read').max(200),
  })
  .meta({ id: 'NewInvitation' })

/** Rows as a file has them: what is wrong with one is told beside it, and does not hold the others up. */
export const InviteManyBody = z
  .strictObject({ rows: z.array(z.record(z.string(), z.unknown())).min(1).max(200) })
  .meta({ id: 'InviteMany' })

export const InvitationId = z.object({ invitationId: z.uuid() })
export const MembershipId = z.object({ membershipId: z.uuid() })

export const InvitationBody = z
  .object({
    id: z.uuid(),
    organisationId: z.uuid(),
    organisationName: z.string(),
    role: z.enum(ROLES),
    email: z.string(),
    name: z.string(),
    invitedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    acceptedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Invitation' })

export type InvitationBodyOf = z.infer<typeof InvitationBody>

export const InvitationsQuery = PageQuery.extend({
  organisationId: z.uuid().optional(),
  open: z.stringbool().default(true).describe('Only those that were neither accepted nor taken back'),
})
export const InvitationsBody = pageOf(InvitationBody).meta({ id: 'Invitations' })

export const InvitedManyBody = z
  .object({
    invited: z.int(),
    rows: z.array(
      z.object({
        row: z.int().describe('From 1, as they were sent'),
        invitationId: z.uuid().nullable(),
        errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
      }),
    ),
  })
  .meta({ id: 'InvitedMany' })

export const LookAtInvitationBody = z.strictObject({ token: LinkToken }).meta({ id: 'LookAtInvitation' })
export const InvitationSeenBody = z
  .object({
    schemeName: z.string(),
    organisationName: z.string(),
    role: z.enum(ROLES),
    name: z.string(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'InvitationSeen' })

export const AcceptInvitationBody = z
  .strictObject({
    token: LinkToken,
    password: Password.describe('A new one, or the one that you sign in with already'),
    name: z.string().trim().min(1).max(200).optional().describe('The name that colleagues read'),
    code: z.string().max(40).optional().describe('Of the device, or a recovery code, when your account asks for one'),
  })
  .meta({ id: 'AcceptInvitation' })
export const AcceptedInvitationBody = z
  .object({ membershipId: z.uuid().describe('Sign in with it') })
  .meta({ id: 'AcceptedInvitation' })

export const ManagerBody = z.strictObject({ isManager: z.boolean() }).meta({ id: 'Manager' })

export const MembersQuery = PageQuery.extend({ organisationId: z.uuid().optional() })
const MemberBody = z
  .object({
    id: z.uuid(),
    name: z.string(),
    label: Label,
    role: z.enum(ROLES),
    organisationId: z.uuid(),
    organisationName: z.string(),
    isManager: z.boolean(),
    lastSignedInAt: z.iso.datetime().nullable(),
    disabledAt: z.iso.datetime().nullable(),
    disabledBecause: z.enum(DISABLED_BECAUSE).nullable(),
    warnedAt: z.iso.datetime().nullable().describe('Told that it will be disabled because nobody uses it'),
  })
  .meta({ id: 'Member' })
export type MemberBodyOf = z.infer<typeof MemberBody>
export const MembersBody = pageOf(MemberBody).meta({ id: 'Members' })

export function toInvitationBody(invitation: Invitation): z.infer<typeof InvitationBody> {
  const { id, organisationId, organisationName, role, email, name } = invitation
  return {
    id,
    organisationId,
    organisationName,
    role,
    email,
    name,
    invitedAt: invitation.invitedAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    acceptedAt: invitation.acceptedAt?.toISOString() ?? null,
    revokedAt: invitation.revokedAt?.toISOString() ?? null,
  }
}

export const toInvitationSeenBody = (seen: InvitationSeen): z.infer<typeof InvitationSeenBody> => ({
  schemeName: seen.schemeName,
  organisationName: seen.organisationName,
  role: seen.role,
  name: seen.name,
  expiresAt: seen.expiresAt.toISOString(),
})

export const toInvitationRows = ({ rows }: z.infer<typeof InviteManyBody>): InvitationRow[] =>
  rows.map((row) => {
    const parsed = NewInvitationBody.safeParse(row)
    if (parsed.success) return { member: parsed.data }
    return {
      faults: parsed.error.issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message })),
    }
  })

export const toInvitedManyBody = (rows: InvitedRow[]): z.infer<typeof InvitedManyBody> => ({
  invited: rows.filter((row) => 'invitation' in row).length,
  rows: rows.map((row, index) => ({
    row: index + 1,
    invitationId: 'invitation' in row ? row.invitation.id : null,
    errors: 'faults' in row ? row.faults : [],
  })),
})

export const toMemberBody = (member: Member): z.infer<typeof MemberBody> => ({
  id: member.id,
  name: member.name,
  label: member.label,
  role: member.role,
  organisationId: member.organisationId,
  organisationName: member.organisationName,
  isManager: member.isManager,
  lastSignedInAt: member.lastSignedInAt?.toISOString() ?? null,
  disabledAt: member.disabledAt?.toISOString() ?? null,
  disabledBecause: member.disabledBecause,
  warnedAt: member.warnedAt?.toISOString() ?? null,
})
