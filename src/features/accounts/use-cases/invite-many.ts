import type { Context } from '../../../platform/context.ts'
import { type FieldError, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { Invitation } from '../store/invitations.ts'
import { inviteIn, type NewMember } from './invite-member.ts'

/** A row as it was read: somebody to invite, or what is wrong with it. */
export type InvitationRow = { member: NewMember } | { faults: FieldError[] }
export type InvitedRow = { invitation: Invitation } | { faults: FieldError[] }

/** Good rows are kept; what is wrong with the others is told for each. A refusal comes before anything is written. */
export async function inviteMany(context: Context, rows: readonly InvitationRow[]): Promise<InvitedRow[]> {
  return inTransaction(context, async (tx) => {
    const done: InvitedRow[] = []
    for (const row of rows) {
      if ('faults' in row) {
        done.push(row)
        continue
      }
      try {
        done.push({ invitation: await inviteIn(tx, context, row.member) })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const faults = error.errors.length > 0 ? [...error.errors] : [{ pointer: '#', detail: error.message }]
        done.push({ faults })
      }
    }
    return done
  })
}
