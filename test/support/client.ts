import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Member } from './town.ts'
import { PASSWORD } from './town.ts'

export type Answer = {
  statusCode: number
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the test then asserts it to be
  body: any
  headers: Record<string, string | string[] | number | undefined>
  text: string
}
type Extra = { headers?: Record<string, string> }

export type Client = {
  get: (path: string, extra?: Extra) => Promise<Answer>
  post: (path: string, body?: unknown, extra?: Extra) => Promise<Answer>
  patch: (path: string, body: unknown, extra?: Extra) => Promise<Answer>
  put: (path: string, body: unknown, extra?: Extra) => Promise<Answer>
  delete: (path: string, extra?: Extra) => Promise<Answer>
  token: () => Promise<string | undefined>
}

/** People who call the API as a browser or a clinical system would, signing in when they must. */
export function createClients(app: FastifyInstance) {
  const tokens = new Map<string, Promise<string>>()

  async function send(options: InjectOptions, token: string | undefined, extra: Extra = {}): Promise<Answer> {
    const url = String(options.url)
    const response = await app.inject({
      ...options,
      url: url.startsWith('/api') || url.startsWith('/health') ? url : `/api/v1${url}`,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...extra.headers },
    })
    const isJson = String(response.headers['content-type'] ?? '').includes('json')
    return {
      statusCode: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: isJson && response.body !== '' ? response.json() : undefined,
    }
  }

  async function signIn({ email, membershipId }: Member): Promise<string> {
    const answer = await send(
      { method: 'POST', url: '/sessions', payload: { email, password: PASSWORD, membershipId } },
      undefined,
    )
    if (answer.statusCode !== 201) throw new Error(`Sign-in answered ${answer.statusCode}: ${answer.text}`)
    return answer.body.accessToken
  }

  function tokenOf(member: Member): Promise<string> {
    const known = tokens.get(member.membershipId)
    if (known !== undefined) return known
    const token = signIn(member)
    tokens.set(member.membershipId, token)
    return token
  }

  const clientWith = (token: () => Promise<string | undefined>): Client => ({
    token,
    get: async (url, extra) => send({ method: 'GET', url }, await token(), extra),
    post: async (url, body, extra) => send({ method: 'POST', url, ...payloadOf(body) }, await token(), extra),
    patch: async (url, body, extra) => send({ method: 'PATCH', url, ...payloadOf(body) }, await token(), extra),
    put: async (url, body, extra) => send({ method: 'PUT', url, ...payloadOf(body) }, await token(), extra),
    delete: async (url, extra) => send({ method: 'DELETE', url }, await token(), extra),
  })

  return {
    as: (member: Member) => clientWith(() => tokenOf(member)),
    anybody: clientWith(async () => undefined),
    forgetSessions: () => tokens.clear(),
  }
}

const payloadOf = (body: unknown): { payload?: object } => (body === undefined ? {} : { payload: body as object })
