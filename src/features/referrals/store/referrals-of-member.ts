import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { changeReferral } from '../store.ts'
import { advisorAlignments, referrals } from '../tables.ts'
import { insertAlignment } from './alignments.ts'

const openOf = (membershipId: string) =>
  and(eq(referrals.ownerId, membershipId), inArray(referrals.status, ['submitted', 'returned', 'accepted']))
const alignedTo = (membershipId: string) =>
  and(eq(advisorAlignments.membershipId, membershipId), isNull(advisorAlignments.untilOn))

export async function countReferralsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(referrals).where(openOf(membershipId))
  return row?.open ?? 0
}

const draftsOf = (membershipId: string) => and(eq(referrals.createdById, membershipId), eq(referrals.status, 'draft'))

export async function countDraftsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(referrals).where(draftsOf(membershipId))
  return row?.open ?? 0
}

/** What was begun and not sent is a colleague's to send or to leave: they are told before it goes by itself. */
export async function handOverDrafts(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx
    .update(referrals)
    .set({ createdById: to, version: sql`${referrals.version} + 1` })
    .where(draftsOf(from))
}

export async function countAlignmentsOf(tx: Tx, membershipId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(advisorAlignments).where(alignedTo(membershipId))
  return row?.open ?? 0
}

type HandOver = { from: string; to: string; note: string }

/** Open referrals get a new owner, and both sides read why. What is owed, and by when, stays as it was. */
export async function handOverReferrals(tx: Tx, context: Context, { from, to, note }: HandOver): Promise<void> {
  const owned = await tx.select().from(referrals).where(openOf(from)).orderBy(referrals.id).for('update')
  for (const referral of owned) {
    const changes = { ownerId: { from, to } }
    await changeReferral(tx, context, referral, { ownerId: to }, { step: 'allocate', at: context.now(), note, changes })
  }
}

/** A practice keeps an advisor who knows it. */
export async function handOverAlignments(tx: Tx, context: Context, { from, to }: HandOver): Promise<void> {
  const { schemeId, newId, today } = context
  const ended = await tx.update(advisorAlignments).set({ untilOn: today() }).where(alignedTo(from)).returning()
  for (const { practiceId } of ended)
    await insertAlignment(tx, { schemeId, id: newId(), membershipId: to, practiceId, fromOn: today() })
}
