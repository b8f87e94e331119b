import type { TestApp } from './app.ts'
import type { Answer, Client } from './client.ts'

type Form = { payload: Buffer; headers: Record<string, string> }
const BOUNDARY = 'a-boundary-of-the-tests'

/** A file as a form sends it. */
export function upload(
  client: Client,
  kind: string,
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const form = toForm(kind, bytes)
  return client.post('/imports', form.payload, { headers: { ...form.headers, ...headers } })
}

/** Fields and one file, as a browser sends them. */
export const toForm = (kind: string, bytes: Buffer): Form => toFileForm({ kind }, bytes)

export const toFileForm = (fields: Record<string, string>, bytes: Buffer): Form => ({
  payload: Buffer.concat([
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]),
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
})

/** Has an import written by the worker, and says how far it is. */
export async function runToEnd(
  { runJobs }: Pick<TestApp, 'runJobs'>,
  client: Client,
  importId: string,
): Promise<Answer> {
  const asked = await client.post(`/imports/${importId}/run`)
  if (asked.statusCode !== 202) return asked
  await runJobs()
  return client.get(`/imports/${importId}`)
}

/** Asks until nothing is left, as the how-to says. */
export async function askUntilDone(client: Client, path: string): Promise<Answer> {
  for (;;) {
    const answer = await client.post(path)
    if (answer.statusCode !== 200 || answer.body.left === 0) return answer
  }
}
