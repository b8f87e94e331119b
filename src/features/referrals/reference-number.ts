/**
 * A referral's reference number, made to be read over the phone: `R7K-4MTC`, six random characters and a check character.
 *
 * The alphabet has no vowels, nor Y, so that no word appears by accident, and of characters that look alike at most one:
 * neither 0 nor O, none of 1, I and L, 2 but not Z, 5 but not S, 8 but not B, neither U nor V. Its length, 23, is prime, and
 * the check character needs that.
 *
 * 23^6 are 148 million numbers. In a scheme that holds a million, a new one is taken already with a probability of 0.7%,
 * and three in a row with 3 in 10 million. The unique key in the database decides; whoever makes one tries again.
 */
const ALPHABET = '23456789CDFGHJKMNPQRTWX'
const RANDOM_LENGTH = 6

/** Written for a character that is in the alphabet, by someone who read it from a screen or from a hand. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { Z: '2', S: '5', B: '8' }

/** `random` gives a whole number from 0 to below `bound`, each as likely, such as `randomInt` of `node:crypto`. */
export function makeReference(random: (bound: number) => number): string {
  const drawn = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(random(ALPHABET.length))).join('')
  return show(`${drawn}${checkCharacter(drawn)}`)
}

/** The reference as it is stored and shown, from any case, spaces and dashes; `undefined` when it is misread or mistyped. */
export function parseReference(text: string): string | undefined {
  const characters = text
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  const isWhole = characters.length === RANDOM_LENGTH + 1 && [...characters].every((one) => ALPHABET.includes(one))
  return isWhole && checksum(characters) === 1 ? show(characters) : undefined
}

/**
 * A pure system of ISO/IEC 7064 with modulus 23 and radix 2: the values, weighted by powers of 2, leave 1. Because the
 * modulus is prime and no weight or difference of neighbouring weights is a multiple of it, every single wrong character
 * and every swap of two neighbours shows.
 */
function checksum(characters: string): number {
  let sum = 0
  for (const character of characters) sum = (sum * 2 + ALPHABET.indexOf(character)) % ALPHABET.length
  return sum
}

function checkCharacter(drawn: string): string {
  const modulus = ALPHABET.length
  return ALPHABET.charAt((modulus + 1 - ((checksum(drawn) * 2) % modulus)) % modulus)
}

function show(characters: string): string {
  return `${characters.slice(0, 3)}-${characters.slice(3)}`
}
