import { addDays } from '../../../platform/clock.ts'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import { findMembership } from '../../accounts/public.ts'
import { isWorkingDay } from '../../schemes/public.ts'
import { isOnRota, onDuty } from '../presence.ts'
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

const DAYS_AHEAD = 14

/** How many working days of the coming two weeks have nobody on the rota. */
export async function countDaysWithoutDuty(db: Db, { today }: SystemContext): Promise<number> {
  const from = today()
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(from, ahead)).filter(isWorkingDay)
  const rows = await listDutyRows(db, { from, to: addDays(from, DAYS_AHEAD) })
  return days.filter((day) => !rows.some((line) => isOnRota(line, day))).length
}
