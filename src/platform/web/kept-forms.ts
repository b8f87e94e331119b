import type { FastifyRequest } from 'fastify'
import type { SealedTexts } from '../sealed-text.ts'
import { typedIn } from './forms.ts'

/** What was typed waits in the browser for as long. */
const TYPED_KEPT_MS = 12 * 60 * 60_000

/** A form that could not be taken now, as it is sealed in the page that says why. */
type KeptForm = { accountId: string; path: string; typed: Record<string, string | string[]> }

/** Where passwords and codes are typed: they are kept nowhere. */
const TAKES_SECRETS = /^\/(?:account|sign-in|password|forgotten-password|invitation)(?:[/?]|$)/

/** Whether what was typed may wait in the page: no secret, and no file. */
export const canKeepForm = (request: FastifyRequest): boolean =>
  !TAKES_SECRETS.test(request.url) && request.upload === undefined

/** Seals what a request's form holds, for its own account and for nobody else at this desk. */
export function keepForm(texts: SealedTexts, request: FastifyRequest, accountId: string, now: Date): string {
  const kept = { accountId, path: request.url, typed: typedIn(request) }
  return texts.seal(JSON.stringify(kept), new Date(now.getTime() + TYPED_KEPT_MS))
}

/** The model of the page that offers to send a kept form; undefined when there is none of this account. */
export function openKeptForm(texts: SealedTexts, sealed: unknown, accountId: string, now: Date) {
  const text = typeof sealed === 'string' ? texts.open(sealed, now) : undefined
  if (text === undefined) return undefined
  const kept = JSON.parse(text) as KeptForm // it was sealed by us
  if (kept.accountId !== accountId) return undefined
  return {
    title: 'Carry on where you were',
    action: kept.path,
    fields: Object.entries(kept.typed).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
  }
}
