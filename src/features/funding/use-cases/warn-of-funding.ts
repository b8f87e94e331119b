import type { SystemContext } from '../../../platform/context.ts'
import { sendOut } from '../../messages/public.ts'
import { isMailed, warningsOf } from '../rules.ts'
import { listRunningForUpdateUnscoped, setWarned } from '../store/agreements.ts'
import { listLeadsUnscoped } from '../store/statements.ts'

/** Mails the leads once when an agreement is nearly used, used up, or ends soon; run each day, and again without harm. */
export async function warnOfFunding(context: SystemContext): Promise<void> {
  const { db, today } = context
  await db.transaction(async (tx) => {
    const leads = await listLeadsUnscoped(tx)
    for (const agreement of await listRunningForUpdateUnscoped(tx, context)) {
      const due = warningsOf(agreement, today()).filter(isMailed)
      const isNew = due.some((warning) => !agreement.warned.includes(warning))
      // What is free again may run out again, and is said again.
      if (isNew || due.length < agreement.warned.length) await setWarned(tx, agreement.id, due)
      if (!isNew) continue
      for (const membershipId of leads)
        await sendOut(tx, context, {
          channel: 'mail',
          to: { kind: 'member', membershipId },
          event: 'funding',
          about: { subjectKind: 'funding-agreement', subjectId: agreement.id },
        })
    }
  })
}
