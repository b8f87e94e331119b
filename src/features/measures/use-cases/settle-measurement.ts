import { addDays, type Day } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import type { Referral } from '../../referrals/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { FOLLOW_UP_WINDOW, type Pair, pairMeasurements, planAgreedOn } from '../rules.ts'
import {
  type FinishedMeasurement,
  findMeasurementRow,
  listFinished,
  type Measurement,
  type MeasurementRow,
} from '../store.ts'

/** A measurement beside the others of its episode: only together do they say what changed. */
export type MeasurementInEpisode = {
  row: MeasurementRow
  finished: readonly FinishedMeasurement[]
  pairs: readonly Pair<FinishedMeasurement>[]
}

/** What a change of one measurement means for the episode: who must ask again and when, and how it reads beside the others. Nothing is owed before `owed.from`. */
export async function settleMeasurement(
  tx: Tx,
  context: Context,
  referral: Referral,
  measurement: Measurement,
  owed: { from?: Day } = {},
): Promise<MeasurementInEpisode> {
  const finished = await listFinished(tx, referral.id)
  const pairs = pairMeasurements(finished, planAgreedOn(referral))
  await oweFollowUp(tx, context, referral, { pairs, ...owed })
  return { row: await findMeasurementRow(tx, measurement.id), finished, pairs }
}

/** Somebody asks again, 12 weeks after the first baseline, until each has its follow-up. Nothing new is owed once the episode has ended. */
async function oweFollowUp(
  tx: Tx,
  context: Context,
  referral: Referral,
  { pairs, from }: { pairs: readonly Pair<FinishedMeasurement>[]; from?: Day },
): Promise<void> {
  const waiting = pairs.filter(({ followUp }) => followUp === undefined)
  const [first] = waiting.map(({ baseline }) => addDays(baseline.askedOn, FOLLOW_UP_WINDOW.from)).sort()
  const about = { kind: 'follow-up-measures', subjectId: referral.id } as const
  if (first === undefined) return closeTasksAbout(tx, context, { ...about, outcome: 'measured' })
  if (referral.status !== 'accepted') return
  await openTask(tx, context, {
    ...about,
    subjectKind: 'referral',
    organisationId: referral.advisorServiceId,
    ...(referral.ownerId === null ? {} : { membershipId: referral.ownerId }),
    dueOn: from !== undefined && first < from ? from : first,
  })
}
