import { Refusal } from '../../../platform/problems.ts'
import type { SessionContext } from '../auth-context.ts'
import { signInKeys } from '../back-off.ts'
import { isPassword } from '../password-hashes.ts'
import { type Account, findAccountUnscoped, type Membership } from '../store/accounts.ts'
import { countFailure, findBlock, forgetFailures } from '../store/sign-in-failures.ts'
import { checkCode } from './check-code.ts'
import { refuseUntil } from './refuse-until.ts'

export type Credentials = {
  email: string
  password: string
  /** Of the device, or a recovery code: needed by whoever has set up a second factor. */
  code?: string | undefined
  membershipId?: string | undefined
  address: string
}

/**
 * Whose account it is, and the membership to work in. An unknown address, a wrong password and a disabled account get the
 * same answer in the same time. Whether a try counts is asked before the password is tried, to save the work, and again
 * after it, where it is decided for tries that came together.
 */
export async function proveAccount(
  context: SessionContext,
  credentials: Credentials,
): Promise<{ account: Account; membership: Membership }> {
  const { sql, now, newId } = context
  const at = now()
  const email = credentials.email.toLowerCase()
  const keys = signInKeys(email, credentials.address)
  refuseUntil(await findBlock(sql, keys, at), at)

  const account = await findAccountUnscoped(sql, { email })
  const isRight = await isPassword(account?.passwordHash ?? context.nobodysHash, credentials.password)
  if (account === undefined || account.isDisabled || !isRight) {
    refuseUntil(await countFailure(sql, keys, at, toRefused(account, newId)), at)
    throw new Refusal('wrong-email-or-password')
  }
  if (account.hasSecondFactor) {
    const { code } = credentials
    // Nothing is forgotten yet: a password alone is no success.
    if (code === undefined) throw new Refusal('second-factor-needed')
    if (!(await checkCode(context, { accountId: account.id, code }))) {
      refuseUntil(await countFailure(sql, keys, at, toRefused(account, newId)), at)
      throw new Refusal('wrong-code')
    }
  }
  refuseUntil(await forgetFailures(sql, keys, at), at)
  return { account, membership: chooseMembership(account, credentials.membershipId) }
}

const toRefused = (account: Account | undefined, newId: () => string) =>
  (account?.memberships ?? []).map(({ id, schemeId }) => ({
    auditId: newId(),
    accountId: account?.id ?? id,
    schemeId,
    membershipId: id,
  }))

/** The one asked for, or the one used last, or the first by name. */
function chooseMembership({ memberships }: Account, membershipId: string | undefined): Membership {
  const [first] = memberships
  if (first === undefined)
    throw new Refusal(
      'not-allowed',
      'Your account belongs to no organisation now. Ask the administrator of your scheme.',
    )
  if (membershipId === undefined)
    return memberships.reduce((best, other) => ((other.usedAt ?? 0) > (best.usedAt ?? 0) ? other : best), first)
  const chosen = memberships.find((membership) => membership.id === membershipId)
  if (chosen === undefined)
    throw new Refusal('not-allowed', 'You do not hold that membership. Sign in without membershipId to see yours.')
  return chosen
}
