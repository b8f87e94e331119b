import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { PlacementId } from './contract.ts'
import { NewAnswerBody, NewQuestionBody, QuestionBody, QuestionId, toQuestionBody } from './question-contract.ts'
import { answerGroupQuestion } from './use-cases/answer-group-question.ts'
import { askAboutPlacement } from './use-cases/ask-about-placement.ts'

const tags = ['Placements']
const refused = refusals(
  'not-found',
  'not-allowed',
  'step-not-open',
  'already-done',
  'request-in-flight',
  'key-used-for-another-request',
)

/** A group asks before it says yes, or while somebody comes; the service answers. */
export const questionRoutes: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/placements/:placementId/questions',
    {
      config: { access: ['provider'] },
      schema: {
        operationId: 'askAboutPlacement',
        tags,
        summary: 'A group asks the advisor about an offer or a place; one question waits at a time',
        params: PlacementId,
        body: NewQuestionBody,
        response: { 201: QuestionBody, ...refused },
      },
    },
    (request, reply) => {
      const input = { ...request.params, ...request.body }
      return answerOnce(request, reply, (context) => askAboutPlacement(context, input), {
        status: 201,
        toBody: toQuestionBody,
      })
    },
  )

  app.post(
    '/placements/:placementId/questions/:questionId/answer',
    {
      config: { access: ['advisor', 'team-lead'] },
      schema: {
        operationId: 'answerPlacementQuestion',
        tags,
        summary: 'Answer a question of a group, without saying who the person is until it may know',
        params: QuestionId,
        body: NewAnswerBody,
        response: { 200: QuestionBody, ...refused },
      },
    },
    (request, reply) => {
      const input = { ...request.params, ...request.body }
      return answerOnce(request, reply, (context) => answerGroupQuestion(context, input), {
        status: 200,
        toBody: toQuestionBody,
      })
    },
  )
}
