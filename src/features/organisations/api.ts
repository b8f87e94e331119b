import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  NewOrganisationBody,
  OrganisationBody,
  OrganisationId,
  OrganisationPatch,
  OrganisationsBody,
  OrganisationsQuery,
  toOrganisationBody,
} from './contract.ts'
import { addOrganisation } from './use-cases/add-organisation.ts'
import { amendOrganisation } from './use-cases/amend-organisation.ts'
import { listOrganisations } from './use-cases/list-organisations.ts'
import { readOrganisation } from './use-cases/read-organisation.ts'

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

  app.get(
    '/organisations/:organisationId',
    {
      config: { access: 'signed-in' },
      schema: {
        operationId: 'readOrganisation',
        tags: ['Organisations'],
        summary: 'One organisation',
        params: OrganisationId,
        response: { 200: OrganisationBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const organisation = await readOrganisation(request.context, request.params)
      reply.header('etag', etag(organisation.version))
      return toOrganisationBody(organisation)
    },
  )

  app.patch(
    '/organisations/:organisationId',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'amendOrganisation',
        tags: ['Organisations'],
        summary: 'Correct what an organisation is called and how it is reached',
        params: OrganisationId,
        body: OrganisationPatch,
        response: { 200: OrganisationBody, ...refusals('not-found', 'changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const organisation = await amendOrganisation(request.context, {
        ...request.params,
        version: versionToChange(request),
        patch: request.body,
      })
      reply.header('etag', etag(organisation.version))
      return toOrganisationBody(organisation)
    },
  )
}
