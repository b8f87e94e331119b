import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  NewOrganisationBody,
  OrganisationBody,
  OrganisationsBody,
  OrganisationsQuery,
  toOrganisationBody,
} from './contract.ts'
import { addOrganisation } from './use-cases/add-organisation.ts'
import { listOrganisations } from './use-cases/list-organisations.ts'

export const organisationApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/organisations',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'listOrganisations',
        tags: ['Organisations'],
        summary: 'The organisations of the scheme, by name',
        querystring: OrganisationsQuery,
        response: { 200: OrganisationsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listOrganisations(request.context, request.query)
      return { items: items.map(toOrganisationBody), next }
    },
  )

  app.post(
    '/organisations',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'addOrganisation',
        tags: ['Organisations'],
        summary: 'Add an organisation to the scheme',
        body: NewOrganisationBody,
        response: { 201: OrganisationBody, ...refusals('key-used-for-another-request', 'request-in-flight') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => addOrganisation(context, request.body), {
        status: 201,
        toBody: toOrganisationBody,
      }),
  )
}
