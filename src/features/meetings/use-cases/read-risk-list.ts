import type { Context } from '../../../platform/context.ts'
import { findRiskList, listRiskLines, type RiskLine, type RiskList } from '../store/risk-lists.ts'

/** The list that my organisation brought, and who of it is referred already; undefined when there is none. The look is recorded. */
export async function readRiskList(context: Context): Promise<{ list: RiskList; lines: RiskLine[] } | undefined> {
  const list = await findRiskList(context)
  return list === undefined ? undefined : { list, lines: await listRiskLines(context, list.id) }
}
