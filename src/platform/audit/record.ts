import type { Actor, SystemContext, Tx } from '../context.ts'
import { auditTail } from '../tables.ts'
import type { AuditMark } from './marks.ts'

/** `subjectId` is what was touched, `personId` whose record it is, `detail` ids and codes, never free text. */
export type AuditEntry = {
  action: string
  subjectKind: string
  subjectId?: string
  personId?: string
  detail?: Record<string, unknown>
  /** That it was more than a look, as a print or a whole caseload. */
  mark?: AuditMark
}

/** Who records: somebody signed in, or the system itself. */
type Recorder = Pick<SystemContext, 'schemeId' | 'newId' | 'now'> & { actor?: Actor }

/** Records what somebody did or saw, in the transaction in which they did or saw it. */
export async function recordAudit(tx: Tx, context: Recorder, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const membershipId = context.actor?.membershipId ?? null
  const at = context.now()
  await tx.insert(auditTail).values(
    entries.map(({ mark, detail, ...entry }) => ({
      schemeId: context.schemeId,
      id: context.newId(),
      at,
      membershipId,
      ...entry,
      ...(mark === undefined ? { detail } : { detail: { ...detail, mark } }),
    })),
  )
}
