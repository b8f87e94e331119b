import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { listClinicianNames } from '../store/clinicians.ts'

const LATELY_DAYS = 365

/** Who referred lately through this organisation, so that a name need not be typed twice. Names of staff alone. */
export async function listClinicians(context: Context): Promise<{ name: string; lastOn: string }[]> {
  const { db, actor, today } = context
  return listClinicianNames(db, actor, addDays(today(), -LATELY_DAYS))
}
