import { recordAudit } from '../../../platform/audit/record.ts'
import type { LightLinks } from '../../../platform/light-links.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import type { SessionContext } from '../auth-context.ts'
import { type SignInKeys, signInKeys } from '../back-off.ts'
import { readCommonPasswords } from '../common-passwords.ts'
import { hashPassword, isPassword } from '../password-hashes.ts'
import { findPasswordFault } from '../password-rules.ts'
import { findAccountUnscoped, findLastStop, insertAccount, joinOrganisation } from '../store/accounts.ts'
import {
  acceptInvitationUnscoped,
  findLinkedInvitationForUpdateUnscoped,
  findLiveInvitationUnscoped,
  isPasswordStill,
} from '../store/invitations.ts'
import { countFailure, findBlock, forgetFailures } from '../store/sign-in-failures.ts'
import { checkCode } from './check-code.ts'
import { invitationOver } from './look-at-invitation.ts'
import { refuseUntil } from './refuse-until.ts'

type Acceptance = {
  token: string
  password: string
  name?: string | undefined
  /** Of the device, or a recovery code: needed by whoever has an account with a second factor. */
  code?: string | undefined
  address: string
}

/**
 * Somebody joins by the link that was mailed to them. Who is new chooses a password; who has an account, in this scheme or
 * another, confirms with the one they have. Only the holder of the link learns which of the two they are.
 */
export async function acceptInvitation(
  context: SessionContext,
  links: LightLinks,
  input: Acceptance,
): Promise<{ membershipId: string }> {
  const { sql, db, now, newId } = context
  const { token, password } = input
  const at = now()
  const link = links.read('invitation', token, at)
  const seen = link && (await findLiveInvitationUnscoped(sql, link, at))
  if (link === undefined || seen === undefined) throw invitationOver()
  const keys = signInKeys(seen.email, input.address)
  refuseUntil(await findBlock(sql, keys, at), at)

  const account = await findAccountUnscoped(sql, { email: seen.email })
  if (account === undefined) {
    const fault = findPasswordFault(password, seen.email, await readCommonPasswords())
    if (fault !== undefined) throw invalid('#/password', fault)
  } else if (!(await isPassword(account.passwordHash, password)) || account.isDisabled) {
    refuseUntil(await countFailure(sql, keys, at, []), at)
    throw new Refusal(
      'wrong-email-or-password',
      'Enter the password that you sign in with already; if you do not know it, ask for a new one first',
    )
  } else {
    if (account.hasSecondFactor) await requireCode(context, { accountId: account.id, code: input.code, keys, at })
    refuseUntil(await forgetFailures(sql, keys, at), at)
  }
  const passwordHash = account?.passwordHash ?? (await hashPassword(password))

  return db.transaction(async (tx) => {
    const invitation = await findLinkedInvitationForUpdateUnscoped(tx, link)
    if (
      invitation === undefined ||
      invitation.acceptedAt !== null ||
      invitation.revokedAt !== null ||
      invitation.expiresAt <= at
    )
      throw invitationOver()
    const { schemeId, organisationId, role, email, asManager } = invitation
    const name = input.name ?? account?.name ?? invitation.name
    const made =
      account === undefined
        ? await insertAccount(tx, { id: newId(), email, name, passwordHash, createdAt: at })
        : undefined
    const accountId = account?.id ?? made?.id
    if (accountId === undefined || (account !== undefined && !(await isPasswordStill(tx, account.id, passwordHash))))
      throw new Refusal('request-in-flight', 'The account changed at this moment: try again')

    const stopped = await findLastStop(tx, { schemeId, accountId, organisationId, role })
    if (stopped !== undefined && stopped > invitation.invitedAt) throw invitationOver()
    const membership = {
      schemeId,
      id: newId(),
      accountId,
      organisationId,
      role,
      name,
      isManager: asManager,
      createdAt: at,
    }
    const { id: membershipId } = await joinOrganisation(tx, membership)
    await acceptInvitationUnscoped(tx, link, { at, membershipId })
    const created = { action: 'account.created', subjectKind: 'account', subjectId: accountId }
    const joined = {
      action: 'invitation.accepted',
      subjectKind: 'invitation',
      subjectId: invitation.id,
      detail: { accountId, membershipId, organisationId, role },
    }
    await recordAudit(tx, { ...context, schemeId }, ...(made === undefined ? [joined] : [created, joined]))
    return { membershipId }
  })
}

/** A link and a password open no account that has a second factor: whoever holds a mailbox would join as somebody else. */
async function requireCode(
  context: SessionContext,
  { accountId, code, keys, at }: { accountId: string; code: string | undefined; keys: SignInKeys; at: Date },
): Promise<void> {
  if (code === undefined) throw new Refusal('second-factor-needed')
  if (await checkCode(context, { accountId, code })) return
  refuseUntil(await countFailure(context.sql, keys, at, []), at)
  throw new Refusal('wrong-code')
}
