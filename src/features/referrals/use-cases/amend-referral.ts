import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { ReferralPatch } from '../contract.ts'
import { changeReferral, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/**
 * The one way to change what a referral says. A draft is simply changed; once it was sent, each change says why, and both
 * sides read what it was and what it is.
 */
export async function amendReferral(
  context: Context,
  input: { referralId: string; version: number; patch: ReferralPatch },
): Promise<Referral> {
  const { referralId, version, patch } = input
  const { why, ...fields } = patch
  const scheme = await getScheme(context)
  for (const [index, need] of (fields.needs ?? []).entries()) getListItem(scheme, 'need', need, `#/needs/${index}`)
  if (why !== undefined) getListItem(scheme, 'amendment-reason', why.reason, '#/why/reason')

  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, referralId, 'amend')
    if (referral.version !== version) throw new Refusal('changed-by-someone-else')
    const changes = changesOf(referral, fields)
    const after = { ...referral, ...toValues(changes) }
    if (after.homeVisitRisk === 'known' && after.homeVisitRiskNote === null)
      throw invalid('#/homeVisitRiskNote', 'Say what the risk is')
    if (Object.keys(changes).length === 0) return referral
    if (referral.status !== 'draft' && why === undefined) throw invalid('#/why', 'Say why you change what was sent')

    await recordAudit(tx, context, {
      action: 'referral.amended',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { fields: Object.keys(changes) },
    })
    const event = { step: 'amend' as const, at: context.now(), reason: why?.reason, note: why?.note, changes }
    return changeReferral(tx, context, referral, toValues(changes), referral.status === 'draft' ? undefined : event)
  })
}

type Changes = Record<string, { from: unknown; to: unknown }>

function changesOf(referral: Referral, fields: Omit<ReferralPatch, 'why'>): Changes {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const before = referral as Record<string, unknown>
  return Object.fromEntries(
    given
      .filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value))
      .map(([key, value]) => [key, { from: before[key], to: value }]),
  )
}

/** The keys come from the patch's schema, each of which is a column. */
const toValues = (changes: Changes): Partial<Referral> =>
  Object.fromEntries(Object.entries(changes).map(([key, { to }]) => [key, to]))
