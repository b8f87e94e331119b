import type { TestApp } from '../support/app.ts'
import type { Answer, Client } from '../support/client.ts'

type Call = { ids?: object; body?: object; query?: string; headers?: object }
/** Calls a route, which must succeed, and keeps how many statements it sent. Gives the body of the answer. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the script then reads from it
export type Count = (client: Client, route: string, call?: Call) => Promise<any>

export const FIRST = { 'if-none-match': '*' }
export const at = (version: number) => ({ 'if-match': `"${version}"` })

export async function countRoundTrips(
  { as, given, queries }: TestApp,
  play: (count: Count) => Promise<void>,
): Promise<Map<string, number>> {
  const referrer = as(given.town.referrer)
  const counted = new Map<string, number>()
  await referrer.token()
  queries.reset()
  await referrer.get('/scheme')
  const kept = new Set(queries.sent().map(({ text }) => text))
  if (kept.has('begin')) throw new Error('Nothing is changed by who asks')

  await play(async (client, route, { ids = {}, body, query = '', headers = {} } = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const url = path.replace(/:(\w+)/g, (_, name: string) => String((ids as Record<string, string>)[name])) + query
    const extra = { headers: { ...headers, ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}) } }
    await client.token()
    queries.reset()
    const answer = await send(client, method, url, body, extra)
    const sent = queries.sent().filter(({ text }) => !kept.has(text))
    if (answer.statusCode >= 300) throw new Error(`${route} answered ${answer.statusCode}: ${answer.text}`)
    counted.set(route, sent.length)
    return answer.body
  })
  return counted
}

function send(client: Client, method: string, url: string, body: object | undefined, extra: object): Promise<Answer> {
  switch (method) {
    case 'GET':
      return client.get(url, extra)
    case 'POST':
      return client.post(url, body, extra)
    case 'PATCH':
      return client.patch(url, body, extra)
    case 'PUT':
      return client.put(url, body, extra)
    case 'DELETE':
      return client.delete(url, extra)
    default:
      throw new Error(`No test sends ${method}`)
  }
}
