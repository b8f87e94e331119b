import { inflateSync } from 'node:zlib'

/** Every letter that stands in a PDF of ours, in no order: what a reader could copy out of it, by the map it carries. */
export function lettersIn(pdf: Buffer): Set<string> {
  const letters = new Set<string>()
  for (const stream of streamsOf(pdf)) {
    if (!stream.includes('beginbfrange')) continue
    for (const [, code = ''] of stream.matchAll(/<([0-9a-f]{4})>(?=[\s>\]]|$)/gi))
      letters.add(String.fromCharCode(Number.parseInt(code, 16)))
  }
  return letters
}

function* streamsOf(pdf: Buffer): Generator<string> {
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    if (pdf.subarray(at - 3, at).toString() === 'end') continue
    const end = pdf.indexOf('endstream', at)
    try {
      yield inflateSync(pdf.subarray(at + 7, end)).toString('latin1')
    } catch {
      // A stream that is not compressed holds no map.
    }
  }
}
