import type { Role } from '../../src/platform/context.ts'
import type { TestApp } from '../support/app.ts'
import type { Answer, Client } from '../support/client.ts'
import { MATRIX, type Row } from './matrix.ts'
import type { World } from './world.ts'

/* The OpenAPI document as tests walk it: each operation with its row of the matrix, so that a new route is walked by itself. */

export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}
type Operation = {
  parameters?: { in: string; name: string }[]
  requestBody?: { content?: Record<string, { schema: Schema }> }
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export type Walked = {
  /** As the matrix names it. */
  name: string
  row: Row
  query: string[]
  /** Of a JSON body. */
  body: Schema | undefined
  /** Follows a reference to where it is written. */
  resolve: (schema: Schema) => Schema
}

export async function walkOperations({ anybody }: TestApp): Promise<Walked[]> {
  const { paths, components } = (await anybody.get('/openapi.json')).body as Document
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : resolve(components.schemas[name] ?? {})
  }
  const walked: Walked[] = []
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`
      const row = MATRIX[name]
      if (row === undefined) continue
      walked.push({
        name,
        row,
        query: (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
        body: operation.requestBody?.content?.['application/json']?.schema,
        resolve,
      })
    }
  return walked
}

/** Who may call it, as the matrix has it; a public route is nobody's. */
export const callersOf = ({ may }: Row, all: readonly Role[]): readonly Role[] =>
  may === 'public' ? [] : may === 'signed-in' ? all : may

/** The address with the role's own things in it. */
export const ownUrl = (world: World, name: string, role: Role): string =>
  (name.split(' ')[1] ?? '').replace(
    /:(\w+)/g,
    (_, parameter: string) => world.things[parameter]?.own[role] ?? '00000000-0000-4000-8000-000000000000',
  )

export function call(client: Client, name: string, url: string, body: unknown): Promise<Answer> {
  const extra = { headers: { 'if-match': '"1"' } }
  switch (name.split(' ')[0]) {
    case 'GET':
      return client.get(url)
    case 'POST':
      return client.post(url, body, extra)
    case 'PATCH':
      return client.patch(url, body, extra)
    case 'PUT':
      return client.put(url, body, extra)
    default:
      return client.delete(url, extra)
  }
}
