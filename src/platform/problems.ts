/** Every refusal the service can give, in one list: the source of docs/reference/problems.md and of the API's error schema. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'not-signed-in': { status: 401, title: 'Sign in to do that' },
  'wrong-email-or-password': { status: 401, title: 'The email address or password is not right' },
  'second-factor-needed': { status: 401, title: 'Enter the code from your device as well' },
  'wrong-code': { status: 401, title: 'The code is not right, or was used already' },
  'second-factor-missing': { status: 403, title: 'Your scheme asks for a second factor: set one up first' },
  'not-allowed': { status: 403, title: 'You are not allowed to do that' },
  'record-closed': { status: 403, title: 'This record is closed to named staff' },
  'not-found': { status: 404, title: 'We could not find that record' },
  'step-not-open': { status: 409, title: 'That step is not open now' },
  'read-back-needed': { status: 409, title: 'Read the details back first' },
  'open-referral-exists': { status: 409, title: 'The person has an open referral already' },
  'already-done': { status: 409, title: 'That has already been done' },
  'no-place-left': { status: 409, title: 'There is no place left' },
  'request-in-flight': { status: 409, title: 'The same request is still being worked on' },
  'has-open-work': { status: 409, title: 'Somebody must take over the open work first' },
  'link-over': { status: 410, title: 'That link does not work, or works no more' },
  'changed-by-someone-else': {
    status: 412,
    title: 'The record has changed since you read it: read it again, then repeat your change',
  },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'Send the body as application/json' },
  'not-eligible': { status: 422, title: 'The person does not meet the criteria of the scheme' },
  'referral-incomplete': { status: 422, title: 'Something is missing before the referral can be sent' },
  'consent-needed': { status: 422, title: 'The person has not agreed' },
  'scheme-not-live': { status: 422, title: 'The scheme takes no referrals yet' },
  'not-possible': { status: 422, title: 'That cannot be done with this record' },
  'key-used-for-another-request': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'version-needed': { status: 428, title: 'Say which version you are changing' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'something-went-wrong': { status: 500, title: 'Something went wrong' },
  'try-again-soon': { status: 503, title: 'The service is busy or its database is away' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemType = keyof typeof PROBLEMS

/** A fault in one place of the request: an RFC 6901 pointer (`#/person/bornOn`) and what to do about it. */
export type FieldError = { pointer: string; detail: string }

/** An expected refusal. Anything else that is thrown is a fault and becomes a 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: ProblemType
  readonly errors: readonly FieldError[]
  /** Answered as `Retry-After`, when waiting helps. */
  readonly retryAfterSeconds: number | undefined
  /** What the refusal shows beside its words, to go on from. */
  readonly about: Record<string, unknown> | undefined
  constructor(
    problem: ProblemType,
    detail?: string,
    errors: readonly FieldError[] = [],
    { retryAfterSeconds, about }: { retryAfterSeconds?: number; about?: Record<string, unknown> } = {},
  ) {
    super(detail ?? PROBLEMS[problem].title)
    this.problem = problem
    this.errors = errors
    this.retryAfterSeconds = retryAfterSeconds
    this.about = about
  }
}

/** Refuses with a 400 that points at one field. */
export const invalid = (pointer: string, detail: string): Refusal =>
  new Refusal('invalid-request', detail, [{ pointer, detail }])

/** Refuses with a 429 that says when to try again. */
export const tooManyRequests = (retryAfterSeconds: number, detail: string): Refusal =>
  new Refusal('too-many-requests', detail, [], { retryAfterSeconds })
