import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { PrivacySettings, SchemeBody, toSchemeBody } from '../schemes/public.ts'
import { MembershipId, NotableAnswer, NotableQuery, OwnRecordAnswer, OwnRecordBody } from './contract.ts'
import { listNotable } from './use-cases/list-notable.ts'
import { noteOwnRecord } from './use-cases/note-own-record.ts'
import { setPrivacy } from './use-cases/set-privacy.ts'

const OFFICER = ['privacy-officer'] as const
const tags = ['Privacy']

/** What the privacy officer is shown without asking about anybody, and what it is measured by. */
export const watchRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/audit/notable',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'listNotableLooks',
        tags,
        summary: 'What somebody should ask about: prints, exports, whole caseloads, and looks at whoever is near',
        querystring: NotableQuery,
        response: { 200: NotableAnswer, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listNotable(request.context, request.query)
      return { next, items: items.map(({ id: _, at, ...look }) => ({ ...look, at: at.toISOString() })) }
    },
  )

  app.post(
    '/audit/members/:membershipId/own-record',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'noteOwnRecord',
        tags,
        summary: 'Say which record is a member of staff’s own, so that looks at it and nearby are asked about',
        params: MembershipId,
        body: OwnRecordBody,
        response: { 200: OwnRecordAnswer, ...refusals('not-found') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => noteOwnRecord(context, { ...request.params, ...request.body })),
  )

  app.put(
    '/scheme/privacy',
    {
      config: { access: OFFICER },
      schema: {
        operationId: 'setPrivacy',
        tags: ['Scheme'],
        summary: 'Set from when looking is asked about, and for how long an opened record stays open',
        body: PrivacySettings.meta({ id: 'PrivacySettings' }),
        response: { 200: SchemeBody, ...refusals('changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const scheme = await setPrivacy(request.context, { privacy: request.body, version: versionToChange(request) })
      reply.header('etag', etag(scheme.version))
      return toSchemeBody(scheme)
    },
  )
}
