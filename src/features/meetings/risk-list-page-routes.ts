import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { FORM_WITH_FILE, fileOf } from '../../platform/http/uploads.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm } from '../../platform/web/forms.ts'
import { RISK_ANSWERS } from './kinds.ts'
import { toRiskListBody } from './risk-list-contract.ts'
import { toRiskListPage } from './risk-list-view-model.ts'
import { answerRisk } from './use-cases/answer-risk-line.ts'
import { bringRiskList } from './use-cases/bring-risk-list.ts'
import { dropRiskList } from './use-cases/drop-risk-list.ts'
import { readRiskList } from './use-cases/read-risk-list.ts'

const config = { access: ['referrer'] } as const
type OfLine = { Params: { lineId: string } }

const UploadForm = z.object({ file: z.string({ error: 'Choose a CSV or Excel file' }) })
/** Without an answer the note is taken back. */
const AnswerForm = z.object({ answer: z.enum(RISK_ANSWERS).nullable().default(null) })

/** A practice's own risk list, beside its meeting and never on the screen of the room. */
export async function riskListPageRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const { done } = request.query as { done?: string }
    const found = toRiskListBody(await readRiskList(request.context))
    return reply.page('features/meetings/pages/risk-list.njk', { ...toRiskListPage({ found, done }), faults })
  }
  app.get('/meetings/risk-list', { config }, (request, reply) => show(request, reply, NO_FAULTS))

  app.post('/meetings/risk-list', { config, ...FORM_WITH_FILE }, (request, reply) =>
    answerForm(request, reply, {
      form: UploadForm,
      act: (context) => bringRiskList(context, { bytes: fileOf(request) }),
      to: () => '/meetings/risk-list?done=brought',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )

  app.post<OfLine>('/meetings/risk-list/lines/:lineId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: AnswerForm,
      act: (context, answer) => answerRisk(context, { ...request.params, ...answer }),
      to: () => '/meetings/risk-list?done=noted',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )

  app.post('/meetings/risk-list/delete', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => dropRiskList(context),
      to: () => '/meetings/risk-list?done=deleted',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
}
