import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '../../platform/context.ts'
import { databaseFault } from '../../platform/idempotency.ts'
import { Refusal } from '../../platform/problems.ts'
import { memberships } from '../accounts/tables.ts'
import { contacts } from '../contacts/tables.ts'
import { measurements } from '../measures/tables.ts'
import { messages } from '../messages/tables.ts'
import { placements } from '../placements/tables.ts'
import { planVersions } from '../plans/tables.ts'
import type { CorrectedKind } from './kinds.ts'
import { corrections } from './tables.ts'

export type Correction = typeof corrections.$inferSelect
export type CorrectionRecord = Correction & { byName: string }

type InEpisode = Exclude<CorrectedKind, 'referral' | 'consent' | 'message'>
const TABLES = { contact: contacts, measurement: measurements, placement: placements, 'plan-version': planVersions }

/** Unscoped: in which episode something stands; the caller then looks whether the actor may see that episode. */
export async function findReferralIdUnscoped(
  tx: Tx,
  { subjectKind, subjectId }: { subjectKind: Exclude<CorrectedKind, 'consent'>; subjectId: string },
): Promise<string | undefined> {
  if (subjectKind === 'referral') return subjectId
  if (subjectKind === 'message') return findReferralIdOfMessage(tx, subjectId)
  const kind: InEpisode = subjectKind
  const table = TABLES[kind]
  const [row] = await tx.select({ referralId: table.referralId }).from(table).where(eq(table.id, subjectId))
  return row?.referralId
}

/** Only what was told of a referral: a correction itself is not corrected. */
async function findReferralIdOfMessage(tx: Tx, messageId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ referralId: messages.subjectId })
    .from(messages)
    .where(and(eq(messages.id, messageId), eq(messages.subjectKind, 'referral')))
  return row?.referralId
}

export async function insertCorrection(tx: Tx, row: typeof corrections.$inferInsert): Promise<Correction> {
  try {
    const [correction] = await tx.insert(corrections).values(row).returning()
    if (correction === undefined) throw new Error('An insert returned no row')
    return correction
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'corrections_key') throw error
    throw new Refusal('already-done', 'It was corrected already')
  }
}

/** Unscoped: what went out of a record and what came into it, the newest first; the caller has read the person. */
export async function listCorrectionRows(
  tx: Tx,
  { personId, before, limit }: { personId: string; before: string | undefined; limit: number },
): Promise<CorrectionRecord[]> {
  const rows = await tx
    .select({ correction: corrections, byName: memberships.name })
    .from(corrections)
    .innerJoin(memberships, and(eq(memberships.schemeId, corrections.schemeId), eq(memberships.id, corrections.byId)))
    .where(
      and(
        or(eq(corrections.personId, personId), eq(corrections.toPersonId, personId)),
        before === undefined ? undefined : lt(corrections.id, before),
      ),
    )
    .orderBy(desc(corrections.id))
    .limit(limit + 1)
  return rows.map(({ correction, byName }) => ({ ...correction, byName }))
}

/** Unscoped: an episode and what hangs on it, by id: what something that goes out may be about. The caller holds the referral. */
export async function listSubjectIdsUnscoped(tx: Tx, referralId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(eq(contacts.referralId, referralId))
    .unionAll(tx.select({ id: placements.id }).from(placements).where(eq(placements.referralId, referralId)))
    .unionAll(tx.select({ id: planVersions.id }).from(planVersions).where(eq(planVersions.referralId, referralId)))
    .unionAll(
      tx
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.subjectId, referralId), eq(messages.subjectKind, 'referral'))),
    )
  return [referralId, ...rows.map(({ id }) => id)]
}

/**
 * Everything of an episode goes to another person, and who sees it sees it there; `move_episode` in the migrations says what
 * is everything, because no role of the application may change whose a row is.
 */
export async function moveEpisode(
  tx: Tx,
  { referralId, toPersonId, at }: { referralId: string; toPersonId: string; at: Date },
): Promise<void> {
  try {
    await tx.execute(
      sql`select move_episode(${referralId}::uuid, ${toPersonId}::uuid, ${at.toISOString()}::timestamptz)`,
    )
  } catch (error) {
    const broken = databaseFault(error)?.constraint_name
    if (broken === 'waiting_entries_open_key')
      throw new Refusal(
        'not-possible',
        'The person waits for the same activity already: take one of the two off the list',
      )
    if (broken !== 'placements_live_key') throw error
    throw new Refusal(
      'not-possible',
      'The person has a place in the same activity already: end one of the two, then move the referral',
    )
  }
}
