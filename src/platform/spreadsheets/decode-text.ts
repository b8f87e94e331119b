/**
 * Text in whatever encoding a spreadsheet program wrote: by its byte order mark, else UTF-8, else Windows-1252, which
 * Excel in England still writes for "CSV". Undefined: it is no text.
 */
export function decodeText(bytes: Buffer): string | undefined {
  const text = decode(bytes)
  return text === undefined || text.includes('\0') ? undefined : text
}

function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeWindows1252(bytes)
  }
}

/** What Windows-1252 has in place of the control characters 80 to 9F. Node's own decoder leaves those (20.20). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const decodeWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80))
