/** What somebody looks for: one box takes a reference, an NHS number or a name, because the caller says what they have. */
export type Sought =
  | { reference: string }
  | { nhsNumber: string }
  | { familyName: string; givenName: string | undefined }

type Readers = {
  parseReference: (text: string) => string | undefined
  normaliseNhsNumber: (text: string) => string | undefined
}

/** Reads the box: "SP-7K2M-9", "999 000 0018", "Edith Thornley" or "Thornley, Edith". Undefined: a number that is none. */
export function readSought(typed: string, { parseReference, normaliseNhsNumber }: Readers): Sought | undefined {
  const text = typed.trim().replace(/\s+/g, ' ')
  const reference = parseReference(text)
  if (reference !== undefined) return { reference }
  if (/^[\d -]+$/.test(text)) {
    const nhsNumber = normaliseNhsNumber(text)
    return nhsNumber === undefined ? undefined : { nhsNumber }
  }
  const [beforeComma = '', afterComma] = text.split(/\s*,\s*/)
  if (afterComma !== undefined) return { familyName: beforeComma, givenName: afterComma || undefined }
  const words = text.split(' ')
  return { familyName: words.at(-1) ?? '', givenName: words.slice(0, -1).join(' ') || undefined }
}
