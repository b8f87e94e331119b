import { hash, verify } from '@node-rs/argon2'
import { normalisePassword } from './password-rules.ts'

/** argon2id, the library's default, with the least that the OWASP Password Storage Cheat Sheet advises: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), COST)

export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, normalisePassword(password))
