import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { changePresence } from '../kept-presence.ts'
import type { Weekday } from '../kinds.ts'
import { mayBeOnDuty } from '../policy.ts'
import { type DutyRow, endDutyRow, insertDuty, listDutyRows } from '../store.ts'

export type NewDuty = {
  onDay?: string | undefined
  weekday?: Weekday | undefined
  fromOn?: string | undefined
  untilOn?: string | undefined
  startsAt?: string | undefined
  endsAt?: string | undefined
  membershipId: string
  coverId?: string | undefined
  phone?: string | undefined
}

/** Names who is on duty, and who stands in: on one day, or each week. */
export async function nameDuty(context: Context, input: NewDuty): Promise<DutyRow> {
  const { actor, schemeId, newId, now, today } = context
  return changePresence(context, async (tx) => {
    for (const [field, id] of [['membershipId', input.membershipId] as const, ['coverId', input.coverId] as const]) {
      const member = id === undefined ? undefined : await findMembership(tx, id)
      if (id !== undefined && (member === undefined || !mayBeOnDuty(actor, member)))
        throw invalid(`#/${field}`, 'Choose somebody of the service who works here now')
    }
    refuseFarDays({ '#/onDay': input.onDay, '#/fromOn': input.fromOn, '#/untilOn': input.untilOn }, today())
    const weekly = input.weekday === undefined ? {} : { fromOn: input.fromOn ?? today() }
    const made = { createdAt: now(), createdById: actor.membershipId }
    const duty = await insertDuty(tx, { ...input, ...weekly, schemeId, id: newId(), ...made })
    await audit(tx, context, duty, 'named')
    return duty
  })
}

export async function endDuty(context: Context, { dutyId }: { dutyId: string }): Promise<DutyRow> {
  return changePresence(context, async (tx) => {
    const duty = await endDutyRow(tx, context, dutyId)
    if (duty === undefined) throw new Refusal('not-found')
    await audit(tx, context, duty, 'ended')
    return duty
  })
}

/** The lines of the rota that say something of these days. */
export const listDuty = (
  { db, today }: Context,
  { from = today(), to = from }: { from?: string | undefined; to?: string | undefined },
): Promise<DutyRow[]> => listDutyRows(db, { from, to })

const audit = (tx: Tx, context: Context, { id, membershipId, coverId }: DutyRow, what: string) =>
  recordAudit(tx, context, {
    action: `duty.${what}`,
    subjectKind: 'duty',
    subjectId: id,
    detail: { membershipId, coverId },
  })
