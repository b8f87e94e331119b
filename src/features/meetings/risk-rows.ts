import type { Column } from '../../platform/spreadsheets/find-header.ts'
import { normaliseNhsNumber } from '../people/public.ts'

/** What a practice's clinical system gives out: who, and how high the risk is; whatever else stands there is not taken. */
export const RISK_COLUMNS: readonly Column[] = [
  {
    field: 'nhsNumber',
    heading: 'NHS number',
    aliases: ['nhs no', 'nhs', 'nhs num'],
    isNeeded: true,
    help: 'Ten digits',
  },
  {
    field: 'tier',
    heading: 'Risk',
    aliases: ['tier', 'risk tier', 'risk level', 'risk band', 'risk score', 'score', 'frailty', 'efi'],
    isNeeded: false,
    help: 'As the practice says it',
  },
]

export type RiskRow = { number: number; nhsNumber: string; tier: string }
/** A row that was not taken: its number in the file, and why; nothing that stood in it. */
export type WrongRow = { row: number; why: string }

export const MOST_RISK_ROWS = 2_000
const LONGEST_TIER = 60

/** Sorts the rows of a file into those that can be taken, each person once, and those that cannot. */
export function readRiskRows(rows: readonly RiskRow[]): {
  lines: { nhsNumber: string; tier: string }[]
  wrong: WrongRow[]
} {
  const lines = new Map<string, string>()
  const wrong: WrongRow[] = []
  for (const { number, nhsNumber: typed, tier } of rows) {
    const nhsNumber = normaliseNhsNumber(typed)
    if (nhsNumber === undefined)
      wrong.push({ row: number, why: 'This is no NHS number: look for a digit that is wrong' })
    else if (lines.has(nhsNumber)) wrong.push({ row: number, why: 'This NHS number stands further up already' })
    else if (tier.length > LONGEST_TIER)
      wrong.push({ row: number, why: `Shorten the risk to ${LONGEST_TIER} characters` })
    else lines.set(nhsNumber, tier)
  }
  return { lines: [...lines].map(([nhsNumber, tier]) => ({ nhsNumber, tier })), wrong }
}
