import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { EndedReferral } from '../kinds.ts'
import { surnameKey } from '../names.ts'
import { deaths, people } from '../tables.ts'

export type Death = typeof deaths.$inferSelect

/** Marks the person and keeps who said so. The caller holds the person's row. */
export async function insertDeath(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  death: { personId: string; on: string; toldBy: string; ended: EndedReferral[] },
): Promise<Death> {
  const { personId, on, toldBy, ended } = death
  const [row] = await tx
    .insert(deaths)
    .values({
      schemeId,
      id: newId(),
      personId,
      diedOn: on,
      toldBy,
      ended,
      recordedAt: now(),
      recordedById: actor.membershipId,
    })
    .returning()
  if (row === undefined) throw new Error('An insert returned no row')
  await setDiedOn(tx, personId, on)
  return row
}

/** Takes it back: undefined when nobody recorded one, or it was taken back already. */
export async function undoDeath(
  tx: Tx,
  { now, actor }: Context,
  { personId, reason }: { personId: string; reason: string },
): Promise<Death | undefined> {
  const [row] = await tx
    .update(deaths)
    .set({ undoneAt: now(), undoneById: actor.membershipId, undoneBecause: reason })
    .where(and(eq(deaths.personId, personId), isNull(deaths.undoneAt)))
    .returning()
  if (row !== undefined) await setDiedOn(tx, personId, null)
  return row
}

async function setDiedOn(tx: Tx, personId: string, diedOn: string | null): Promise<void> {
  await tx.update(people).set({ diedOn, version: sql`version + 1` }).where(eq(people.id, personId))
}

/** Every record of the human, whichever of them is asked about. Unscoped: the caller has read the person. */
export async function listRecordIdsUnscoped(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: sql<string>`same.id` })
    .from(people)
    .innerJoin(sql`lateral records_of(${people.schemeId}, ${people.id}) as same`, sql`true`)
    .where(eq(people.id, personId))
  return rows.map(({ id }) => id)
}

/** The day somebody died, as any record of theirs says. Unscoped, for those who hold a referral. */
export async function findDiedOn(db: Db | Tx, personId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ diedOn: sql<string | null>`died_on_of(${people.schemeId}, ${people.id})` })
    .from(people)
    .where(eq(people.id, personId))
  return row?.diedOn ?? undefined
}

/** "Died" is no reason to give before the death is recorded: only that stops letters, visits and places at once. */
export async function requireDeathRecorded(
  db: Db | Tx,
  { reason, personId }: { reason: string; personId: string },
): Promise<void> {
  if (reason === 'died' && (await findDiedOn(db, personId)) === undefined)
    throw new Refusal('not-possible', 'Record the death first: it ends the referral, and stops every letter and visit')
}

type Given = { nhsNumber?: string | undefined; bornOn: string; familyName: string }

/**
 * Why a statement that finds or makes a person wrote nothing: the person has died. Unscoped: whoever gives number, birth
 * date and surname of somebody is told no more than that.
 */
export async function refuseTheDeadUnscoped(db: Db, about: { personId: string } | { given: Given }): Promise<void> {
  if ('personId' in about) return refuseWhen(await findDiedOn(db, about.personId))
  const { nhsNumber, bornOn, familyName } = about.given
  if (nhsNumber === undefined) return
  const [row] = await db
    .select({ diedOn: sql<string | null>`died_on_of(${people.schemeId}, ${people.id})` })
    .from(people)
    .where(
      and(
        eq(people.nhsNumber, nhsNumber),
        isNull(people.mergedInto),
        eq(people.bornOn, bornOn),
        sql`near_surname(${people.surnameKey}, ${surnameKey(familyName)})`,
      ),
    )
  refuseWhen(row?.diedOn ?? undefined)
}

/** Nothing begins for somebody who has died. */
export async function requireLiving(tx: Tx, personId: string): Promise<void> {
  refuseWhen(await findDiedOn(tx, personId))
}

function refuseWhen(diedOn: string | undefined): void {
  if (diedOn === undefined) return
  throw new Refusal(
    'not-possible',
    'Our record says that this person has died, so nothing new is begun. If that is wrong, ring the advisor service: its lead can take it back',
  )
}
