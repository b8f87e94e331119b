import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findMembership } from '../../accounts/public.ts'
import { changePresence } from '../kept-presence.ts'
import type { Weekday } from '../kinds.ts'
import { mayEnterFor, mayKnowOf } from '../policy.ts'
import { listPatterns, savePattern, type WorkingPattern } from '../store.ts'

export type WorkingDays = { version: number; items: WorkingPattern[] }

/** On which weekdays somebody works from a day on. What was before stays as it was. */
export async function setWorkingDays(
  context: Context,
  input: { membershipId: string; fromOn: string; weekdays: Weekday[]; version: number | undefined },
): Promise<WorkingDays> {
  const { membershipId, fromOn, weekdays } = input
  return changePresence(context, async (tx) => {
    const member = await getColleague(tx, context, membershipId)
    if (!mayEnterFor(context.actor, member)) throw new Refusal('not-allowed', 'Ask the lead to enter it')
    const known = toWorkingDays(await listPatterns(tx, membershipId))
    if (known.version !== (input.version ?? 0)) throw new Refusal('changed-by-someone-else')
    refuseFarDays({ '#/fromOn': fromOn }, context.today())
    await savePattern(tx, context, { membershipId, fromOn, weekdays, version: known.version + 1 })
    await recordAudit(tx, context, {
      action: 'working-days.set',
      subjectKind: 'membership',
      subjectId: membershipId,
    })
    return toWorkingDays(await listPatterns(tx, membershipId))
  })
}

export async function readWorkingDays(
  context: Context,
  { membershipId }: { membershipId: string },
): Promise<WorkingDays> {
  await getColleague(context.db, context, membershipId)
  return toWorkingDays(await listPatterns(context.db, membershipId))
}

async function getColleague(db: Db | Tx, { actor }: Context, membershipId: string) {
  const member = await findMembership(db, membershipId)
  if (member === undefined || !mayKnowOf(actor, member)) throw new Refusal('not-found')
  return member
}

const toWorkingDays = (items: WorkingPattern[]): WorkingDays => ({
  version: Math.max(0, ...items.map(({ version }) => version)),
  items,
})
