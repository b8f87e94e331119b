import { recordAudit } from '../../../platform/audit/record.ts'
import type { Role } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import type { AuthContext } from '../auth-context.ts'
import { readCommonPasswords } from '../common-passwords.ts'
import { hashPassword } from '../password-hashes.ts'
import { findPasswordFault } from '../password-rules.ts'
import { canBeHeldAt, ROLE_FACTS } from '../roles.ts'
import { findAccountId, findOrganisationKindsUnscoped, insertAccount, openMembership } from '../store/accounts.ts'

type NewAccount = {
  email: string
  name: string
  password: string
  schemeId: string
  organisationId: string
  role: Role
}

type CreatedAccount = { accountId: string; membershipId: string; isNew: boolean }

/**
 * Makes an account with its first membership. When somebody has the address already, they get the membership and keep
 * their name and their password.
 */
export async function createAccount(context: AuthContext, input: NewAccount): Promise<CreatedAccount> {
  const { db, newId, now } = context
  const { name, password, schemeId, organisationId, role } = input
  const email = input.email.trim().toLowerCase()
  const fault = findPasswordFault(password, email, await readCommonPasswords())
  if (fault !== undefined) throw invalid('#/password', fault)
  const passwordHash = await hashPassword(password)
  const at = now()

  return db.transaction(async (tx) => {
    const kinds = await findOrganisationKindsUnscoped(tx, { schemeId, organisationId })
    if (kinds === undefined) throw invalid('#/organisationId', 'Choose an organisation of the scheme')
    if (!canBeHeldAt(role, kinds))
      throw invalid('#/role', `A ${role} works at an organisation of kind ${ROLE_FACTS[role].heldAt.join(' or ')}`)

    const made = await insertAccount(tx, { id: newId(), email, name, passwordHash, createdAt: at })
    const accountId = made?.id ?? (await findAccountId(tx, email))
    if (accountId === undefined) throw new Error('An account is there and not there')
    const membership = await openMembership(tx, {
      schemeId,
      id: newId(),
      accountId,
      organisationId,
      role,
      name,
      createdAt: at,
    })
    if (membership === undefined) throw new Refusal('already-done', 'The account holds this membership already')

    const isNew = made !== undefined
    const opened = {
      action: 'membership.opened',
      subjectKind: 'membership',
      subjectId: membership.id,
      detail: { accountId, organisationId, role },
    }
    const created = { action: 'account.created', subjectKind: 'account', subjectId: accountId }
    await recordAudit(tx, { ...context, schemeId }, ...(isNew ? [created, opened] : [opened]))
    return { accountId, membershipId: membership.id, isNew }
  })
}
