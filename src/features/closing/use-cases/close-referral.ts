import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { hasOpenNoReply } from '../../contacts/public.ts'
import { requireDeathRecorded } from '../../people/public.ts'
import { listOpenGoals } from '../../plans/public.ts'
import { changeReferral, type Referral, startReferralStep, tellOutside, tellReferrer } from '../../referrals/public.ts'
import { getListItem, getScheme, type Scheme } from '../../schemes/public.ts'
import type { CloseBody } from '../contract.ts'
import { referralClosed } from '../letters.ts'
import {
  goalFaults,
  hasTriedEnough,
  mayBeAskedAgain,
  needsAgreedPlan,
  TRIES_BEFORE_CLOSING,
  WAYS_BEFORE_CLOSING,
} from '../rules.ts'
import { insertClosing, listAttempts } from '../store.ts'
import { endEpisode, NOTHING_OWED } from './end-episode.ts'

/** Ends an episode: says what came of each goal and what is left for whom, ends what hangs on it, and tells the practice. */
export async function closeReferral(context: Context, input: CloseBody & { referralId: string }): Promise<Referral> {
  const { referralId, reason, summary } = input
  const { schemeId, newId, now, today, actor } = context
  const scheme = await getScheme(context)
  const { label } = getListItem(scheme, 'closure-reason', reason, '#/reason')
  const past = input.leftToDo.findIndex(({ by }) => by !== undefined && by < today())
  if (past >= 0) throw invalid(`#/leftToDo/${past}/by`, 'Enter a day that is not past')
  for (const [index, { by }] of input.leftToDo.entries()) refuseFarDays({ [`#/leftToDo/${index}/by`]: by }, today())
  const leftToDo = input.leftToDo.map(({ by, ...left }) => ({ ...left, by: by ?? null }))
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, referralId, 'close')
    await requireDeathRecorded(tx, { reason, personId: referral.personId })
    if (await hasOpenNoReply(tx, referralId))
      throw new Refusal(
        'not-possible',
        'Nobody has spoken to the person since they did not open: find out how they are first',
      )
    if (needsAgreedPlan(reason) && referral.planAgreedAt === null)
      throw new Refusal('not-possible', 'No plan was agreed with the person: choose the reason for which it ends now')
    if (reason === 'unable-to-contact') await requireTries(tx, referralId)
    const results = await matchGoals(tx, referralId, input.goalResults)

    const at = now()
    const closingId = newId()
    const about = { schemeId, referralId, personId: referral.personId }
    await insertClosing(
      tx,
      { ...about, id: closingId, reason, summary, leftToDo, closedAt: at, closedById: actor.membershipId },
      results.map(({ goalId, words, result, note }) => ({
        ...about,
        id: newId(),
        closingId,
        goalId,
        words,
        result,
        note,
      })),
    )
    await endEpisode(tx, context, referral, { reason, isFollowUpOwed: mayBeAskedAgain(reason) })
    const told = results.map((goal) => ({ ...goal, isSensitive: isSensitiveNeed(scheme, goal.need) }))
    await tellReferrer(tx, context, referral, { kind: 'referral-closed' }, (facts) =>
      referralClosed({ ...facts, reason: label, summary, goals: told, leftToDo }),
    )
    await tellOutside(tx, context, referral, { step: 'close', more: `Why it ended: ${label}.` })
    await recordAudit(tx, context, {
      action: 'referral.closed',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { reason },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { status, endedAt: at, endReason: reason, ...NOTHING_OWED },
      { step: 'close', at, reason, note: summary },
    )
  })
}

async function requireTries(tx: Tx, referralId: string): Promise<void> {
  if (hasTriedEnough(await listAttempts(tx, referralId))) return
  throw new Refusal(
    'not-possible',
    `Try to reach the person on ${TRIES_BEFORE_CLOSING} days, in ${WAYS_BEFORE_CLOSING} ways at least, before you close for this reason`,
  )
}

/** Each goal of the plan as it stands, in the person's words, with what came of it. */
async function matchGoals(tx: Tx, referralId: string, given: CloseBody['goalResults']) {
  const goals = await listOpenGoals(tx, referralId)
  const faults = goalFaults(goals, given)
  if (faults.length > 0) throw new Refusal('invalid-request', faults[0]?.detail, faults)
  return goals.flatMap(({ id: goalId, words, need }) =>
    given
      .filter((result) => result.goalId === goalId)
      .map(({ result, note }) => ({ goalId, words, need, result, note: note ?? null })),
  )
}

const isSensitiveNeed = ({ lists }: Scheme, need: string | null): boolean =>
  lists.need.some(({ code, isSensitive }) => code === need && isSensitive)
