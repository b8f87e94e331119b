import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import {
  DraftBody,
  DraftId,
  DraftsBody,
  ScheduleBody,
  SettingsChangesBody,
  toDraftBody,
  toDraftLineBody,
} from './contract.ts'
import { discardDraft } from './use-cases/discard-draft.ts'
import { draftSettings } from './use-cases/draft-settings.ts'
import { listDrafts } from './use-cases/list-drafts.ts'
import { readDraft } from './use-cases/read-draft.ts'
import { scheduleDraft } from './use-cases/schedule-draft.ts'

const ADMINISTRATOR = ['administrator'] as const
const tags = ['Scheme']
const STALE = ['step-not-open', 'changed-by-someone-else', 'version-needed'] as const

/** Settings change as a draft that is looked at first, and from a day. */
export const draftRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/scheme/settings-drafts',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'listSettingsDrafts',
        tags,
        summary: 'How the settings changed and are to change, the latest first',
        response: { 200: DraftsBody, ...refusals() },
      },
    },
    async (request) => ({ items: (await listDrafts(request.context)).map(toDraftLineBody) }),
  )

  app.post(
    '/scheme/settings-drafts',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'draftSettings',
        tags,
        summary: 'Write down how settings are to change, and see what it touches; nothing changes yet',
        body: SettingsChangesBody,
        response: { 201: DraftBody, ...refusals('not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => draftSettings(context, request.body), {
        status: 201,
        toBody: toDraftBody,
      }),
  )

  app.get(
    '/scheme/settings-drafts/:draftId',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'readSettingsDraft',
        tags,
        summary: 'A change with what it touches as things are now',
        params: DraftId,
        response: { 200: DraftBody, ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      const draft = await readDraft(request.context, request.params)
      reply.header('etag', etag(draft.version))
      return toDraftBody(draft)
    },
  )

  app.put(
    '/scheme/settings-drafts/:draftId/schedule',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'scheduleSettingsDraft',
        tags,
        summary: 'Say from which day it holds; from today is at once',
        params: DraftId,
        body: ScheduleBody,
        response: { 200: DraftBody, ...refusals('not-found', ...STALE) },
      },
    },
    async (request, reply) => {
      const draft = await scheduleDraft(request.context, {
        ...request.params,
        ...request.body,
        version: versionToChange(request),
      })
      reply.header('etag', etag(draft.version))
      return toDraftBody(draft)
    },
  )

  app.delete(
    '/scheme/settings-drafts/:draftId',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'discardSettingsDraft',
        tags,
        summary: 'Throw a change away, also one that waits for its day; that it was drafted is kept',
        params: DraftId,
        response: { 200: DraftBody, ...refusals('not-found', ...STALE) },
      },
    },
    async (request) =>
      toDraftBody(await discardDraft(request.context, { ...request.params, version: versionToChange(request) })),
  )
}
