import { desc, eq } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { defaultText, type SchemeTexts, TEXT_KEYS, type TextKey, type Words } from '../reach-texts.ts'
import { schemeTexts } from '../tables.ts'

export type SchemeText = Words & {
  key: TextKey
  isDefault: boolean
  /** 0 while nobody changed it. */
  version: number
  changedAt: Date | null
  changedBy: string | null
}

/** Every text as it is now, the defaults among them. */
export async function listTexts(db: Db | Tx): Promise<SchemeText[]> {
  const rows = await db
    .selectDistinctOn([schemeTexts.key], {
      key: schemeTexts.key,
      version: schemeTexts.version,
      subject: schemeTexts.subject,
      body: schemeTexts.body,
      changedAt: schemeTexts.changedAt,
      changedBy: memberships.name,
    })
    .from(schemeTexts)
    .innerJoin(memberships, eq(memberships.id, schemeTexts.changedById))
    .orderBy(schemeTexts.key, desc(schemeTexts.version))
  return TEXT_KEYS.map((key) => {
    const row = rows.find((candidate) => candidate.key === key)
    const { version = 0, changedAt = null, changedBy = null, subject = null, body = null } = row ?? {}
    const isDefault = subject === null || body === null
    return { key, version, changedAt, changedBy, isDefault, ...(isDefault ? defaultText(key) : { subject, body }) }
  })
}

/** The words by key, for writing to somebody. */
export async function findTexts(db: Db | Tx): Promise<SchemeTexts> {
  return Object.fromEntries((await listTexts(db)).map(({ key, subject, body }) => [key, { subject, body }]))
}

/** The next version of a text; without words it is the default again. False when somebody else changed it since. */
export async function insertText(
  tx: Tx,
  { schemeId, actor, newId, now }: Context,
  { key, words, version }: { key: TextKey; words: Words | undefined; version: number },
): Promise<boolean> {
  const rows = await tx
    .insert(schemeTexts)
    .values({
      schemeId,
      id: newId(),
      key,
      version: version + 1,
      subject: words?.subject ?? null,
      body: words?.body ?? null,
      changedAt: now(),
      changedById: actor.membershipId,
    })
    .onConflictDoNothing()
    .returning({ id: schemeTexts.id })
  return rows.length > 0
}
