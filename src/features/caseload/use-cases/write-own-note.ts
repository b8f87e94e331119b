import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferral } from '../../referrals/public.ts'
import { type OwnNote, putOwnNote } from '../store.ts'

/** Writes beside a line of the caseload what the worker wants to remember: theirs alone, and no part of the record. */
export async function writeOwnNote(
  context: Context,
  { referralId, ...words }: { referralId: string } & Partial<Record<keyof OwnNote, string | null | undefined>>,
): Promise<OwnNote> {
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    const kept = { next: words.next || null, nextOn: words.nextOn || null, note: words.note || null }
    await putOwnNote(tx, context, referralId, kept)
    await recordAudit(tx, context, {
      action: 'caseload.note-written',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
    })
    return kept
  })
}
