/**
 * How lists are written to and read from the database, by the ids that PostgreSQL gives its own types (pg_type.dat).
 *
 * postgres.js would ask each new client's first connection for them. Were that connection lost at the wrong moment, the
 * client would write lists as if they were text, for as long as it lives.
 */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}]+)/g

/** @param text a list of one dimension as the database writes it: `{a,"b, \"c\"",NULL}` */
function readList<Element>(text: string, read: (element: string) => Element): (Element | null)[] {
  return Array.from(text.matchAll(ELEMENT), ([, quoted, plain]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, '$1'))
    return plain === undefined || plain === 'NULL' ? null : read(plain)
  })
}

function writeList(list: unknown): string {
  if (!Array.isArray(list)) return String(list)
  return `{${list.map(writeElement).join()}}`
}

function writeElement(element: unknown): string {
  if (element === null || element === undefined) return 'NULL'
  const text = element instanceof Date ? element.toISOString() : String(element)
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

const list = <Element>(id: number, read: (element: string) => Element) => ({
  to: id,
  from: [id],
  serialize: writeList,
  parse: (text: string) => readList(text, read),
})

const asText = (element: string) => element
const asMoment = (element: string) => new Date(element)

export const LIST_TYPES = {
  booleans: list(1000, (element) => element === 't'),
  names: list(1003, asText),
  smallNumbers: list(1005, Number),
  numbers: list(1007, Number),
  texts: list(1009, asText),
  bigNumbers: list(1016, asText),
  doubles: list(1022, Number),
  days: list(1182, asText),
  moments: list(1185, asMoment),
  decimals: list(1231, asText),
  ids: list(2951, asText),
}
