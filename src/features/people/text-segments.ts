/*
 * A text is sent in parts of 160 characters of the telephone's own alphabet (3GPP TS 23.038), or of 70 once a single
 * character is outside it; each part of several loses seven or three to the number that puts them together.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./01234' +
  '56789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each takes the place of two. */
const EXTENDED = '\f^{}\\[~]|€'

/** In how many parts a text goes out. */
export function countSegments(text: string): number {
  const characters = [...text]
  if (characters.every((character) => BASIC.includes(character) || EXTENDED.includes(character))) {
    const length = characters.reduce((sum, character) => sum + (EXTENDED.includes(character) ? 2 : 1), 0)
    return length <= 160 ? 1 : Math.ceil(length / 153)
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}
