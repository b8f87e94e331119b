import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { type Enquiry, listEnquiryRows } from '../store/enquiries.ts'

export async function listEnquiries(
  context: Context,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: Enquiry[]; next: string | null }> {
  return context.db.transaction(async (tx) => {
    const rows = await listEnquiryRows(tx, context.actor, { limit, after: fromCursor(after, 1)?.[0] })
    const page = toPage(rows, limit, (row) => [row.id])
    await recordAudit(tx, context, {
      action: 'enquiries.listed',
      subjectKind: 'enquiry',
      detail: { enquiryIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}
