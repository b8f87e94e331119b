import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { readUpload } from '../../platform/http/uploads.ts'
import { FileBody, FileId, FilesBody, FilesQuery, NewFileBody, RemoveFileBody, toFileBody } from './contract.ts'
import { FILE_TYPE_NAMES, FILE_TYPES } from './kinds.ts'
import { addFile } from './use-cases/add-file.ts'
import { listFiles } from './use-cases/list-files.ts'
import { readFile } from './use-cases/read-file.ts'
import { removeFile } from './use-cases/remove-file.ts'

const ADDERS = ['referrer', 'advisor', 'team-lead', 'provider', 'administrator', 'privacy-officer'] as const
const tags = ['Files']
/** Bytes are sent as they are; the schema is for the documentation. */
const bytes = z.unknown().meta({ type: 'string', format: 'binary' })

export const fileApi: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/files',
    {
      config: { access: ADDERS },
      preValidation: readUpload,
      schema: {
        operationId: 'addFile',
        tags,
        summary: 'Put a photograph or a paper beside a record',
        consumes: ['multipart/form-data'],
        body: NewFileBody,
        response: { 201: FileBody, ...refusals('not-found', 'not-possible', 'too-large', 'unsupported-media-type') },
      },
    },
    (request, reply) => {
      const { file: _, ...input } = request.body
      const sent = request.upload ?? Buffer.alloc(0)
      return answerOnce(request, reply, (context) => addFile(context, { ...input, bytes: sent }), {
        status: 201,
        toBody: toFileBody,
      })
    },
  )

  app.get(
    '/files',
    {
      config: { access: ADDERS },
      schema: {
        operationId: 'listFiles',
        tags,
        summary: 'The files of one record, and what was removed and why',
        querystring: FilesQuery,
        response: { 200: FilesBody, ...refusals('not-found') },
      },
    },
    async (request) => ({ items: (await listFiles(request.context, request.query)).map(toFileBody) }),
  )

  app.get(
    '/files/:fileId',
    {
      config: { access: ADDERS },
      schema: {
        operationId: 'getFile',
        tags,
        summary: 'The file itself, to be saved: it is never shown in the page',
        params: FileId,
        response: {
          200: {
            description: 'The bytes',
            content: Object.fromEntries(FILE_TYPE_NAMES.map((type) => [type, { schema: bytes }])),
          },
          ...refusals('not-found', 'already-done'),
        },
      },
    },
    async (request, reply) => {
      const { file, bytes: content } = await readFile(request.context, request.params)
      return reply
        .type(file.type)
        .header('content-disposition', `attachment; filename="file-${file.id.slice(-12)}.${FILE_TYPES[file.type]}"`)
        .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
        .send(content)
    },
  )

  app.post(
    '/files/:fileId/remove',
    {
      config: { access: ADDERS },
      schema: {
        operationId: 'removeFile',
        tags,
        summary: 'Remove a file: its bytes go, that it was there stays',
        params: FileId,
        body: RemoveFileBody,
        response: { 200: FileBody, ...refusals('not-found', 'already-done') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => removeFile(context, { ...request.params, ...request.body }), {
        toBody: toFileBody,
      }),
  )
}
