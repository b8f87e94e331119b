import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'

/** RFC 6238 with what every app reads: six digits, half a minute, SHA-1. */
const STEP_SECONDS = 30
export const RECOVERY_CODES = 10
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

export type SecondFactorCodes = {
  newSecret: () => string
  /** For the QR code that an app reads. */
  toUri: (secret: string, label: string) => string
  seal: (accountId: string, secret: string) => Buffer
  open: (accountId: string, sealed: Buffer) => string
  /** The half minute that a code is of, one before and after now allowed; undefined when it is of none, or was used. */
  findStep: (secret: string, code: string, at: Date, lastStep: number | null) => number | undefined
  newRecoveryCodes: () => string[]
  hashRecoveryCode: (accountId: string, code: string) => Buffer
}

/** Everything that needs the key of second factors: secrets are sealed for one account, recovery codes hashed under it. */
export function openSecondFactorCodes(secretKey: string): SecondFactorCodes {
  const derive = (use: string) => createHmac('sha256', secretKey).update(`second-factor:${use}`).digest()
  const sealing = derive('seal')
  const hashing = derive('recovery')
  return {
    newSecret: () => generateSecret(),
    toUri: (secret, label) => generateURI({ issuer: 'Rother', label, secret }),
    seal: (accountId, secret) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(accountId))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: (accountId, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, 12)).setAAD(Buffer.from(accountId))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
    },
    findStep: (secret, code, at, lastStep) => {
      if (!/^\d{6}$/.test(code)) return undefined
      const epoch = Math.floor(at.getTime() / 1000)
      const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS })
      if (!result.valid) return undefined
      const step = Math.floor(epoch / STEP_SECONDS) + result.delta
      return lastStep !== null && step <= lastStep ? undefined : step
    },
    newRecoveryCodes: () => Array.from({ length: RECOVERY_CODES }, newRecoveryCode),
    hashRecoveryCode: (accountId, code) =>
      createHmac('sha256', hashing)
        .update(`${accountId}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
        .digest(),
  }
}

/** Three groups of four letters that cannot be mistaken for each other: about 60 bits. */
function newRecoveryCode(): string {
  const letters: string[] = []
  while (letters.length < 12) {
    for (const byte of randomBytes(16)) {
      // What is over a multiple of the letters would make the first of them likelier.
      if (byte < 248 && letters.length < 12) letters.push(LETTERS[byte % LETTERS.length] ?? '')
    }
  }
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-')
}
