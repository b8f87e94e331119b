import type { SystemContext, Tx } from '../../../platform/context.ts'
import { sendOut } from '../../messages/public.ts'
import { STATEMENT_LINK_DAYS, STATEMENT_PAGE } from '../statement-mail.ts'
import { findAddressees } from '../store/statements.ts'

const DAY_MS = 86_400_000

/** Mails a group the link to its statement: to each who works there, and to the mailbox of a group where nobody signs in. */
export async function sendStatement(
  tx: Tx,
  context: SystemContext,
  { statementId, providerId }: { statementId: string; providerId: string },
): Promise<void> {
  const { membershipIds, hasMailbox } = await findAddressees(tx, providerId)
  const notice = {
    channel: 'mail',
    event: 'statement',
    about: { subjectKind: 'funding-statement', subjectId: statementId },
    link: {
      purpose: 'statement',
      id: statementId,
      path: STATEMENT_PAGE,
      expiresAt: new Date(context.now().getTime() + STATEMENT_LINK_DAYS * DAY_MS),
    },
  } as const
  for (const membershipId of membershipIds)
    await sendOut(tx, context, { ...notice, to: { kind: 'member', membershipId } })
  if (hasMailbox) await sendOut(tx, context, { ...notice, to: { kind: 'organisation', organisationId: providerId } })
}
