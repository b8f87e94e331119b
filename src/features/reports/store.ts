import type { Sql } from 'postgres'

/* Everything here is read as the report role: views that count, in the schema `report`, and no table. */

export const FUNNEL_STEPS = [
  'submitted',
  'accepted',
  'first-contact',
  'assessed',
  'plan-agreed',
  'placement-started',
  'closed',
  'declined',
  'withdrawn',
] as const
export type FunnelStep = (typeof FUNNEL_STEPS)[number]

export const CLOCKS = ['answer', 'first-contact', 'assessment', 'plan'] as const
export type Clock = (typeof CLOCKS)[number]

/** First and last month, both counted, as their first days. */
type Months = { from: string; to: string }

/** How many of the referrals sent in these months had got as far as each step when the last month ended. */
export async function countFunnel(sql: Sql, { from, to }: Months): Promise<Map<FunnelStep, number>> {
  const rows = await sql<{ step: FunnelStep; n: number }[]>`
    select step, sum(n)::integer as n from report.funnel
    where month between ${from}::date and ${to}::date and step_month <= ${to}::date and coalesce(undone_month > ${to}::date, true)
    group by step`
  return new Map(rows.map(({ step, n }) => [step, n]))
}

/** Episodes brought from an earlier record in these months: they are in no other figure. */
export async function countBrought(sql: Sql, { from, to }: Months): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select coalesce(sum(n), 0)::integer as n from report.brought where month between ${from}::date and ${to}::date`
  return row?.n ?? 0
}

export type WaitCounts = {
  clock: Clock
  reached: { workingDays: number; inTarget: boolean; n: number }[]
  openBreaches: number
}

/** Waits as they stood when the last month ended: what was reached later counts as open. */
export async function countWaits(sql: Sql, { from, to }: Months): Promise<WaitCounts[]> {
  const rows = await sql<{ clock: Clock; workingDays: number | null; isBreach: boolean; n: number }[]>`
    select clock, case when reached_month <= ${to}::date then working_days end as "workingDays",
      coalesce(breach_month <= ${to}::date, false) as "isBreach", sum(n)::integer as n
    from report.waits where month between ${from}::date and ${to}::date group by 1, 2, 3`
  return CLOCKS.map((clock) => {
    const own = rows.filter((row) => row.clock === clock)
    return {
      clock,
      reached: own.flatMap(({ workingDays, isBreach, n }) =>
        workingDays === null ? [] : [{ workingDays, inTarget: !isBreach, n }],
      ),
      openBreaches: own.reduce(
        (sum, { workingDays, isBreach, n }) => sum + (workingDays === null && isBreach ? n : 0),
        0,
      ),
    }
  })
}

/** Sums of one score over the pairs whose follow-up fell due in these months, and how many had a baseline at all. */
export type PairedSums = {
  instrument: string
  version: number
  scoreId: string
  nEligible: number
  nPaired: number
  sumBefore: number
  sumAfter: number
  sumChange: number
  sumChangeSquared: number
}

/** Pairs as they stood when the last month ended: a follow-up asked later is in a later report. */
export async function sumPairs(sql: Sql, { from, to }: Months): Promise<PairedSums[]> {
  return sql<PairedSums[]>`
    select instrument, instrument_version as version, score_id as "scoreId", sum(n_baselines)::integer as "nEligible",
      sum(n_pairs)::integer as "nPaired", sum(sum_before)::integer as "sumBefore", sum(sum_after)::integer as "sumAfter",
      sum(sum_change)::integer as "sumChange", sum(sum_change_squared)::integer as "sumChangeSquared"
    from report.paired_scores
    where month between ${from}::date and ${to}::date
      and (n_baselines > 0 or (follow_up_month <= ${to}::date and coalesce(until_month > ${to}::date, true)))
    group by 1, 2, 3`
}

/** How many people needed something in a month that was not there, by need and district of where they live. */
export async function countUnmetNeeds(
  sql: Sql,
  { from, to }: Months,
): Promise<{ month: string; need: string; area: string | null; n: number }[]> {
  return sql<{ month: string; need: string; area: string | null; n: number }[]>`
    select to_char(month, 'YYYY-MM') as month, need, area, n
    from report.unmet_needs where month between ${from}::date and ${to}::date
    order by month desc, n desc, need, area`
}
