import { createHash } from 'node:crypto'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid, Refusal } from '../problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the one file of a form, on routes that take one. */
    upload?: Buffer
  }
}

export const MOST_BYTES_OF_FILE = 10 * 1024 * 1024

/** Forms with one file of at most 10 MB. A form that comes slower than a request may take is cut off like any other. */
export async function registerUploads(app: FastifyInstance): Promise<void> {
  await app.register(multipart, {
    limits: { fileSize: MOST_BYTES_OF_FILE, files: 1, fields: 10, parts: 11, fieldSize: 4_000, fieldNameSize: 50 },
  })
  // A form is taken where one is asked for, and nowhere else.
  app.addHook('preParsing', async (request) => {
    const isForm = request.headers['content-type']?.startsWith('multipart/') === true
    if (isForm && request.routeOptions.schema?.consumes?.includes('multipart/form-data') !== true)
      throw new Refusal('unsupported-media-type')
  })
}

/**
 * Before a form is checked like any body: its fields become the body, and the file's field the hash of the bytes, by which a
 * request that is sent again is known as the same.
 */
export async function readUpload(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Refusal('unsupported-media-type', 'Send the file as multipart/form-data')
  const fields: Record<string, unknown> = {}
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        fields[part.fieldname] = part.value
        continue
      }
      request.upload = await part.toBuffer()
      fields[part.fieldname] = createHash('sha256').update(request.upload).digest('hex')
    }
  } catch (error) {
    throw toFormRefusal(error)
  }
  request.body = fields
}

/** The options of a page's route that takes a form with one file. */
export const FORM_WITH_FILE = {
  bodyLimit: MOST_BYTES_OF_FILE + 64 * 1024,
  schema: { consumes: ['multipart/form-data'] },
  preValidation: async (request: FastifyRequest): Promise<void> => {
    if (request.isMultipart()) await readUpload(request)
  },
}

/** The file that a form brought, or a refusal at its field. */
export function fileOf({ upload }: FastifyRequest): Buffer {
  if (upload === undefined || upload.length === 0) throw invalid('#/file', 'Choose a CSV or Excel file')
  return upload
}

/** What multipart itself refuses has a status and stays as it is; a form that breaks off has none, and is refused in words. */
export const toFormRefusal = (error: unknown): unknown =>
  error instanceof Error && 'statusCode' in error
    ? error
    : invalid('#', 'The form could not be read: send it again, whole, as multipart/form-data')
