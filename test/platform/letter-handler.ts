import { z } from 'zod'
import type { JobHandler } from '../../src/platform/jobs/worker.ts'

const LetterJob = z.object({ code: z.string() })

/** Leaves a mark that carries the job id, as what leaves the building does, and then calls `written`. */
export const letterHandler = (written: () => Promise<void>): JobHandler<typeof LetterJob> => ({
  data: LetterJob,
  run: async ({ sql, schemeId, jobId }, { code }) => {
    await sql`
      insert into scheme_list_items (scheme_id, id, list, code, label, position)
      values (${schemeId}, ${jobId}, 'need', ${code}, 'A letter', 1) on conflict on constraint scheme_list_items_pk do nothing`
    await written()
  },
})
