import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { AnsweredBefore, hashRequest, KeyUsedBefore } from '../idempotency.ts'
import { type FieldError, PROBLEMS, Refusal } from '../problems.ts'
import { sayFault } from './plain-faults.ts'

/** What a browser sent: a field that stands twice is a list. */
export type Typed = Readonly<Record<string, string | string[] | undefined>>

/** What is wrong with a form: in the summary on top, each with a link to its field, and beside the fields. */
export type Faults = {
  list: { text: string; href?: string }[]
  /** By the name of the field. */
  of: Record<string, string>
}

export const NO_FAULTS: Faults = { list: [], of: {} }

/** A form that is only a button. */
export const NothingForm = z.object({})

/** Fields that the page itself adds, and no form knows. */
const OWN_FIELDS = new Set(['_csrf', '_key'])

export function typedIn(request: FastifyRequest): Typed {
  const body = (request.body ?? {}) as Record<string, string | string[] | undefined>
  return Object.fromEntries(Object.entries(body).filter(([name]) => !OWN_FIELDS.has(name)))
}

/** An empty box is nothing typed: forms say what is needed, not that a text is too short. */
const withoutEmpty = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).filter(([, value]) => value !== undefined && value !== '' && String(value).trim() !== ''),
  )

/** Field errors in the order of the form: `#/person/nhsNumber` is the field `nhsNumber`, unless `fieldOf` knows better. */
export function toFaults(
  errors: readonly FieldError[],
  detail: string,
  fieldOf: (pointer: string) => string | undefined = lastOf,
): Faults {
  if (errors.length === 0) return { list: [{ text: detail }], of: {} }
  const faults: Faults = { list: [], of: {} }
  for (const { pointer, detail: text } of errors) {
    const field = fieldOf(pointer)
    faults.list.push(field === undefined ? { text } : { text, href: `#${field}` })
    if (field !== undefined) faults.of[field] ??= text
  }
  return faults
}

const lastOf = (pointer: string): string | undefined => {
  const last = pointer.split('/').at(-1)
  return last === undefined || last === '#' || last === '' ? undefined : last
}

type Read<Value> = { isRight: true; value: Value } | { isRight: false; faults: Faults }

/** Reads what was typed by a form's schema, whose messages are what the person reads. */
export function readForm<Schema extends z.ZodType>(schema: Schema, typed: Typed): Read<z.output<Schema>> {
  const unreadable = Object.keys(typed).filter((name) => [typed[name] ?? []].flat().some((text) => !isReadable(text)))
  if (unreadable.length > 0)
    return {
      isRight: false,
      faults: toFaults(
        unreadable.map((name) => ({ pointer: `#/${name}`, detail: UNREADABLE })),
        UNREADABLE,
      ),
    }
  const parsed = schema.safeParse(withoutEmpty(typed), { error: sayFault })
  if (parsed.success) return { isRight: true, value: parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message }))
  return {
    isRight: false,
    faults: toFaults(errors, 'Check what you entered', (pointer) => pointer.slice(2).split('/')[0]),
  }
}

const UNREADABLE = 'Type this again by hand: what was pasted holds a sign that cannot be kept'

/** Signs that control a machine, and halves of signs, are no text: nothing that is kept can hold them. */
const isReadable = (text: string): boolean =>
  !/\p{Surrogate}/u.test(text) &&
  [...text].every((sign) => {
    const code = sign.codePointAt(0) ?? 0
    return (code > 31 && code !== 127) || sign === '\n' || sign === '\r' || sign === '\t'
  })

type FormAnswer<Schema extends z.ZodType, Result> = {
  form: Schema
  /** The use-case. It is given a context that makes a second press of the button the same as the first. */
  act: (context: Context, value: z.output<Schema>) => Promise<Result>
  /** Where the browser goes on after it is done. */
  to: (result: Result) => string
  /** The page again, with what was typed and what to do about it. */
  again: (typed: Typed, faults: Faults) => Promise<FastifyReply>
  /** The field that a use-case's pointer speaks of. */
  fieldOf?: (pointer: string) => string | undefined
}

/** Refusals that somebody can mend in the form, or at least must read beside what they typed. */
const IN_THE_FORM = new Set([400, 409, 412, 415, 422])

/**
 * Takes a form: reads it, calls one use-case, and redirects; or shows the form again, with nothing lost. Pressing twice
 * does it once, because the form carries a key.
 */
export async function answerForm<Schema extends z.ZodType, Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, act, to, again, fieldOf }: FormAnswer<Schema, Result>,
): Promise<FastifyReply> {
  const typed = typedIn(request)
  const read = readForm(form, typed)
  if (!read.isRight) {
    reply.code(400)
    return again(typed, read.faults)
  }
  try {
    const result = await act(contextOnce(request, to), read.value)
    return reply.redirect(to(result), 303)
  } catch (error) {
    if (error instanceof AnsweredBefore) return reply.redirect(locationOf(error, to), 303)
    if (!(error instanceof Refusal) || !IN_THE_FORM.has(PROBLEMS[error.problem].status)) throw error
    reply.code(PROBLEMS[error.problem].status)
    if (error instanceof KeyUsedBefore) return again(typed, sentBefore(error, to))
    return again(typed, toFaults(error.errors, error.message, fieldOf))
  }
}

/** What was sent a second time in other words did arrive the first time: the way to it, beside the words that did not. */
const sentBefore = <Result>({ answered }: KeyUsedBefore, to: (result: Result) => string): Faults => ({
  list: [{ text: SENT_BEFORE, href: locationOf(answered, to) }],
  of: {},
})
const SENT_BEFORE =
  'This form arrived already, in other words than stand here now. Read what arrived, and add there what is missing.'

/** The same for a form that only asks what would happen: shows the answer, and changes nothing. */
export async function checkForm<Schema extends z.ZodType, Result>(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Pick<FormAnswer<Schema, Result>, 'form' | 'act' | 'again' | 'fieldOf'> & {
    show: (typed: Typed, result: Result) => Promise<FastifyReply>
  },
): Promise<FastifyReply> {
  const { form, act, show, again, fieldOf } = asked
  const typed = typedIn(request)
  const read = readForm(form, typed)
  if (!read.isRight) {
    reply.code(400)
    return again(typed, read.faults)
  }
  let result: Result
  try {
    result = await act(request.context, read.value)
  } catch (error) {
    if (!(error instanceof Refusal) || !IN_THE_FORM.has(PROBLEMS[error.problem].status)) throw error
    reply.code(PROBLEMS[error.problem].status)
    return again(typed, toFaults(error.errors, error.message, fieldOf))
  }
  return show(typed, result)
}

/** The context of a form that carries a key, so that its use-case records the key with the change. */
function contextOnce<Result>(request: FastifyRequest, to: (result: Result) => string): Context {
  const { _key: key } = (request.body ?? {}) as { _key?: unknown }
  const { context } = request
  if (typeof key !== 'string' || !/^[\w-]{16,64}$/.test(key)) return context
  const requestHash = hashRequest(request.method, request.url, typedIn(request))
  const toBody = (result: Result) => ({ location: to(result) })
  return { ...context, onceOnly: { key: `form-${key}`, requestHash, status: 303, toBody } }
}

/** A hot write keeps its result itself; any other keeps where the browser went on. */
function locationOf<Result>({ body }: AnsweredBefore, to: (result: Result) => string): string {
  const location = (body as { location?: unknown } | null)?.location
  return typeof location === 'string' ? location : to(body as Result)
}
