import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { disclosures } from '../tables.ts'

export type Disclosure = typeof disclosures.$inferSelect
export type DisclosureRow = Disclosure & { organisationName: string; recordedBy: string }

/** The version that counts, or nought when nothing was said. The caller holds the person. */
export async function findDisclosureVersion(
  tx: Tx,
  { personId, organisationId }: { personId: string; organisationId: string },
): Promise<number> {
  const [row] = await tx
    .select({ version: disclosures.version })
    .from(disclosures)
    .where(and(eq(disclosures.personId, personId), eq(disclosures.organisationId, organisationId)))
    .orderBy(desc(disclosures.version))
    .limit(1)
  return row?.version ?? 0
}

export async function insertDisclosure(tx: Tx, row: typeof disclosures.$inferInsert): Promise<void> {
  await tx.insert(disclosures).values(row)
}

/** All that was ever said of these records of one human, the latest first. */
export async function listDisclosureRows(tx: Tx, personIds: readonly string[]): Promise<DisclosureRow[]> {
  const rows = await tx
    .select({ disclosure: disclosures, organisationName: organisations.name, recordedBy: memberships.name })
    .from(disclosures)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, disclosures.schemeId), eq(organisations.id, disclosures.organisationId)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, disclosures.schemeId), eq(memberships.id, disclosures.recordedById)),
    )
    .where(inArray(disclosures.personId, [...personIds]))
    .orderBy(desc(disclosures.id))
  return rows.map(({ disclosure, ...names }) => ({ ...disclosure, ...names }))
}
