import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { fileOf, MOST_BYTES_OF_FILE, readUpload } from '../../platform/http/uploads.ts'
import {
  BroughtBody,
  LineId,
  RiskAnswerBody,
  RiskAnsweredBody,
  RiskListBody,
  toRiskListBody,
} from './risk-list-contract.ts'
import { answerRisk } from './use-cases/answer-risk-line.ts'
import { bringRiskList } from './use-cases/bring-risk-list.ts'
import { dropRiskList } from './use-cases/drop-risk-list.ts'
import { readRiskList } from './use-cases/read-risk-list.ts'

const config = { access: ['referrer'] } as const
const tags = ['Meetings']
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const

/** A practice's own risk list for its meeting (M21): seen by that practice alone, never by the advisor service. */
export const riskListRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/meetings/risk-list',
    {
      config,
      schema: {
        operationId: 'readRiskList',
        tags,
        summary: "The practice's own risk list, and who of it is referred already",
        response: { 200: RiskListBody, ...refusals() },
      },
    },
    async (request) => toRiskListBody(await readRiskList(request.context)),
  )

  app.post(
    '/meetings/risk-list',
    {
      config,
      bodyLimit: MOST_BYTES_OF_FILE + 64 * 1024,
      preValidation: readUpload,
      schema: {
        operationId: 'bringRiskList',
        tags,
        summary: 'Bring a list of NHS numbers and tiers, in place of the one before it; it is deleted 45 days later',
        consumes: ['multipart/form-data'],
        body: z.object({ file: z.string().describe('CSV or Excel, with the heading “NHS number”') }),
        response: { 201: BroughtBody, ...refusals('unsupported-media-type', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => bringRiskList(context, { bytes: fileOf(request) }), { status: 201 }),
  )

  app.post(
    '/meetings/risk-list/lines/:lineId/answer',
    {
      config,
      schema: {
        operationId: 'answerRiskLine',
        tags,
        summary: 'Note that somebody of the list was offered a referral, or declined it',
        params: LineId,
        body: RiskAnswerBody,
        response: { 200: RiskAnsweredBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => answerRisk(context, { ...request.params, ...request.body })),
  )

  app.delete(
    '/meetings/risk-list',
    {
      config,
      schema: {
        operationId: 'deleteRiskList',
        tags,
        summary: 'Delete the list before its days are over',
        response: { 200: RiskListBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      await dropRiskList(request.context)
      return toRiskListBody(undefined)
    },
  )
}
