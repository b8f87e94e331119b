import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Context, Tx } from '../../platform/context.ts'
import { organisations } from '../organisations/tables.ts'
import { wasShared } from '../placements/public.ts'
import { destructionRequests } from './tables.ts'

export type DestructionRequest = typeof destructionRequests.$inferSelect

/** Somebody who received something: an organisation, or who asked from outside, by the referral they were answered about. */
export type Receiver = { organisationId: string | null; referralId: string | null; name: string }

type About = {
  schemeId: string
  personIds: readonly string[]
  recipientId: string | null
  serviceId: string
  requireAgreements: boolean
}

/**
 * Unscoped: who holds something of these records of one human, by a message, by a name they were told, or by an answer. What
 * was taken back counts as well: it was received. A group that said yes and still waits for the person's word or the paper has
 * been told nobody.
 */
export async function listReceiversUnscoped(tx: Tx, about: About): Promise<Receiver[]> {
  const { schemeId, personIds, recipientId, serviceId, requireAgreements } = about
  const ids = sql.param([...personIds])
  const rows = await tx.execute<Receiver>(sql`
    select organisations.id as "organisationId", null::uuid as "referralId", organisations.name from organisations
    where organisations.scheme_id = ${schemeId}::uuid and organisations.id <> ${serviceId}::uuid
      and (${recipientId}::uuid is null or organisations.id = ${recipientId}::uuid)
      and (exists (select from messages where messages.scheme_id = organisations.scheme_id
          and messages.organisation_id = organisations.id and messages.person_id = any(${ids}::uuid[]))
        or exists (select from placements where placements.scheme_id = organisations.scheme_id
          and placements.provider_id = organisations.id and placements.person_id = any(${ids}::uuid[]) and accepted_at is not null
          and ${wasShared({ requireAgreements, advisorServiceId: serviceId })}))
    union all
    select null, referrals.id, outside_referrer->>'name' from referrals
    where referrals.scheme_id = ${schemeId}::uuid and person_id = any(${ids}::uuid[]) and ${recipientId}::uuid is null
      and outside_referrer is not null
      and exists (select from outgoing_messages where outgoing_messages.scheme_id = referrals.scheme_id
        and subject_id = referrals.id and recipient_kind = 'outside' and status <> 'stopped')
    order by 3, 1, 2`)
  return [...rows]
}

/** Opens a request for each, unless the same one is open. Gives the new ones. */
export async function insertRequests(
  tx: Tx,
  { schemeId, newId, now }: Context,
  { personId, consentId, receivers }: { personId: string; consentId: string; receivers: readonly Receiver[] },
): Promise<(Receiver & { id: string })[]> {
  const opened: (Receiver & { id: string })[] = []
  for (const receiver of receivers) {
    const { organisationId, referralId } = receiver
    const [row] = await tx
      .insert(destructionRequests)
      .values({ schemeId, id: newId(), personId, consentId, organisationId, referralId, openedAt: now() })
      .onConflictDoNothing()
      .returning({ id: destructionRequests.id })
    if (row !== undefined) opened.push({ ...receiver, id: row.id })
  }
  return opened
}

/** Locks it: of two who write the answer down at once, one did. */
export async function findRequestForUpdate(tx: Tx, requestId: string): Promise<DestructionRequest | undefined> {
  const [row] = await tx.select().from(destructionRequests).where(eq(destructionRequests.id, requestId)).for('update')
  return row
}

export async function answerRequest(
  tx: Tx,
  requestId: string,
  changes: Partial<DestructionRequest>,
): Promise<DestructionRequest> {
  const [row] = await tx
    .update(destructionRequests)
    .set(changes)
    .where(and(eq(destructionRequests.id, requestId), isNull(destructionRequests.recordedAt)))
    .returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

export type RequestRow = DestructionRequest & { organisationName: string | null }

export async function listRequests(tx: Tx, personIds: readonly string[]): Promise<RequestRow[]> {
  const rows = await tx
    .select({ request: destructionRequests, organisationName: organisations.name })
    .from(destructionRequests)
    .leftJoin(
      organisations,
      and(
        eq(organisations.schemeId, destructionRequests.schemeId),
        eq(organisations.id, destructionRequests.organisationId),
      ),
    )
    .where(inArray(destructionRequests.personId, [...personIds]))
    .orderBy(asc(destructionRequests.id))
  return rows.map(({ request, organisationName }) => ({ ...request, organisationName }))
}

export type ToldRow = {
  id: string
  thing: 'message' | 'name-and-card' | 'answer-outside'
  kind: string
  organisationId: string | null
  organisationName: string | null
  at: Date
  isSensitive: boolean
}

/** Unscoped: who was told what kind of thing of these records, and when; the caller says who may ask. No words of it. */
export async function listToldOfPersonUnscoped(
  tx: Tx,
  { schemeId, personIds, serviceId, requireAgreements }: Omit<About, 'recipientId'>,
): Promise<ToldRow[]> {
  const ids = sql.param([...personIds])
  const rows = await tx.execute<Omit<ToldRow, 'at'> & { at: string }>(sql`
    with told as (
      select messages.id, 'message' as thing, kind, organisation_id, sent_at as at, false as sensitive from messages
      where messages.scheme_id = ${schemeId}::uuid and person_id = any(${ids}::uuid[])
      union all
      select placements.id, 'name-and-card', 'placement', placements.provider_id, accepted_at,
        exists (select from activities join scheme_list_items as item on item.scheme_id = activities.scheme_id
          and item.list = 'activity-category' and item.code = activities.category and item.is_sensitive
          where activities.scheme_id = placements.scheme_id and activities.id = placements.activity_id)
      from placements
      where placements.scheme_id = ${schemeId}::uuid and person_id = any(${ids}::uuid[]) and accepted_at is not null
        and ${wasShared({ requireAgreements, advisorServiceId: serviceId })}
      union all
      select outgoing_messages.id, 'answer-outside', event, null, coalesce(sent_at, posted_on::timestamptz, done_at), false
      from outgoing_messages join referrals on referrals.scheme_id = outgoing_messages.scheme_id and referrals.id = subject_id
      where outgoing_messages.scheme_id = ${schemeId}::uuid and referrals.person_id = any(${ids}::uuid[])
        and recipient_kind = 'outside' and coalesce(sent_at, posted_on::timestamptz, done_at) is not null
    )
    select told.id, thing, kind, organisation_id as "organisationId", organisations.name as "organisationName",
      told.at, told.sensitive as "isSensitive"
    from told left join organisations on organisations.scheme_id = ${schemeId}::uuid and organisations.id = organisation_id
    order by told.at desc, told.id limit 500`)
  return [...rows].map((row) => ({ ...row, at: new Date(row.at) }))
}

/** Unscoped: whether the scheme holds this person at all, for whoever reads that somebody was told, and no care. */
export async function isKnownUnscoped(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx.execute(sql`select from people where id = ${personId}::uuid`)
  return row !== undefined
}
