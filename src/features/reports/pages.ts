import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addMonths, monthOf } from '../../platform/clock.ts'
import { PROBLEMS, Refusal } from '../../platform/problems.ts'
import { writeCsv } from '../../platform/spreadsheets/write-csv.ts'
import { NO_FAULTS, toFaults } from '../../platform/web/forms.ts'
import { OutcomesQuery, toOutcomesBody } from './contract.ts'
import { unmetNeedsRoutes } from './unmet-needs-routes.ts'
import { reportOutcomes } from './use-cases/report-outcomes.ts'
import { toOutcomesCsv, toOutcomesPage } from './view-models.ts'

const config = { access: ['commissioner'] } as const
const MONTHS_AT_FIRST = 12

/** The outcome report as somebody reads it who doubts it: each figure with what it counts, and what is not shown with why. */
export async function reportPages(app: FastifyInstance): Promise<void> {
  await unmetNeedsRoutes(app)

  /** The twelve months that ended last, until somebody chooses others; the address holds the choice. */
  function monthsOf({ query, context }: FastifyRequest): { from: string; to: string } {
    const last = addMonths(monthOf(context.today()), -1)
    const typed = OutcomesQuery.safeParse({
      from: addMonths(last, 1 - MONTHS_AT_FIRST),
      to: last,
      ...(query as object),
    })
    return typed.success ? typed.data : { from: addMonths(last, 1 - MONTHS_AT_FIRST), to: last }
  }

  const load = async ({ context }: FastifyRequest, months: { from: string; to: string }) =>
    toOutcomesBody(await reportOutcomes(context, months), months)

  app.get('/outcomes', { config }, async (request, reply) => {
    const months = monthsOf(request)
    const { actor, now, today } = request.context
    const reader = { name: actor.name, at: now(), thisMonth: monthOf(today()) }
    try {
      const report = await load(request, months)
      return await show(reply, { ...toOutcomesPage({ months, report, reader }), faults: NO_FAULTS })
    } catch (error) {
      if (!(error instanceof Refusal) || PROBLEMS[error.problem].status !== 400) throw error
      reply.code(400)
      const faults = toFaults(error.errors, error.message)
      return show(reply, { ...toOutcomesPage({ months, report: undefined, reader }), faults })
    }
  })
  const show = (reply: FastifyReply, page: ReturnType<typeof toOutcomesPage> & { faults: typeof NO_FAULTS }) =>
    reply.page('features/reports/pages/outcomes.njk', page)

  app.get('/outcomes/download', { config }, async (request, reply) => {
    const months = monthsOf(request)
    const report = await load(request, months)
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="outcomes-${months.from}-to-${months.to}.csv"`)
      .send(writeCsv(toOutcomesCsv(report)))
  })
}
