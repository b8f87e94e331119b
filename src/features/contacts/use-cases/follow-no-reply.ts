import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import type { Found, Rung } from '../kinds.ts'
import {
  endNoReply as end,
  findReferralIdOfNoReply,
  getNoReply,
  insertStep,
  listSteps,
  type NoReply,
  type NoReplyStep,
} from '../store/no-replies.ts'
import { startContactWork } from './start-contact-work.ts'

export type NoReplyWithSteps = { noReply: NoReply; steps: NoReplyStep[]; order: readonly Rung[] }

/** Somebody was asked: who, and what they said. */
export async function takeRung(
  context: Context,
  input: { noReplyId: string; rung: Rung; spokeTo?: string | undefined; words: string },
): Promise<NoReplyWithSteps> {
  const { noReplyId, rung, spokeTo = null, words } = input
  return inTransaction(context, async (tx) => {
    const noReply = await startNoReplyWork(tx, context, noReplyId)
    await insertStep(tx, context, { noReplyId, rung, spokeTo, words })
    await audit(tx, context, noReply, 'no-reply.rung-taken', { rung })
    return { noReply, steps: await listSteps(tx, [noReplyId]), order: await orderOf(context) }
  })
}

/** Somebody has spoken to the person, or knows where they are: only that ends it. */
export async function endNoReply(
  context: Context,
  input: { noReplyId: string; found: Found; words: string },
): Promise<NoReplyWithSteps> {
  const { noReplyId, found, words } = input
  return inTransaction(context, async (tx) => {
    const noReply = await startNoReplyWork(tx, context, noReplyId)
    const ended = await end(tx, context, noReplyId, { found, words })
    await closeTasksAbout(tx, context, { kind: 'no-reply', subjectId: noReplyId, outcome: found })
    await audit(tx, context, noReply, 'no-reply.ended', { found })
    return { noReply: ended, steps: await listSteps(tx, [noReplyId]), order: await orderOf(context) }
  })
}

/** In which order the scheme has people asked. */
const orderOf = async (context: Context): Promise<readonly Rung[]> =>
  (await getScheme(context)).settings.safety.noReplyRungs

/** Open also when the referral has ended meanwhile: she is still behind that door. */
async function startNoReplyWork(tx: Tx, context: Context, noReplyId: string): Promise<NoReply> {
  const referralId = await findReferralIdOfNoReply(tx, context.actor, noReplyId)
  if (referralId === undefined) throw new Refusal('not-found')
  await startContactWork(tx, context, referralId)
  const noReply = await getNoReply(tx, noReplyId)
  if (noReply.endedAt !== null) throw new Refusal('already-done', 'It has ended: the person was found')
  return noReply
}

const audit = (tx: Tx, context: Context, noReply: NoReply, action: string, detail: Record<string, unknown>) =>
  recordAudit(tx, context, {
    action,
    subjectKind: 'no-reply',
    subjectId: noReply.id,
    personId: noReply.personId,
    detail,
  })
