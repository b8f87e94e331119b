import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerOnce } from '../../platform/http/once.ts'
import { PageQuery } from '../../platform/http/paging.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { toFormRefusal } from '../../platform/http/uploads.ts'
import { invalid, Refusal } from '../../platform/problems.ts'
import { MOST_BYTES } from '../../platform/spreadsheets/read-spreadsheet.ts'
import {
  ImportBody,
  ImportId,
  ImportsBody,
  Kind,
  MappingBody,
  ProgressBody,
  RowsBody,
  RowsQuery,
  TemplateQuery,
  toImportBody,
  toImportFacts,
  toProgressBody,
  toRowBody,
  toUploadedBody,
  UploadedBody,
} from './contract.ts'
import type { ImportKind } from './kinds.ts'
import { DIRECTORY_TAKERS } from './policy.ts'
import { listImportedRows } from './use-cases/list-import-rows.ts'
import { listImports } from './use-cases/list-imports.ts'
import { mapColumns } from './use-cases/map-columns.ts'
import { readImport } from './use-cases/read-import.ts'
import { runImport } from './use-cases/run-import.ts'
import { takeBackImport } from './use-cases/take-back-import.ts'
import { tryImport } from './use-cases/try-import.ts'
import { uploadFile } from './use-cases/upload-file.ts'
import { writeDirectory } from './use-cases/write-directory.ts'
import { writeRowsToMend } from './use-cases/write-rows-to-mend.ts'
import { writeTemplate } from './use-cases/write-template.ts'

const access = 'signed-in'
const tags = ['Imports']
const Csv = z.string().describe('CSV in UTF-8 with a byte order mark, as Excel opens it')

export const importApi: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/imports/template',
    {
      config: { access },
      schema: {
        operationId: 'getImportTemplate',
        tags,
        summary: 'An empty file with the headings, and a row that explains them',
        querystring: TemplateQuery,
        response: { 200: Csv, ...refusals() },
      },
    },
    async (request, reply) => sendCsv(reply, writeTemplate(request.context, request.query)),
  )

  app.get(
    '/activities/csv',
    {
      config: { access: DIRECTORY_TAKERS },
      schema: {
        operationId: 'downloadDirectory',
        tags,
        summary: 'The directory as a file that can be brought back; of a group its own activities',
        response: { 200: Csv, ...refusals() },
      },
    },
    async (request, reply) => sendCsv(reply, await writeDirectory(request.context)),
  )

  app.post(
    '/imports',
    {
      config: { access },
      bodyLimit: MOST_BYTES + 64 * 1024,
      schema: {
        operationId: 'uploadImport',
        tags,
        summary: 'Send a CSV or XLSX file as multipart/form-data: `kind`, and `file`',
        consumes: ['multipart/form-data'],
        response: {
          201: UploadedBody,
          ...refusals('unsupported-media-type', 'too-large', 'key-used-for-another-request', 'request-in-flight'),
        },
      },
    },
    async (request, reply) => {
      const { kind, bytes } = await readParts(request)
      return answerOnce(request, reply, (context) => uploadFile(context, { kind, bytes }), {
        status: 201,
        toBody: toUploadedBody,
      })
    },
  )

  app.get(
    '/imports',
    {
      config: { access },
      schema: {
        operationId: 'listImports',
        tags,
        summary: 'The imports that are yours to bring, the latest first',
        querystring: PageQuery,
        response: { 200: ImportsBody, ...refusals() },
      },
    },
    async (request) => {
      const { items, next } = await listImports(request.context, request.query)
      return { items: items.map(toImportFacts), next }
    },
  )

  app.get(
    '/imports/:importId',
    {
      config: { access },
      schema: {
        operationId: 'getImport',
        tags,
        summary: 'How far an import is',
        params: ImportId,
        response: { 200: ProgressBody, ...refusals('not-found') },
      },
    },
    async (request) => toProgressBody(await readImport(request.context, request.params)),
  )

  app.post(
    '/imports/:importId/mapping',
    {
      config: { access },
      schema: {
        operationId: 'mapImportColumns',
        tags,
        summary: 'Say which column of the file holds what',
        params: ImportId,
        body: MappingBody,
        response: { 200: ImportBody, ...refusals('not-found', 'step-not-open') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => mapColumns(context, { ...request.params, ...request.body }), {
        toBody: toImportBody,
      }),
  )

  app.post(
    '/imports/:importId/dry-run',
    {
      config: { access },
      schema: {
        operationId: 'tryImport',
        tags,
        summary: 'Try every row and write none: what is wrong is said by row',
        params: ImportId,
        response: { 200: ImportBody, ...refusals('not-found', 'step-not-open', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => tryImport(context, request.params), { toBody: toImportBody }),
  )

  app.get(
    '/imports/:importId/rows',
    {
      config: { access },
      schema: {
        operationId: 'listImportRows',
        tags,
        summary: 'What became of each row, and what to do about it',
        params: ImportId,
        querystring: RowsQuery,
        response: { 200: RowsBody, ...refusals('not-found') },
      },
    },
    async (request) => {
      const { kind, items, next } = await listImportedRows(request.context, { ...request.params, ...request.query })
      return { items: items.map((row) => toRowBody(kind, row)), next }
    },
  )

  app.get(
    '/imports/:importId/errors',
    {
      config: { access },
      schema: {
        operationId: 'getRowsToMend',
        tags,
        summary: 'The rows with a fault as a CSV file to mend and upload again',
        params: ImportId,
        response: { 200: Csv, ...refusals('not-found') },
      },
    },
    async (request, reply) => sendCsv(reply, await writeRowsToMend(request.context, request.params)),
  )

  app.post(
    '/imports/:importId/run',
    {
      config: { access },
      schema: {
        operationId: 'runImport',
        tags,
        summary: 'Have the good rows written: a job does it, and the import says how far it is',
        params: ImportId,
        response: { 202: ProgressBody, ...refusals('not-found', 'step-not-open') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => runImport(context, request.params), {
        status: 202,
        toBody: toProgressBody,
      }),
  )

  app.post(
    '/imports/:importId/take-back',
    {
      config: { access },
      schema: {
        operationId: 'takeBackImport',
        tags,
        summary: 'Enter in error what an import brought, but for what somebody worked on; ask again until none is left',
        params: ImportId,
        response: { 200: ProgressBody, ...refusals('not-found', 'step-not-open', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => takeBackImport(context, request.params), { toBody: toProgressBody }),
  )
}

async function readParts(request: FastifyRequest): Promise<{ kind: ImportKind; bytes: Buffer }> {
  if (!request.isMultipart())
    throw new Refusal('unsupported-media-type', 'Send the file as multipart/form-data, with the parts kind and file')
  let kind: ImportKind | undefined
  let bytes: Buffer | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') bytes = await part.toBuffer()
      else if (part.fieldname === 'kind') kind = Kind.safeParse(part.value).data
    }
  } catch (error) {
    throw toFormRefusal(error)
  }
  if (kind === undefined)
    throw invalid('#/kind', 'Say in kind what the file holds: organisations, accounts, activities or caseload')
  if (bytes === undefined) throw invalid('#/file', 'Send the file in the part file')
  return { kind, bytes }
}

function sendCsv(reply: { type: (type: string) => { send: (text: string) => unknown } }, text: string): string {
  reply.type('text/csv; charset=utf-8').send(text)
  return reply as never // fastify takes the reply for an answer that was sent
}
