import { z } from 'zod'
import { type Actor, ROLES } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { SECOND_FACTOR_RULES } from '../schemes/public.ts'
import type { Me, Membership } from './store/accounts.ts'
import type { Colleague } from './store/memberships.ts'
import type { SignedIn } from './use-cases/sign-in.ts'

const Code = z.string().min(1, 'Enter the code').max(40)
export const LinkToken = z.string().min(1).max(500).describe('The token of the link that was mailed')
export const Password = z.string().min(1, 'Enter a password').max(1000)

export const SignInBody = z
  .strictObject({
    email: z.email('Enter an email address, like name@example.org').max(254),
    password: z.string().min(1, 'Enter your password').max(1000),
    code: Code.optional().describe('Of your device, or a recovery code; needed once you have set up a second factor'),
    membershipId: z
      .uuid()
      .optional()
      .describe('Which of your memberships to work in; without it the one you used last'),
  })
  .meta({ id: 'SignIn' })

export const RefreshBody = z
  .strictObject({ refreshToken: z.string().min(1).max(200).describe('The refresh token you were given last') })
  .meta({ id: 'Refresh' })

const MembershipBody = z
  .object({
    id: z.uuid(),
    role: z.enum(ROLES),
    organisationId: z.uuid(),
    organisationName: z.string(),
    schemeId: z.uuid(),
    schemeName: z.string(),
    name: z.string().describe('The name that colleagues read'),
  })
  .meta({ id: 'Membership' })

export const SessionBody = z
  .object({
    accessToken: z.string().describe('Send it as `Authorization: Bearer …`'),
    refreshToken: z.string().describe('Good for one refresh, which gives the next one'),
    expiresIn: z.int().describe('Seconds until the access token runs out'),
    membership: MembershipBody.describe('The one this session works in'),
    memberships: z.array(MembershipBody).describe('All that you hold; sign in again to work in another'),
  })
  .meta({ id: 'Session' })

export const MeBody = z
  .object({
    account: z.object({ id: z.uuid(), name: z.string() }),
    membership: MembershipBody,
    isManager: z.boolean().describe('Whether you look after the members of your organisation'),
    lastSignedInAt: z.iso.datetime().nullable(),
    secondFactor: z.object({
      isSet: z.boolean(),
      isRequired: z.boolean().describe('Your scheme asks for one: until it is set, nothing else is open to you'),
      recoveryCodesLeft: z.int(),
    }),
    scheme: z.object({ id: z.uuid(), name: z.string(), isPractice: z.boolean() }),
  })
  .meta({ id: 'Me' })

export const Label = z
  .string()
  .describe('The name, and what tells them apart when somebody else who works in the scheme has it too')

export const ColleaguesQuery = PageQuery.extend({ role: z.enum(ROLES).optional() })

const ColleagueBody = z
  .object({
    id: z.uuid(),
    name: z.string(),
    label: Label,
    role: z.enum(ROLES),
    organisationId: z.uuid(),
    organisationName: z.string(),
  })
  .meta({ id: 'Colleague' })

export const ColleaguesBody = pageOf(ColleagueBody).meta({ id: 'Colleagues' })

export const toSessionBody = (signedIn: SignedIn): z.infer<typeof SessionBody> => ({
  accessToken: signedIn.accessToken,
  refreshToken: signedIn.refreshToken,
  expiresIn: signedIn.expiresIn,
  membership: toMembershipBody(signedIn.membership),
  memberships: signedIn.memberships.map(toMembershipBody),
})

export function toMeBody(actor: Actor, schemeId: string, me: Me): z.infer<typeof MeBody> {
  const { membershipId, role, organisationId, organisationName, name } = actor
  return {
    account: { id: actor.accountId, name: me.accountName },
    membership: { id: membershipId, role, organisationId, organisationName, schemeId, schemeName: me.schemeName, name },
    isManager: actor.isManager,
    lastSignedInAt: me.lastSignedInAt?.toISOString() ?? null,
    secondFactor: {
      isSet: me.hasSecondFactor,
      isRequired: me.isSecondFactorRequired,
      recoveryCodesLeft: me.recoveryCodesLeft,
    },
    scheme: { id: schemeId, name: me.schemeName, isPractice: me.isPractice },
  }
}

export const toColleagueBody = ({
  id,
  name,
  label,
  role,
  organisationId,
  organisationName,
}: Colleague): z.infer<typeof ColleagueBody> => ({ id, name, label, role, organisationId, organisationName })

const toMembershipBody = (membership: Membership): z.infer<typeof MembershipBody> => ({
  id: membership.id,
  role: membership.role,
  organisationId: membership.organisationId,
  organisationName: membership.organisationName,
  schemeId: membership.schemeId,
  schemeName: membership.schemeName,
  name: membership.name,
})

export const PasswordResetBody = z
  .strictObject({ email: z.email('Enter an email address, like name@example.org').max(254) })
  .meta({ id: 'PasswordReset' })

export const FinishPasswordBody = z
  .strictObject({ token: LinkToken, password: Password })
  .meta({ id: 'FinishPassword' })

export const ChangePasswordBody = z.strictObject({ current: Password, new: Password }).meta({ id: 'ChangePassword' })

export const SetUpSecondFactorBody = z.strictObject({ password: Password }).meta({ id: 'SetUpSecondFactor' })
export const SecondFactorBody = z
  .object({
    secret: z.string().describe('For typing into the app; it is shown this once'),
    uri: z.string().describe('For a QR code that the app reads'),
  })
  .meta({ id: 'SecondFactor' })
export const CodeBody = z.strictObject({ code: Code }).meta({ id: 'Code' })
export const RemoveSecondFactorBody = z
  .strictObject({ password: Password, code: Code })
  .meta({ id: 'RemoveSecondFactor' })
export const RecoveryCodesBody = z
  .object({ recoveryCodes: z.array(z.string()).describe('Each works once; they are shown this once') })
  .meta({ id: 'RecoveryCodes' })

export const SecondFactorRuleBody = z
  .strictObject({ secondFactor: z.enum(SECOND_FACTOR_RULES) })
  .meta({ id: 'SecondFactorRule' })
