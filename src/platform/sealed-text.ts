import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

export type SealedTexts = {
  seal: (text: string, expiresAt: Date) => string
  /** Undefined for every reason alike: forged, for something else, or over. */
  open: (sealed: string, now: Date) => string | undefined
}

/**
 * Text that goes to a browser and comes back, which the browser can neither read nor change: AES-256-GCM under a key of its
 * own for each purpose. Nothing is stored.
 */
export function openSealedTexts(secret: string, purpose: string): SealedTexts {
  const key = createHmac('sha256', secret).update(`sealed-text:${purpose}`).digest()
  return {
    seal: (text, expiresAt) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = cipher.update(`${expiresAt.getTime()} ${text}`, 'utf8')
      return Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open: (given, now) => {
      const bytes = Buffer.from(given, 'base64url')
      if (bytes.length < 28) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(-16))
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
        const at = text.indexOf(' ')
        return Number(text.slice(0, at)) > now.getTime() ? text.slice(at + 1) : undefined
      } catch {
        return undefined
      }
    },
  }
}
