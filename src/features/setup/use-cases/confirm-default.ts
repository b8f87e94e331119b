import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { Confirmation } from '../kinds.ts'
import { type Confirmed, saveConfirmation } from '../store/readiness.ts'

/** Somebody looked at what the scheme begins with, and says that it is theirs; again, when they looked again. */
export async function confirmDefault(context: Context, { what }: { what: Confirmation }): Promise<Confirmed> {
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const at = now()
    await saveConfirmation(tx, context, { what, at })
    await recordAudit(tx, context, {
      action: 'scheme.default-confirmed',
      subjectKind: 'scheme',
      subjectId: context.schemeId,
      detail: { what },
    })
    return { what, at, by: actor.name }
  })
}
