import { createHmac, timingSafeEqual } from 'node:crypto'

/** A report older than this, or from the future, may be one that somebody kept and sends again. */
const FRESH_MS = 5 * 60_000

/** `t=seconds,v1=hex`: HMAC-SHA256 over `seconds.body`, with the secret that both sides hold. */
export const signBody = (secret: string, body: string, at: Date): string => {
  const seconds = Math.floor(at.getTime() / 1000)
  return `t=${seconds},v1=${sealOf(secret, seconds, body).toString('hex')}`
}

export function isSigned(secret: string, body: string, header: unknown, now: Date): boolean {
  const parts = typeof header === 'string' ? /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) : null
  if (parts === null) return false
  const seconds = Number(parts[1])
  if (Math.abs(now.getTime() - seconds * 1000) > FRESH_MS) return false
  return timingSafeEqual(Buffer.from(parts[2] ?? '', 'hex'), sealOf(secret, seconds, body))
}

const sealOf = (secret: string, seconds: number, body: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
