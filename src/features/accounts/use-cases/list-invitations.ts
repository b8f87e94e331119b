import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { canManage } from '../policy.ts'
import { type Invitation, listInvitationRows } from '../store/invitations.ts'

type Query = { organisationId?: string | undefined; open: boolean; limit: number; after?: string | undefined }

/** The administrator reads the whole scheme's, a manager their own organisation's. */
export async function listInvitations(
  context: Context,
  { organisationId, open, limit, after }: Query,
): Promise<{ items: Invitation[]; next: string | null }> {
  const { actor, db } = context
  if (!canManage(actor)) throw new Refusal('not-allowed')
  const [before] = fromCursor(after, 1) ?? []
  const where = actor.role === 'administrator' ? organisationId : actor.organisationId
  const rows = await listInvitationRows(db, { organisationId: where, isOpen: open, before, limit })
  const page = toPage(rows, limit, (row) => [row.id])
  const shown = page.items.map(({ id }) => id)
  await db.transaction((tx) =>
    recordAudit(tx, context, { action: 'invitations.listed', subjectKind: 'invitation', detail: { shown } }),
  )
  return page
}
