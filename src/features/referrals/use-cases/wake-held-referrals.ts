import type { SystemContext } from '../../../platform/context.ts'
import { openTask } from '../../tasks/public.ts'
import { findHoldsOver } from '../store.ts'
import { resume } from './resume-referral.ts'

const BATCH = 100

/** Wakes every referral whose hold is over and tells its owner; run each day, and again without harm. */
export async function wakeHeldReferrals(context: SystemContext): Promise<void> {
  const { db, today } = context
  let woken = 0
  do {
    woken = await db.transaction(async (tx) => {
      const held = await findHoldsOver(tx, today(), BATCH)
      for (const referral of held) {
        const { dueOn, ownerId, ownerOrganisationId } = await resume(tx, context, referral)
        await openTask(tx, context, {
          kind: 'hold-ended',
          subjectKind: 'referral',
          subjectId: referral.id,
          organisationId: ownerOrganisationId,
          ...(ownerId === null ? {} : { membershipId: ownerId }),
          dueOn: dueOn ?? today(),
        })
      }
      return held.length
    })
  } while (woken === BATCH)
}
