import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { default as ajvFormats } from 'ajv-formats'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'oruk')
const BASE = 'https://openreferraluk.org/specifications/3.0/schema/'

export const readFixture = (path: string): string => readFileSync(join(FIXTURES, path), 'utf8')

/** Holds answers against the published schemas of HSDS-UK 3.0: what is wrong with one, in words. */
export function loadSchemas(): (schema: string, body: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default(ajv)
  for (const file of readdirSync(join(FIXTURES, 'schema')))
    ajv.addSchema(JSON.parse(readFixture(`schema/${file}`)), `${BASE}${file}`)
  return (schema, body) => {
    const validate = ajv.getSchema(`${BASE}${schema}.json`)
    if (validate === undefined) throw new Error(`There is no schema ${schema}`)
    void validate(body)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
