import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { OrganisationsQuery } from '../contract.ts'
import { listOrganisationRows, type Organisation } from '../store.ts'

export async function listOrganisations(
  context: Context,
  { kind, limit, after }: z.infer<typeof OrganisationsQuery>,
): Promise<{ items: Organisation[]; next: string | null }> {
  const rows = await listOrganisationRows(context.db, { kind, limit, after: fromCursor(after, 2) })
  return toPage(rows, limit, (row) => [row.name, row.id])
}
