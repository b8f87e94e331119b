import type { Context } from '../../../platform/context.ts'
import { idBeside } from '../../../platform/ids.ts'
import { Refusal } from '../../../platform/problems.ts'
import { bringContact } from '../../contacts/public.ts'
import { bringMeasurement, bringScore } from '../../measures/public.ts'
import { bringPlacement } from '../../placements/public.ts'
import { bringReferral } from '../../referrals/public.ts'
import type { RowFault } from '../kinds.ts'
import type { CaseloadRow } from './read-caseload-row.ts'
import { NO_PLACE_LEFT } from './read-places.ts'

type Row = { importId: string; rowId: string; ready: CaseloadRow; faults: readonly RowFault[] }
export type BroughtRow = { id: string; version: number; faults: RowFault[] }

/**
 * Writes a row of a caseload, each thing of it through its own use-case. Without the episode there is no row; a place or a score
 * that is refused is said on it, and stands in the note of the episode. All of it may be asked for again.
 */
export async function bringCaseloadRow(context: Context, row: Row): Promise<BroughtRow> {
  const { importId, rowId, ready } = row
  const { referral, state, ownerId, nextOn, lastContact, note, places, firstScores } = ready
  const brought = { importId, referralId: rowId, referredOn: state.referredOn, note }
  const { id: referralId, version } = await bringReferral(context, { referral, brought, state, ownerId, nextOn })
  if (lastContact !== undefined) await bringContact(context, { referralId, ...lastContact })

  // What the dry run counted is decided now.
  const faults = row.faults.filter(({ message }) => message !== NO_PLACE_LEFT)
  const orWarn = async (field: string, useCase: Promise<void>) => {
    try {
      await useCase
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      faults.push({ field, level: 'warning', message: `Kept as a note: ${error.message}` })
    }
  }
  for (const place of places) {
    const placementId = idBeside(referralId, `placement ${place.activityId}`)
    await orWarn('placements', bringPlacement(context, { referralId, placementId, ...place }))
  }
  for (const answered of firstScores.measurements) {
    const id = idBeside(referralId, `measurement ${answered.instrument}`)
    const asked = { respondent: 'person', language: 'en', ...answered } as const
    await orWarn('scores', bringMeasurement(context, { referralId, id, ...asked }))
  }
  for (const score of firstScores.scores) await orWarn('scores', bringScore(context, { referralId, ...score }))
  return { id: referralId, version, faults }
}
