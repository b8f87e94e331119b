import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import type { NewMeasurementBody } from '../contract.ts'
import { isMeasurementThere } from '../store.ts'
import { keepMeasurement } from './record-measurement.ts'
import { settleMeasurement } from './settle-measurement.ts'

/** `id` is the caller's, so that the same answers brought twice are one measurement. */
type Input = NewMeasurementBody & { referralId: string; id: string; askedById: string }

/**
 * The answers of an earlier record, by the rules of everybody's. A follow-up that fell due elsewhere is due anew: the clocks of
 * what was brought start today.
 */
export async function bringMeasurement(context: Context, input: Input): Promise<void> {
  const { settings } = await getScheme(context)
  await inTransaction(context, async (tx) => {
    if (await isMeasurementThere(tx, input.id)) return
    const { referral, measurement } = await keepMeasurement(tx, context, input)
    await recordAudit(tx, context, {
      action: 'measurement.brought',
      subjectKind: 'measurement',
      subjectId: measurement.id,
      personId: referral.personId,
    })
    const from = addWorkingDays(context.today(), settings.targets.plan)
    await settleMeasurement(tx, context, referral, measurement, { from })
  })
}
