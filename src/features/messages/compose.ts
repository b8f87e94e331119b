import { sayDay } from '../../platform/clock.ts'

/** The longest text that clinical systems file without cutting it. */
export const MESSAGE_LIMIT = 1_500

export type Author = { name: string; role: string; organisation: string }

/**
 * A message that can be filed as it stands: what happened, what is asked, then who says so.
 * Over the limit, the body gives way and says where the rest is; the author never does.
 */
export function composeMessage(lines: readonly string[], author: Author, on: string): string {
  const signature = `\n\n${author.name}, ${author.role}, ${author.organisation}. ${sayDay(on)}.`
  const body = lines.filter((line) => line !== '').join('\n')
  const room = MESSAGE_LIMIT - signature.length
  if (body.length <= room) return body + signature
  const rest = ' … (the rest is in the record)'
  return body.slice(0, room - rest.length) + rest + signature
}

/** A message as it goes into a clinical record: what to code it as, what happened, what is asked, who says so; never too long to be filed. */
export function toRecordCopy({
  title,
  body,
  snomedCode,
}: {
  title: string
  body: string
  snomedCode: string | null
}): string {
  const head = [title, ...(snomedCode === null ? [] : [`SNOMED CT ${snomedCode}`])].join('\n')
  const signatureAt = body.lastIndexOf('\n\n')
  const [text, signature] = signatureAt < 0 ? [body, ''] : [body.slice(0, signatureAt), body.slice(signatureAt)]
  const room = MESSAGE_LIMIT - 1 - head.length - 2 - signature.length
  const rest = ' … (the rest is in the record)'
  const kept = text.length <= room ? text : text.slice(0, Math.max(0, room - rest.length)) + rest
  return `${head}\n\n${kept}${signature}`
}
