import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPerson } from '../../people/public.ts'
import { type Looker, listLookersUnscoped } from '../store.ts'

/** As far back as somebody remembers who had reason to look. */
export const LOOKERS_DAYS = 90
const MOST = 50
const WHO_CARE = ['referrer', 'advisor', 'team-lead', 'provider'] as const

/** Who looked at a person of one's own in the last 90 days: that everybody sees it keeps the curious away. */
export async function listLookers(context: Context, { personId }: { personId: string }): Promise<Looker[]> {
  if ((await findPerson(context.db, context.actor, personId)) === undefined) throw new Refusal('not-found')
  const today = context.today()
  const lookers = await listLookersUnscoped(context, personId, {
    from: addDays(today, -LOOKERS_DAYS),
    to: today,
    roles: WHO_CARE,
    limit: MOST,
  })
  await context.db.transaction((tx) =>
    recordAudit(tx, context, { action: 'audit.read-lookers', subjectKind: 'person', subjectId: personId, personId }),
  )
  return lookers
}
