import type { z } from 'zod'
import { recordTakingOut } from '../../../platform/audit/taking-out.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { TakeCaseloadBody } from '../contract.ts'
import type { CaseloadLine } from '../store.ts'
import { listCaseload } from './list-caseload.ts'

/** So many lines are a caseload; more than that is a copy of the register. */
const AT_MOST = 1_000

/** The caseload that is seen, all its pages, to be taken out as a file: with a reason, which the privacy officer reads. */
export async function takeCaseloadOut(
  context: Context,
  { reason, ...query }: z.output<typeof TakeCaseloadBody>,
): Promise<CaseloadLine[]> {
  const items: CaseloadLine[] = []
  let after: string | undefined
  do {
    const page = await listCaseload(context, { ...query, limit: 100, after })
    items.push(...page.items)
    after = page.next ?? undefined
    if (items.length > AT_MOST)
      throw new Refusal('not-possible', `That is more than ${AT_MOST} people: narrow the list first`)
  } while (after !== undefined)
  await context.db.transaction((tx) =>
    recordTakingOut(tx, context, {
      how: 'download',
      what: 'referral',
      reason,
      personIds: items.map(({ personId }) => personId),
    }),
  )
  return items
}
