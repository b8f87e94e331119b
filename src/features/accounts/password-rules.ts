/** Length beats composition: NIST SP 800-63B, section 3.1.1.2, and OWASP ASVS 6.2. */
const PASSWORD_LENGTH = { least: 12, most: 128 }

/** Shorter local parts, such as `jo`, stand in many good passwords by chance. */
const TELLING_LOCAL_PART = 4

/** `abcabcabcabc` is as quickly guessed as `abc`. */
const SHORTEST_REPEAT = 4

/** What is wrong with a new password, as a sentence that says what to do; `undefined` when it will do. */
export function findPasswordFault(
  password: string,
  email: string,
  commonPasswords: ReadonlySet<string>,
): string | undefined {
  const text = normalisePassword(password).toLowerCase()
  const length = [...text].length
  if (length < PASSWORD_LENGTH.least)
    return `Choose a password of at least ${PASSWORD_LENGTH.least} characters: three words together are good`
  if (length > PASSWORD_LENGTH.most) return `Choose a password of at most ${PASSWORD_LENGTH.most} characters`
  if (repeatedPart(text).length < SHORTEST_REPEAT || coresOf(text).some((core) => commonPasswords.has(core)))
    return 'Choose another password: this one is among the first that somebody would try'
  const localPart = email.slice(0, email.lastIndexOf('@')).toLowerCase()
  if (localPart.length >= TELLING_LOCAL_PART && text.includes(localPart))
    return 'Choose a password without your email address in it'
  return undefined
}

/** The same characters typed on two keyboards are the same password: NIST SP 800-63B asks for a normal form. */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

/**
 * What a guesser sees in a password: itself, without what people put round a word to fill it up, and the part that is
 * said again and again. `Password1234!` and `qwertyqwerty` are as common as what they are made of.
 */
function coresOf(text: string): string[] {
  const bare = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [text, bare, repeatedPart(text), repeatedPart(bare)].filter((core) => core !== '')
}

/** `abc` of `abcabcabc`: the shortest start at which the text, written twice, meets itself again. */
function repeatedPart(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1))
}
