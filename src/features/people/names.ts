/** Letters that Unicode does not take apart into a plain letter and an accent. */
const PLAIN: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH', Ħ: 'H' }

/**
 * A surname to compare by: upper case, without accents, letters only, so that O’Neill, O'NEILL and Ó Neill are one.
 * A name without any letter has the key '', which must match nobody.
 */
export function surnameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/\P{Letter}/gu, '')
    .replace(/\P{ASCII}/gu, (letter) => PLAIN[letter] ?? letter)
}

/**
 * A word that was agreed, to compare by: like a surname, and with its digits, so that Rose42 is not Rose99. Without letter and
 * digit its key is '', which must match nobody.
 */
export function wordKey(word: string): string {
  return word
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
    .replace(/\P{ASCII}/gu, (letter) => PLAIN[letter] ?? letter)
}

/** Surname first, and a space between: Ann Elee and Anne Lee stay two. */
export function nameKey(given: string, family: string): string {
  return `${surnameKey(family)} ${surnameKey(given)}`
}
