import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReading, type Reading } from '../../referrals/public.ts'
import type { PlanRecord } from '../contract.ts'
import { cleaned, toHeardPlan } from '../heard.ts'
import { findPlanSeen } from '../store/read-plan.ts'
import { findAgreedVersion, findAgreement, findWriterName, listObjections, type PlanVersion } from '../store.ts'

/** The plan as both sides read it: the current version, or an earlier one. */
export const readPlan = (
  context: Context,
  input: { referralId: string; version?: number | undefined },
): Promise<PlanRecord> => lookAtPlan(context, input, 'plan.read')

/** The current version, to be printed: what left on paper is on record as such. */
export const printPlan = (context: Context, input: { referralId: string }): Promise<PlanRecord> =>
  lookAtPlan(context, input, 'plan.printed')

async function lookAtPlan(
  context: Context,
  input: { referralId: string; version?: number | undefined },
  action: 'plan.read' | 'plan.printed',
): Promise<PlanRecord> {
  const found = await findPlanSeen(context, input, action)
  if (found === undefined) throw new Refusal('not-found')
  const reading = await findReading(context.db, context, found.referral)
  return reading === undefined ? found.record : toHeardRecord(found.record, reading)
}

/** What the side that referred hears of it. */
const toHeardRecord = (record: PlanRecord, reading: Reading): PlanRecord => ({
  ...record,
  plan: { ...record.plan, content: toHeardPlan(record.plan.content, reading) },
  objections: record.objections.map((objection) => ({
    ...objection,
    answerNote: reading.level === 'everything' ? cleaned(objection.answerNote, reading) : null,
  })),
})

/** A version with everything that stands around it. */
export async function toRecord(tx: Tx, plan: PlanVersion): Promise<PlanRecord> {
  return {
    plan,
    writtenBy: await findWriterName(tx, plan),
    agreedVersion: await findAgreedVersion(tx, plan.referralId),
    agreement: await findAgreement(tx, plan.referralId, plan.version),
    objections: await listObjections(tx, plan.referralId),
  }
}
