import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  AgreementBody,
  AgreementId,
  AgreementsBody,
  EndAgreementBody,
  NewAgreementBody,
  OrganisationId,
  toAgreementBody,
} from './contract.ts'
import { addAgreement } from './use-cases/add-agreement.ts'
import { endAgreement } from './use-cases/end-agreement.ts'
import { listAgreements } from './use-cases/list-agreements.ts'

const KEEPERS = ['administrator', 'privacy-officer'] as const
const tags = ['Organisations']

export const agreementApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/organisations/:organisationId/agreements',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'addAgreement',
        tags,
        summary: 'Write down the sharing agreement that an organisation signed',
        params: OrganisationId,
        body: NewAgreementBody,
        response: { 201: AgreementBody, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addAgreement(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toAgreementBody,
      }),
  )

  app.get(
    '/organisations/:organisationId/agreements',
    {
      config: { access: [...KEEPERS, 'team-lead', 'advisor'] },
      schema: {
        operationId: 'listAgreements',
        tags,
        summary: 'What an organisation signed, the latest first',
        params: OrganisationId,
        response: { 200: AgreementsBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: (await listAgreements(request.context, request.params)).map(toAgreementBody) }),
  )

  app.post(
    '/agreements/:agreementId/end',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'endAgreement',
        tags,
        summary: 'End a sharing agreement before its time: names stop at once',
        params: AgreementId,
        body: EndAgreementBody,
        response: { 200: AgreementBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => endAgreement(context, { ...request.params, ...request.body }), {
        toBody: toAgreementBody,
      }),
  )
}
