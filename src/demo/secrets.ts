import { randomBytes, randomInt } from 'node:crypto'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../platform/plain-error.ts'

const Secrets = z.object({
  rolesSecret: z.string().min(32),
  accessTokenSecret: z.string().min(32),
  refreshTokenSecret: z.string().min(32),
  auditSealKey: z.string().min(32),
  password: z.string().min(1),
})
export type Secrets = z.infer<typeof Secrets>

/**
 * What the demo keeps to itself: made up on the first start, readable by its owner alone. A file that is broken is put
 * aside and made anew, because nothing of value hangs on it: everybody signs in again.
 */
export async function keepSecrets(folder: string, say: (line: string) => void): Promise<Secrets> {
  const file = join(folder, 'secrets.json')
  const text = await readSecrets(file)
  const known = text === undefined ? undefined : parseSecrets(text)
  if (known !== undefined) return known
  if (text !== undefined) {
    await rename(file, `${file}.broken`)
    say('The kept secrets were broken, so new ones were made: everybody signs in again, with the password below.')
  }
  const made = makeSecrets()
  // Beside it and then into its place: a start that is killed leaves no half of a file.
  await writeFile(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 })
  await chmod(`${file}.new`, 0o600)
  await rename(`${file}.new`, file)
  return made
}

async function readSecrets(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return undefined
    throw new PlainError(
      `The secrets in ${file} cannot be read: give the file back to its owner, or set DATA_DIR to another folder.`,
    )
  }
}

function parseSecrets(text: string): Secrets | undefined {
  try {
    return Secrets.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const makeSecret = () => randomBytes(32).toString('base64url')

const makeSecrets = (): Secrets => ({
  rolesSecret: makeSecret(),
  accessTokenSecret: makeSecret(),
  refreshTokenSecret: makeSecret(),
  auditSealKey: makeSecret(),
  password: makePassword(),
})

const WORDS = `amber anchor apple basket beacon bramble bridge bucket button candle canal cherry chimney copper cotton
  daisy engine feather fiddle garden ginger hammer harbour hazel ivory jacket kettle ladder lantern lemon linen marble
  meadow mitten needle orchard otter paddle pebble pepper pigeon plum pocket quilt ribbon saddle silver sparrow station
  teapot thimble thistle timber tulip velvet violin walnut willow window`.split(/\s+/)

/** Four words and a number can be typed from a screen, and are too many to guess. */
export function makePassword(): string {
  const words = Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)])
  return [...words, randomInt(10, 100)].join('-')
}
