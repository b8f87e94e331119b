import { recordAudit } from '../../../platform/audit/record.ts'
import { monthOf, monthsBetween } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { type ReleasedCount, releaseCount } from '../../../platform/disclosure.ts'
import { invalid } from '../../../platform/problems.ts'
import { getScheme, labelOf } from '../../schemes/public.ts'
import { countUnmetNeeds } from '../store.ts'

const MOST_MONTHS = 36

export type UnmetNeed = { month: string; need: string; needLabel: string; area: string | null; n: ReleasedCount }

/**
 * What people needed and nothing offered. A commissioner reads closed months and no small number; a team lead, who may read
 * every one of these records, reads the numbers as they are, up to today.
 */
export async function reportUnmetNeeds(
  context: Context,
  { from, to }: { from: string; to: string },
): Promise<UnmetNeed[]> {
  const { actor, today, db, reportSql } = context
  const isReleased = actor.role === 'commissioner'
  if (from > to) throw invalid('#/querystring/from', 'Choose a first month that is not after the last one')
  if (isReleased && to >= monthOf(today())) throw invalid('#/querystring/to', 'Choose a last month that has ended')
  if (monthsBetween(from, to).length > MOST_MONTHS)
    throw invalid('#/querystring/from', `Choose ${MOST_MONTHS} months at most`)
  const scheme = await getScheme(context)
  const rows = await countUnmetNeeds(await reportSql(), { from: `${from}-01`, to: `${to}-01` })
  await db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'report.read',
      subjectKind: 'report',
      detail: { report: 'unmet-needs', from, to },
    }),
  )
  return rows.map((row) => ({
    ...row,
    needLabel: labelOf(scheme, 'need', row.need),
    n: isReleased ? releaseCount(row.n) : row.n,
  }))
}
