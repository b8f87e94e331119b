import { addDays } from '../../../platform/clock.ts'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { findMembership } from '../../accounts/public.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { onDuty, standsInFor, weekdayNameOf } from '../presence.ts'
import { findPresence, listDutyRows } from '../store.ts'

export type Duty = {
  membershipId: string
  name: string
  organisationId: string
  phone: string | null
  /** Whether it is the cover of whoever the rota names first. */
  isCover: boolean
}

/** Who is on duty now; undefined when the rota names nobody who is here: then it is the leads'. */
export async function findDuty(db: Db | Tx, context: SystemContext): Promise<Duty | undefined> {
  const duty = onDuty(await findPresence(db, context))
  const member = duty === undefined ? undefined : await findMembership(db, duty.membershipId)
  if (duty === undefined || member === undefined) return undefined
  return { ...duty, name: member.name, organisationId: member.organisationId }
}

/** Who does somebody's work today: themselves, or who stands in; undefined when all of them are away. */
export async function whoStandsFor(
  db: Db | Tx,
  context: SystemContext,
  membershipId: string,
): Promise<string | undefined> {
  return standsInFor(await findPresence(db, context), membershipId)
}

const DAYS_AHEAD = 10

/** How many of the coming working days have nobody on the rota: what is missing before going live. */
export async function countDaysWithoutDuty(db: Db, { today }: SystemContext): Promise<number> {
  const days: string[] = []
  for (let day = addWorkingDays(today(), 0); days.length < DAYS_AHEAD; day = addWorkingDays(day, 1)) days.push(day)
  const to = days.at(-1) ?? addDays(today(), DAYS_AHEAD)
  const rows = await listDutyRows(db, { from: today(), to })
  const isNamed = (day: string) =>
    rows.some(({ onDay, weekday, fromOn, untilOn }) =>
      onDay === null
        ? weekday === weekdayNameOf(day) && (fromOn ?? day) <= day && (untilOn === null || day <= untilOn)
        : onDay === day,
    )
  return days.filter((day) => !isNamed(day)).length
}
