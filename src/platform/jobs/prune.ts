import { z } from 'zod'
import type { Schedule } from './schedule.ts'
import type { JobHandler } from './worker.ts'

export const PRUNE = { name: 'prune', every: 'hour' } as const satisfies Schedule

const JOBS_KEPT_DAYS = 7
const IDEMPOTENCY_KEYS_KEPT_DAYS = 3
const ROWS_PER_STATEMENT = 5_000
const MS_PER_DAY = 86_400_000

/** Deletes what nobody asks for again: jobs that are done, and first answers. Dead jobs stay until somebody has looked. */
export const prune: JobHandler = {
  data: z.object({}),
  run: async ({ sql, schemeId, now }) => {
    const daysAgo = (days: number) => new Date(now().getTime() - days * MS_PER_DAY)
    await repeat(
      () => sql`
        delete from jobs where scheme_id = ${schemeId} and id in (
          select id from jobs where scheme_id = ${schemeId} and done_at < ${daysAgo(JOBS_KEPT_DAYS)} limit ${ROWS_PER_STATEMENT})`,
    )
    await repeat(
      () => sql`
        delete from idempotency_keys where scheme_id = ${schemeId} and (account_id, key) in (
          select account_id, key from idempotency_keys
          where scheme_id = ${schemeId} and at < ${daysAgo(IDEMPOTENCY_KEYS_KEPT_DAYS)} limit ${ROWS_PER_STATEMENT})`,
    )
  },
}

/** In small statements, so that none comes near the time a statement may take. */
async function repeat(deleteSome: () => Promise<{ count: number }>): Promise<void> {
  while ((await deleteSome()).count >= ROWS_PER_STATEMENT);
}
