type Described = { paths?: unknown; components?: { schemas?: Record<string, unknown> } }

const PREFIX = '#/components/schemas/'
const INPUT = 'Input'

/**
 * The provider names each schema twice, as it comes in (`ReferralInput`) and as it goes out (`Referral`). Here a schema
 * keeps one name unless both are used and differ, as they do where a default fills what was left out; unused ones go.
 */
export function nameOnce<Document extends Described>(document: Document): Document {
  const schemas = document.components?.schemas ?? {}
  const used = findUsed(document.paths, schemas)
  const merged = findMerged(schemas, used)
  const toName = (id: string) => (merged.has(withoutInput(id)) ? withoutInput(id) : id)
  const named = [...used].map((id) => [toName(id), schemas[id]] as const)
  const renamed = {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))) },
  }
  return JSON.parse(JSON.stringify(renamed, mapReferences(toName)))
}

/** Every schema that a path refers to, through however many others. */
function findUsed(paths: unknown, schemas: Record<string, unknown>): ReadonlySet<string> {
  const used = new Set<string>()
  const visit = (part: unknown) =>
    JSON.stringify(
      part ?? null,
      mapReferences((id) => {
        if (used.has(id)) return id
        used.add(id)
        visit(schemas[id])
        return id
      }),
    )
  visit(paths)
  return used
}

/** Schemas that can go by one name: only one side is used, or both say the same, given that what they refer to does. */
function findMerged(schemas: Record<string, unknown>, used: ReadonlySet<string>): ReadonlySet<string> {
  const merged = new Set([...used].map(withoutInput))
  const text = (id: string) =>
    JSON.stringify(
      schemas[id],
      mapReferences((other) => (merged.has(withoutInput(other)) ? withoutInput(other) : other)),
    )
  for (let before = -1; before !== merged.size; ) {
    before = merged.size
    for (const id of merged) {
      if (used.has(id) && used.has(id + INPUT) && text(id) !== text(id + INPUT)) merged.delete(id)
    }
  }
  return merged
}

const withoutInput = (id: string): string => (id.endsWith(INPUT) ? id.slice(0, -INPUT.length) : id)

const mapReferences = (map: (id: string) => string) => (key: string, value: unknown) =>
  key === '$ref' && typeof value === 'string' && value.startsWith(PREFIX)
    ? PREFIX + map(value.slice(PREFIX.length))
    : value
