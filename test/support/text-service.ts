import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestLike } from './database.ts'

export type TextRequest = {
  authorization: string | undefined
  key: string | undefined
  body: { id: string; to: string; text: string }
}

/** The text service of docs/how-to/connect-a-text-service.md, in this process. It ends with the test. */
export async function startTextService(
  t: TestLike,
): Promise<{ url: string; taken: TextRequest[]; answer: { status: number } }> {
  const taken: TextRequest[] = []
  const answer = { status: 202 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization, 'idempotency-key': key } = request.headers
      taken.push({ authorization, key: String(key), body: JSON.parse(Buffer.concat(chunks).toString()) })
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ providerId: `p${taken.length}` }))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  t.teardown(() => new Promise<void>((stopped) => void server.close(() => stopped())))
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  return { url: `http://127.0.0.1:${port}/texts`, taken, answer }
}
