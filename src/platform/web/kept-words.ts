import { createHmac } from 'node:crypto'

export type KeptWords = (accountId: string, subjectId: string) => { name: string; key: string }

/**
 * Under which name and with which key a browser keeps, encrypted, what somebody typed about something while there was no
 * signal. Both are made anew for each page and never stored: without a session of the same account nobody has the key.
 */
export function openKeptWords(secret: string): KeptWords {
  const derive = (what: string, accountId: string, subjectId: string) =>
    createHmac('sha256', secret).update(`kept-words:${what}:${accountId}:${subjectId}`).digest('base64url')
  return (accountId, subjectId) => ({
    name: derive('name', accountId, subjectId).slice(0, 22),
    key: derive('key', accountId, subjectId),
  })
}
