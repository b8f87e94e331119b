import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { hashRequest } from '../idempotency.ts'
import { invalid, Refusal } from '../problems.ts'

/**
 * Calls a use-case for a POST and answers with its result. With an `Idempotency-Key` the use-case records key and answer
 * in its own transaction, and the same request gets the first answer again.
 */
export async function answerOnce<Result, Body = Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  useCase: (context: Context) => Promise<Result>,
  {
    status = 200,
    toBody = (result) => result as unknown as Body,
  }: { status?: number; toBody?: (result: Result) => Body } = {},
): Promise<Body> {
  const key = request.headers['idempotency-key']
  const { context } = request
  reply.code(status)
  if (key === undefined) return toBody(await useCase(context))
  if (typeof key !== 'string' || key.length < 1 || key.length > 255)
    throw invalid('#/headers/idempotency-key', 'Send an Idempotency-Key of 1 to 255 characters')
  const requestHash = hashRequest(request.method, request.url, request.body)
  return toBody(await useCase({ ...context, onceOnly: { key, requestHash, status, toBody } }))
}

/** The version a PATCH, PUT or DELETE is made against, from `If-Match`. Without it a change could undo somebody else's. */
export function versionToChange(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined) throw new Refusal('version-needed', 'Send If-Match with the ETag you read')
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (version === undefined) throw invalid('#/headers/if-match', 'Send If-Match as you read it in ETag, like "3"')
  return Number(version)
}

/**
 * The version a whole PUT replaces, from `If-Match`; undefined when it is to be the first (`If-None-Match: *`). With
 * neither it could undo somebody else's, so it is refused.
 */
export function versionToReplace(request: FastifyRequest): number | undefined {
  const header = request.headers['if-none-match']
  if (header === undefined) return versionToChange(request)
  if (header.trim() === '*' && request.headers['if-match'] === undefined) return undefined
  throw invalid('#/headers/if-none-match', 'Send either If-None-Match: * for the first version, or If-Match')
}

export const etag = (version: number): string => `"${version}"`
