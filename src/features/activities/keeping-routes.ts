import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce, etag, versionToChange } from '../../platform/http/once.ts'
import { PageQuery } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { readUpload } from '../../platform/http/uploads.ts'
import { DirectorySettings, getScheme, SchemeBody, toSchemeBody } from '../schemes/public.ts'
import { ActivityBody, ActivityId, toActivityBody } from './contract.ts'
import {
  CountedBody,
  DecideEditBody,
  EditId,
  EditsBody,
  NewSuggestionBody,
  PhotoBody,
  PhotoForm,
  SettleSuggestionBody,
  SuggestionId,
  SuggestionIdBody,
  SuggestionsBody,
  toEditBody,
  toSuggestionBody,
  WalkInsBody,
  WalkInsListBody,
} from './keeping-contract.ts'
import type { Activity } from './store.ts'
import { confirmActivity } from './use-cases/confirm-activity.ts'
import { countWalkIns } from './use-cases/count-walk-ins.ts'
import { decideEdit } from './use-cases/decide-edit.ts'
import { listEdits, listSuggestions } from './use-cases/list-to-read.ts'
import { listWalkInsOf } from './use-cases/list-walk-ins.ts'
import { readPhoto } from './use-cases/read-photo.ts'
import { setDirectory } from './use-cases/set-directory.ts'
import { setPhoto, takePhotoAway } from './use-cases/set-photo.ts'
import { settleSuggestion } from './use-cases/settle-suggestion.ts'
import { suggestChange } from './use-cases/suggest-change.ts'

const KEEPERS: readonly Role[] = ['advisor', 'team-lead', 'administrator']
const EDITORS: readonly Role[] = [...KEEPERS, 'provider']
const READERS: readonly Role[] = ['referrer', ...EDITORS]
const ONCE = ['request-in-flight', 'key-used-for-another-request'] as const
const tags = ['Activities']

/** How the directory is kept true: changes that are read first, confirming, suggestions, pictures, open doors counted. */
export const keepingRoutes: FastifyPluginAsyncZod = async (app) => {
  app.put(
    '/scheme/directory',
    {
      config: { access: ['administrator'] },
      schema: {
        operationId: 'setDirectory',
        tags: ['Scheme'],
        summary: 'Set who reads the directory, whether changes wait to be read, and how often listings are confirmed',
        body: DirectorySettings.meta({ id: 'DirectorySettings' }),
        response: { 200: SchemeBody, ...refusals('changed-by-someone-else', 'version-needed') },
      },
    },
    async (request, reply) => {
      const scheme = await setDirectory(request.context, { directory: request.body, version: versionToChange(request) })
      reply.header('etag', etag(scheme.version))
      return toSchemeBody(scheme)
    },
  )

  app.get(
    '/activity-edits',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'listActivityEdits',
        tags,
        summary: 'What groups would change, the oldest first',
        querystring: PageQuery,
        response: { 200: EditsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listEdits(request.context, request.query)
      return { items: items.map(toEditBody), next }
    },
  )

  app.post(
    '/activities/:activityId/edits/:editId/decide',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'decideActivityEdit',
        tags,
        summary: 'Say yes or no to what a group would change',
        params: EditId,
        body: DecideEditBody,
        response: { 200: ActivityBody, ...refusals('not-found', 'already-done', 'not-possible', ...ONCE) },
      },
    },
    async (request, reply) => {
      const scheme = await getScheme(request.context)
      return answerOnce(request, reply, (context) => decideEdit(context, { ...request.params, ...request.body }), {
        toBody: (activity: Activity) => toActivityBody(activity, scheme),
      })
    },
  )

  app.post(
    '/activities/:activityId/confirm',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'confirmActivity',
        tags,
        summary: 'Say that all of a listing is so',
        params: ActivityId,
        response: { 200: ActivityBody, ...refusals('not-found', 'not-possible', ...ONCE) },
      },
    },
    async (request, reply) => {
      const scheme = await getScheme(request.context)
      return answerOnce(request, reply, (context) => confirmActivity(context, request.params), {
        toBody: (activity: Activity) => toActivityBody(activity, scheme),
      })
    },
  )

  app.post(
    '/activity-suggestions',
    {
      config: { access: READERS },
      schema: {
        operationId: 'suggestChange',
        tags,
        summary: 'Say what is wrong or missing in the directory',
        body: NewSuggestionBody,
        response: { 201: SuggestionIdBody, ...refusals('not-found', ...ONCE) },
      },
    },
    (request, reply) => answerOnce(request, reply, (context) => suggestChange(context, request.body), { status: 201 }),
  )

  app.get(
    '/activity-suggestions',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'listSuggestions',
        tags,
        summary: 'What somebody says is wrong or missing, the oldest first',
        querystring: PageQuery,
        response: { 200: SuggestionsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listSuggestions(request.context, request.query)
      return { items: items.map(toSuggestionBody), next }
    },
  )

  app.post(
    '/activity-suggestions/:suggestionId/settle',
    {
      config: { access: KEEPERS },
      schema: {
        operationId: 'settleSuggestion',
        tags,
        summary: 'Say what was done about a suggestion',
        params: SuggestionId,
        body: SettleSuggestionBody,
        response: { 200: SuggestionIdBody, ...refusals('not-found', 'already-done', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => settleSuggestion(context, { ...request.params, ...request.body })),
  )

  app.post(
    '/activities/:activityId/walk-ins',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'countWalkIns',
        tags,
        summary: 'How many came by an open door on a day; said again, the later number counts',
        params: ActivityId,
        body: WalkInsBody,
        response: { 200: CountedBody, ...refusals('not-found', 'not-possible', ...ONCE) },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => countWalkIns(context, { ...request.params, ...request.body })),
  )

  app.get(
    '/activities/:activityId/walk-ins',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'listWalkIns',
        tags,
        summary: 'How many came by an open door, the latest days first',
        params: ActivityId,
        response: { 200: WalkInsListBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: await listWalkInsOf(request.context, request.params) }),
  )

  app.post(
    '/activities/:activityId/photo',
    {
      config: { access: EDITORS },
      preValidation: readUpload,
      schema: {
        operationId: 'setActivityPhoto',
        tags,
        summary: 'Put a picture beside a listing, in place of the one before',
        consumes: ['multipart/form-data'],
        params: ActivityId,
        body: PhotoForm,
        response: { 200: PhotoBody, ...refusals('not-found', 'too-large', 'unsupported-media-type', ...ONCE) },
      },
    },
    (request, reply) => {
      const { alternativeText } = request.body
      const bytes = request.upload ?? Buffer.alloc(0)
      return answerOnce(request, reply, (context) => setPhoto(context, { ...request.params, alternativeText, bytes }))
    },
  )

  app.get(
    '/activities/:activityId/photo',
    {
      config: { access: READERS },
      schema: {
        operationId: 'readActivityPhoto',
        tags,
        summary: 'The picture of a listing, a JPEG',
        params: ActivityId,
        response: { 200: z.unknown().meta({ type: 'string', format: 'binary' }), ...refusals('not-found') },
      },
    },
    async (request, reply) => reply.type('image/jpeg').send(await readPhoto(request.context, request.params)),
  )

  app.delete(
    '/activities/:activityId/photo',
    {
      config: { access: EDITORS },
      schema: {
        operationId: 'removeActivityPhoto',
        tags,
        summary: 'Take the picture of a listing away',
        params: ActivityId,
        response: { 204: z.null(), ...refusals('not-found') },
      },
    },
    async (request, reply) => {
      await takePhotoAway(request.context, request.params)
      return reply.code(204).send(null)
    },
  )
}
