import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Actor, Context, Db, Tx } from '../../platform/context.ts'
import { contacts } from '../contacts/tables.ts'
import { findOrganisation } from '../organisations/public.ts'
import { findPerson, listRecordIdsUnscoped } from '../people/public.ts'
import { consents } from '../people/tables.ts'
import { planAgreements } from '../plans/tables.ts'
import { findReferral, isService } from '../referrals/public.ts'
import type { FileSubjectKind } from './kinds.ts'
import { fileContents, files } from './tables.ts'

export type StoredFile = typeof files.$inferSelect
export type Subject = { subjectKind: FileSubjectKind; subjectId: string }
/** Whose record a subject belongs to: null when nobody's, as an organisation's. */
export type FoundSubject = Subject & { personId: string | null }

/** The record to which a file belongs, when the actor may see it: by the rule of that record, asked where it stands. */
export async function findSubject(tx: Tx, actor: Actor, subject: Subject): Promise<FoundSubject | undefined> {
  const personId = await findPersonOf(tx, actor, subject)
  return personId === undefined ? undefined : { ...subject, personId }
}

async function findPersonOf(
  tx: Tx,
  actor: Actor,
  { subjectKind, subjectId }: Subject,
): Promise<string | null | undefined> {
  switch (subjectKind) {
    case 'person':
      return (await findPerson(tx, actor, subjectId))?.id
    case 'consent': {
      const [consent] = await tx
        .select({ personId: consents.personId })
        .from(consents)
        .where(eq(consents.id, subjectId))
      return consent === undefined ? undefined : (await findPerson(tx, actor, consent.personId))?.id
    }
    case 'referral':
      return (await findReferral(tx, actor, subjectId))?.personId
    case 'contact': {
      const [contact] = await tx
        .select({ referralId: contacts.referralId })
        .from(contacts)
        .where(eq(contacts.id, subjectId))
      const referral = contact === undefined ? undefined : await findReferral(tx, actor, contact.referralId)
      return referral !== undefined && isService(actor, referral) ? referral.personId : undefined
    }
    case 'plan-agreement': {
      const [agreement] = await tx
        .select({ referralId: planAgreements.referralId })
        .from(planAgreements)
        .where(eq(planAgreements.id, subjectId))
      return agreement === undefined ? undefined : (await findReferral(tx, actor, agreement.referralId))?.personId
    }
    case 'organisation':
    case 'sharing-agreement': {
      const isOwn = actor.role !== 'provider' || actor.organisationId === subjectId
      return isOwn && (await findOrganisation(tx, subjectId)) !== undefined ? null : undefined
    }
  }
}

/** Keeps a file. The same thing sent twice to one record is one: the first is given back. */
export async function insertFile(
  tx: Tx,
  { schemeId }: Context,
  file: Omit<typeof files.$inferInsert, 'schemeId'>,
  bytes: Buffer,
): Promise<{ file: StoredFile; isNew: boolean }> {
  const [row] = await tx
    .insert(files)
    .values({ schemeId, ...file })
    .onConflictDoNothing()
    .returning()
  if (row !== undefined) {
    await tx.insert(fileContents).values({ schemeId, id: row.id, bytes })
    return { file: row, isNew: true }
  }
  const { subjectKind, subjectId, sentSha256 } = file
  const [known] = await tx
    .select()
    .from(files)
    .where(
      and(
        eq(files.subjectKind, subjectKind),
        eq(files.subjectId, subjectId),
        eq(files.sentSha256, sentSha256),
        isNull(files.removedAt),
      ),
    )
  if (known === undefined) throw new Error('A file that was there is gone')
  return { file: known, isNew: false }
}

/** Whatever it belongs to: the caller asks with `findSubject` whether its actor may know of it. */
export async function findFileUnscoped(db: Db | Tx, fileId: string): Promise<StoredFile | undefined> {
  const [row] = await db.select().from(files).where(eq(files.id, fileId))
  return row
}

export async function findBytes(tx: Tx, fileId: string): Promise<Buffer | undefined> {
  const [row] = await tx.select({ bytes: fileContents.bytes }).from(fileContents).where(eq(fileContents.id, fileId))
  return row?.bytes
}

/** At most so many belong to one record; a list of them is not paged. */
export const MOST_FILES = 100

/** Of a record that the caller found for its actor, the removed ones too. */
export async function listFilesOfSubject(tx: Tx, { subjectKind, subjectId }: Subject): Promise<StoredFile[]> {
  return tx
    .select()
    .from(files)
    .where(and(eq(files.subjectKind, subjectKind), eq(files.subjectId, subjectId)))
    .orderBy(asc(files.id))
    .limit(MOST_FILES)
}

/**
 * Every file of a person, whatever part of their record it belongs to, those of records that turned out to be the same person
 * and the removed ones too. Unscoped, for the export and the erasure of all that is held about somebody, which no one reader sees.
 */
export async function listFilesOfUnscoped(tx: Tx, personId: string): Promise<StoredFile[]> {
  const recordIds = await listRecordIdsUnscoped(tx, personId)
  return tx.select().from(files).where(inArray(files.personId, recordIds)).orderBy(asc(files.id))
}

/** The bytes go, the row stays and says why. Undefined when somebody removed it first. */
export async function removeFileRow(
  tx: Tx,
  { actor, now }: Context,
  { fileId, reason }: { fileId: string; reason: string },
): Promise<StoredFile | undefined> {
  const [row] = await tx
    .update(files)
    .set({ removedAt: now(), removedById: actor.membershipId, removedBecause: reason })
    .where(and(eq(files.id, fileId), isNull(files.removedAt)))
    .returning()
  if (row !== undefined) await tx.delete(fileContents).where(eq(fileContents.id, fileId))
  return row
}
