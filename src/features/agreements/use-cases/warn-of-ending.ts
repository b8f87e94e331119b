import { addDays } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { WARNING_DAYS } from '../kinds.ts'
import { findAdministratorsOrganisation, findEnding, hasAgreementOn } from '../store.ts'

/** A month before an agreement ends, and for a month after, somebody owes a new one; run each day, and again without harm. */
export async function warnOfEnding(context: SystemContext): Promise<void> {
  const { db, today } = context
  await db.transaction(async (tx) => {
    const ending = await findEnding(tx, { from: addDays(today(), -WARNING_DAYS), to: addDays(today(), WARNING_DAYS) })
    if (ending.length === 0) return
    const organisationId =
      (await findAdministratorsOrganisation(tx)) ?? (await getScheme(context)).settings.advisorServiceId
    for (const agreement of ending) {
      if (await hasAgreementOn(tx, agreement.organisationId, addDays(agreement.toOn, 1))) continue
      await openTask(tx, context, {
        kind: 'renew-agreement',
        subjectKind: 'organisation',
        subjectId: agreement.organisationId,
        organisationId,
        dueOn: agreement.toOn,
      })
    }
  })
}
