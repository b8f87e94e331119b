import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { owedAfter } from '../clock.ts'
import type { NewReferralBody } from '../contract.ts'
import { type BroughtState, milestonesOf } from '../imported.ts'
import { isService } from '../policy.ts'
import { changeReferral, findReferral, findReferralForUpdate, type Referral } from '../store.ts'
import { type BroughtReferral, makeReferral } from './make-referral.ts'

type Input = {
  referral: NewReferralBody
  brought: BroughtReferral
  state: BroughtState
  ownerId: string | undefined
  /** The next step's day as the earlier record had it. One that has passed is due anew. */
  nextOn: string | undefined
}

/**
 * Brings an open episode from an earlier record: written down as everybody's are, then put where it was. Its clock starts
 * today, so that what was late elsewhere does not hide what is late here. Repeated, it changes nothing.
 */
export async function bringReferral(context: Context, input: Input): Promise<Referral> {
  const { actor, db, now, today } = context
  const { brought, ownerId, nextOn } = input
  const scheme = await getScheme(context)
  const { targets, advisorServiceId, reviewAfterWeeks } = scheme.settings
  if (actor.role !== 'team-lead' || actor.organisationId !== advisorServiceId) throw new Refusal('not-allowed')
  if ((await findReferral(db, actor, brought.referralId)) === undefined)
    await makeReferral(context, { ...input.referral, submit: true }, { brought })

  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, brought.referralId)
    if (referral === undefined || !isService(actor, referral)) throw new Refusal('not-found')
    if (referral.status !== 'submitted') return referral
    const state = ownerId === undefined ? { ...input.state, stage: 'to-allocate' as const } : input.state
    const milestones = milestonesOf(state, { now: now(), today: today() })
    const isAhead = nextOn !== undefined && nextOn >= today()
    const reviewDueOn =
      state.stage === 'active'
        ? isAhead && nextOn > today()
          ? nextOn
          : addDays(today(), reviewAfterWeeks * 7)
        : state.stage === 'review-due'
          ? today()
          : null
    const placed = { ...referral, ...milestones, reviewDueOn, status: 'accepted' as const }
    const owed = owedAfter(placed, today(), targets)
    if (owed === undefined) throw new Error('An open referral that owes nothing')
    const dueOn = isAhead ? nextOn : state.stage === 'review-due' ? addWorkingDays(today(), targets.plan) : owed.dueOn
    if (input.referral.consent === undefined)
      await openTask(tx, context, {
        kind: 'ask-consent-to-refer',
        subjectKind: 'referral',
        subjectId: referral.id,
        organisationId: advisorServiceId,
        membershipId: ownerId,
        dueOn,
      })
    await recordAudit(tx, context, {
      action: 'referral.brought',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId: referral.personId,
      detail: { importId: brought.importId, stage: state.stage, to: ownerId ?? null },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { ...milestones, reviewDueOn, status: 'accepted', ownerId: ownerId ?? null, nextStep: owed.nextStep, dueOn },
      { step: 'accept', at: now(), note: 'Brought from an earlier record. The clock starts on this day.' },
    )
  })
}
