import { createHash, createHmac, randomBytes } from 'node:crypto'

/** Two tabs may refresh at once, and an answer may be lost: for so long a used token is answered with the same successor. */
export const REPLAY_MS = 10_000

export const newRefreshToken = (): string => randomBytes(32).toString('base64url')

/** Made from the token itself: the successor can be answered again without being stored, and nobody else can work it out. */
export const successorOf = (token: string, secret: string): string =>
  createHmac('sha256', secret).update(token).digest('base64url')

/** What the database keeps. A fast hash will do, for the token is random. */
export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(token).digest()
