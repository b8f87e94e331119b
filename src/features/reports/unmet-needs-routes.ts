import type { FastifyInstance, FastifyRequest } from 'fastify'
import { addMonths, monthOf } from '../../platform/clock.ts'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { NO_FAULTS, toFaults } from '../../platform/web/forms.ts'
import { toUnmetNeedsBody, UnmetNeedsQuery } from './unmet-needs-contract.ts'
import { toUnmetNeedsPage } from './unmet-needs-view-model.ts'
import { reportUnmetNeeds } from './use-cases/report-unmet-needs.ts'

const config = { access: ['commissioner', 'team-lead'] } as const
const MONTHS_AT_FIRST = 12

/** What people needed and nothing offered: for those who decide what is paid for next, and the team that meets it. */
export async function unmetNeedsRoutes(app: FastifyInstance): Promise<void> {
  /** The last twelve months that the reader may read, until somebody chooses others; the address holds the choice. */
  function monthsOf({ query, context }: FastifyRequest): { from: string; to: string; last: string } {
    const thisMonth = monthOf(context.today())
    const last = context.actor.role === 'commissioner' ? addMonths(thisMonth, -1) : thisMonth
    const first = { from: addMonths(last, 1 - MONTHS_AT_FIRST), to: last }
    const typed = UnmetNeedsQuery.safeParse({ ...first, ...(query as object) })
    return { ...(typed.success ? typed.data : first), last }
  }

  app.get('/unmet-needs', { config }, async (request, reply) => {
    const { last, ...months } = monthsOf(request)
    const { context } = request
    const isReleased = context.actor.role === 'commissioner'
    try {
      const report = toUnmetNeedsBody(await reportUnmetNeeds(context, months), months)
      const page = toUnmetNeedsPage({ months, report, last, isReleased })
      return await reply.page('features/reports/pages/unmet-needs.njk', { ...page, faults: NO_FAULTS })
    } catch (error) {
      if (!(error instanceof Refusal) || PROBLEMS[error.problem].status !== 400) throw error
      reply.code(400)
      const page = toUnmetNeedsPage({ months, report: undefined, last, isReleased })
      const faults = toFaults(error.errors, error.message)
      return reply.page('features/reports/pages/unmet-needs.njk', { ...page, faults })
    }
  })
}
