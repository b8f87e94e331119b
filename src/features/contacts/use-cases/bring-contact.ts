import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type ContactWay, isWritten } from '../kinds.ts'
import { NO_OUTCOME } from '../rules.ts'
import { insertContact, isThere } from '../store.ts'
import { checkContact } from './check-contact.ts'
import { requireAccepted, startContactWork } from './start-contact-work.ts'

type Input = { referralId: string; on: string; way: ContactWay; workerId: string }

/**
 * The last contact of an earlier record, written down as one that happened, on the day on which it did. It has the id of the
 * episode that it came with: there is one. No milestone moves and nobody is told: the import says where the episode is.
 */
export async function bringContact(context: Context, { referralId, on, way, workerId }: Input): Promise<void> {
  const { schemeId, actor, now } = context
  await inTransaction(context, async (tx) => {
    const referral = await startContactWork(tx, context, referralId)
    requireAccepted(referral)
    if (await isThere(tx, referralId)) return
    const facts = {
      id: referralId,
      way,
      purpose: 'support' as const,
      workerId,
      plannedStart: null,
      plannedEnd: null,
      ...NO_OUTCOME,
      happened: true,
      happenedOn: on,
      attendance: isWritten(way) ? null : ('attended' as const),
      tookPart: null,
      note: null,
      noteSource: null,
      noteMark: null,
    }
    const day = await checkContact(tx, context, referral, facts)
    const made = { createdAt: now(), createdById: actor.membershipId }
    const recorded = { recordedAt: made.createdAt, recordedById: made.createdById }
    await insertContact(tx, { schemeId, referralId, personId: referral.personId, ...facts, day, ...made, ...recorded })
    await recordAudit(tx, context, {
      action: 'contact.brought',
      subjectKind: 'contact',
      subjectId: referralId,
      personId: referral.personId,
    })
  })
}
