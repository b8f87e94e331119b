import { z } from 'zod'
import { type Actor, ROLES } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import type { Me, Membership } from './store/accounts.ts'
import type { Colleague } from './store/memberships.ts'
import type { SignedIn } from './use-cases/sign-in.ts'

export const SignInBody = z
  .strictObject({
    email: z.email('Enter an email address, like name@example.org').max(254),
    password: z.string().min(1, 'Enter your password').max(1000),
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
    scheme: z.object({ id: z.uuid(), name: z.string(), isPractice: z.boolean() }),
  })
  .meta({ id: 'Me' })

export const ColleaguesQuery = PageQuery.extend({ role: z.enum(ROLES).optional() })

const ColleagueBody = z
  .object({
    id: z.uuid(),
    name: z.string(),
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
    scheme: { id: schemeId, name: me.schemeName, isPractice: me.isPractice },
  }
}

export const toColleagueBody = ({
  id,
  name,
  role,
  organisationId,
  organisationName,
}: Colleague): z.infer<typeof ColleagueBody> => ({ id, name, role, organisationId, organisationName })

const toMembershipBody = (membership: Membership): z.infer<typeof MembershipBody> => ({
  id: membership.id,
  role: membership.role,
  organisationId: membership.organisationId,
  organisationName: membership.organisationName,
  schemeId: membership.schemeId,
  schemeName: membership.schemeName,
  name: membership.name,
})
