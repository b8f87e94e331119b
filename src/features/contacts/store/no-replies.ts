import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Actor, Context, Tx } from '../../../platform/context.ts'
import { people } from '../../people/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import type { Found, Rung } from '../kinds.ts'
import { contacts, noReplies, noReplySteps } from '../tables.ts'

export type NoReply = typeof noReplies.$inferSelect
export type NoReplyStep = typeof noReplySteps.$inferSelect

/** Opens it for a contact unless it is open. Gives its id when it is new. */
export async function openNoReply(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  contact: { id: string; referralId: string; personId: string },
): Promise<string | undefined> {
  const { id: contactId, referralId, personId } = contact
  const [row] = await tx
    .insert(noReplies)
    .values({
      schemeId,
      id: newId(),
      contactId,
      referralId,
      personId,
      openedAt: now(),
      openedById: actor.membershipId,
    })
    .onConflictDoNothing()
    .returning({ id: noReplies.id })
  return row?.id
}

export type End = { found: Found; words: string }

export async function endNoReply(tx: Tx, { now, actor }: Context, id: string, end: End): Promise<NoReply> {
  const [row] = await tx
    .update(noReplies)
    .set({ endedAt: now(), endedById: actor.membershipId, ...end })
    .where(eq(noReplies.id, id))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** The open ones of an episode or of one contact. The caller holds the referral's lock. */
export async function findOpenNoReplies(
  tx: Tx,
  about: { referralId: string } | { contactId: string },
): Promise<NoReply[]> {
  return tx
    .select()
    .from(noReplies)
    .where(
      and(
        'referralId' in about ? eq(noReplies.referralId, about.referralId) : eq(noReplies.contactId, about.contactId),
        isNull(noReplies.endedAt),
      ),
    )
}

/** Whether somebody did not open and nobody has spoken to them since. The caller holds the referral's lock. */
export const hasOpenNoReply = async (tx: Tx, referralId: string): Promise<boolean> =>
  (await findOpenNoReplies(tx, { referralId })).length > 0

/** The episode of a path, when the actor may see it: its row is locked before the path's. */
export async function findReferralIdOfNoReply(tx: Tx, actor: Actor, noReplyId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ referralId: noReplies.referralId })
    .from(noReplies)
    .innerJoin(referrals, and(eq(referrals.schemeId, noReplies.schemeId), eq(referrals.id, noReplies.referralId)))
    .where(and(referralVisibleTo(actor), eq(noReplies.id, noReplyId)))
  return row?.referralId
}

export async function getNoReply(tx: Tx, noReplyId: string): Promise<NoReply> {
  const [row] = await tx.select().from(noReplies).where(eq(noReplies.id, noReplyId))
  if (row === undefined) throw new Error('A path of a locked referral is gone')
  return row
}

export async function insertStep(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  step: { noReplyId: string; rung: Rung; spokeTo: string | null; words: string },
): Promise<void> {
  await tx.insert(noReplySteps).values({ schemeId, id: newId(), at: now(), byId: actor.membershipId, ...step })
}

export async function listSteps(tx: Tx, noReplyIds: readonly string[]): Promise<NoReplyStep[]> {
  if (noReplyIds.length === 0) return []
  return tx
    .select()
    .from(noReplySteps)
    .where(inArray(noReplySteps.noReplyId, [...noReplyIds]))
    .orderBy(asc(noReplySteps.id))
}

export type NoReplyRow = NoReply & {
  reference: string
  givenName: string
  familyName: string
  bornOn: string
  /** Null also when the address is hidden. */
  postcode: string | null
  workerId: string
}

/** What is still open at the actor's service, the longest first. */
export async function listOpenRows(
  tx: Tx,
  actor: Actor,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<NoReplyRow[]> {
  const rows = await tx
    .select({
      noReply: noReplies,
      reference: referrals.reference,
      givenName: people.givenName,
      familyName: people.familyName,
      bornOn: people.bornOn,
      postcode: sql<
        string | null
      >`case when not is_address_hidden(${people.schemeId}, ${people.id}) then ${people.postcode} end`,
      workerId: contacts.workerId,
    })
    .from(noReplies)
    .innerJoin(referrals, and(eq(referrals.schemeId, noReplies.schemeId), eq(referrals.id, noReplies.referralId)))
    .innerJoin(people, and(eq(people.schemeId, noReplies.schemeId), eq(people.id, noReplies.personId)))
    .innerJoin(contacts, and(eq(contacts.schemeId, noReplies.schemeId), eq(contacts.id, noReplies.contactId)))
    .where(
      and(
        eq(referrals.advisorServiceId, actor.organisationId),
        referralVisibleTo(actor),
        isNull(noReplies.endedAt),
        after === undefined ? undefined : gt(noReplies.id, after),
      ),
    )
    .orderBy(asc(noReplies.id))
    .limit(limit + 1)
  return rows.map(({ noReply, ...rest }) => ({ ...noReply, ...rest }))
}
