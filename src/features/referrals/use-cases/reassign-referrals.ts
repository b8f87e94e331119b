import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { allocateReferral } from './allocate-referral.ts'

type Input = { referralIds: readonly string[]; membershipId: string; handoverNote: string }

/** What became of each: given to the colleague, or left where it is, and why. In the order in which they were asked for. */
export type Reassigned = { moved: string[]; stayed: { referralId: string; why: string }[] }

/** Undoes what was only tried. */
const TAKEN_BACK = new Error('A rehearsal ended')

/**
 * Hands many referrals to one colleague at once, each by the rules and with the event and audit of one. What cannot be
 * handed over stays where it is and does not hold up the rest.
 */
export function reassignReferrals(context: Context, input: Input): Promise<Reassigned> {
  return inTransaction(context, (tx) => reassignAll(tx, context, input))
}

/** What reassigning would do: it is done, and taken back. */
export async function previewReassignment(context: Context, input: Input): Promise<Reassigned> {
  let would: Reassigned | undefined
  try {
    await context.db.transaction(async (tx) => {
      would = await reassignAll(tx, context, input)
      throw TAKEN_BACK
    })
  } catch (error) {
    if (error !== TAKEN_BACK || would === undefined) throw error
  }
  return would as Reassigned // it was set before the rehearsal was taken back
}

/** Rows are locked in the order of their ids, so that two leads who hand over the same never wait for each other. */
async function reassignAll(tx: Tx, context: Context, { referralIds, membershipId, handoverNote }: Input) {
  const stays = new Map<string, string>()
  for (const referralId of [...new Set(referralIds)].sort()) {
    try {
      await allocateReferral(partOf(context, tx), { referralId, membershipId, handoverNote })
    } catch (error) {
      // Whom it is given to is wrong for all of them, and said as such.
      if (!(error instanceof Refusal) || error.errors.length > 0) throw error
      stays.set(referralId, error.message)
    }
  }
  const asked = [...new Set(referralIds)]
  return {
    moved: asked.filter((id) => !stays.has(id)),
    stayed: asked.flatMap((referralId) => {
      const why = stays.get(referralId)
      return why === undefined ? [] : [{ referralId, why }]
    }),
  }
}
