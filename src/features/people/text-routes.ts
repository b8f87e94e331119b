import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { etag, versionToChange } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { drawLetters } from './letter-pdf.ts'
import {
  PreviewTextBody,
  SetTextBody,
  TextBody,
  TextKeyParam,
  TextPreviewBody,
  TextsBody,
  toTextBody,
} from './text-contract.ts'
import { listTexts } from './use-cases/list-texts.ts'
import { previewLetter, previewText } from './use-cases/preview-text.ts'
import { setText } from './use-cases/set-text.ts'

const ADMINISTRATOR = ['administrator'] as const
const READERS = ['administrator', 'team-lead', 'advisor'] as const
const tags = ['Scheme']
const STALE = ['changed-by-someone-else', 'version-needed'] as const

/** What a scheme says to people, in its own words. */
export const textRoutes: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/scheme/texts',
    {
      config: { access: READERS },
      schema: {
        operationId: 'listTextsOfScheme',
        tags,
        summary: 'What the scheme says to people by letter, call, text and mail, and what may stand in braces',
        response: { 200: TextsBody, ...refusals() },
      },
    },
    async (request) => ({ items: (await listTexts(request.context)).map(toTextBody) }),
  )

  app.put(
    '/scheme/texts/:key',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'setText',
        tags,
        summary: 'Say it in the words of the scheme',
        params: TextKeyParam,
        body: SetTextBody,
        response: { 200: TextBody, ...refusals('not-found', ...STALE) },
      },
    },
    async (request, reply) => {
      const { key } = request.params
      const text = await setText(request.context, { key, words: request.body, version: versionToChange(request) })
      reply.header('etag', etag(text.version))
      return toTextBody(text)
    },
  )

  app.delete(
    '/scheme/texts/:key',
    {
      config: { access: ADMINISTRATOR },
      schema: {
        operationId: 'resetText',
        tags,
        summary: 'Take the default words for England again',
        params: TextKeyParam,
        response: { 200: TextBody, ...refusals('not-found', ...STALE) },
      },
    },
    async (request, reply) => {
      const { key } = request.params
      const text = await setText(request.context, { key, words: undefined, version: versionToChange(request) })
      reply.header('etag', etag(text.version))
      return toTextBody(text)
    },
  )

  app.post(
    '/scheme/texts/:key/preview',
    {
      config: { access: ADMINISTRATOR, changesNothing: true },
      schema: {
        operationId: 'previewText',
        tags,
        summary: 'How a text would read to somebody invented',
        params: TextKeyParam,
        body: PreviewTextBody,
        response: { 200: TextPreviewBody, ...refusals('not-found') },
      },
    },
    (request) => previewText(request.context, { ...request.params, words: request.body.words }),
  )

  app.post(
    '/scheme/texts/:key/preview-pdf',
    {
      config: { access: ADMINISTRATOR, changesNothing: true },
      schema: {
        operationId: 'previewLetter',
        tags,
        summary: 'How a letter to somebody invented would look on paper',
        produces: ['application/pdf'],
        params: TextKeyParam,
        body: PreviewTextBody,
        response: { 200: z.any().describe('A PDF'), ...refusals('not-found', 'not-possible') },
      },
    },
    async (request, reply) => {
      const letter = await previewLetter(request.context, { ...request.params, words: request.body.words })
      reply.type('application/pdf')
      return drawLetters([letter])
    },
  )
}
