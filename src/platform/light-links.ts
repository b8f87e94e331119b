import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * A light link lets somebody without a session do one thing: answer, check in, set a password. Its token says for what,
 * in which scheme, about which record and until when, under a seal; it holds nothing about a person, and the
 * token is stored nowhere. A purpose may keep a row that ends its links early (docs/decisions/0034). Who follows it sees; who posts it acts. That it was used is the record's to remember.
 */
export type LightLink = { purpose: LinkPurpose; schemeId: string; id: string; expiresAt: Date }

export const LINK_PURPOSES = ['visit', 'invitation', 'password', 'statement', 'week', 'offer', 'calendar'] as const
export type LinkPurpose = (typeof LINK_PURPOSES)[number]

/** Before every end: for whoever asks by the scheme's clock whether a link is over, or lets one that is over be replaced. */
export const NEVER_OVER = new Date(0)

export type LightLinks = {
  make: (link: LightLink) => string
  /** Undefined for every reason alike: forged, for something else, or over. */
  read: (purpose: LinkPurpose, token: string, now: Date) => Omit<LightLink, 'purpose'> | undefined
}

/** `purpose.scheme.id.seconds.seal`: no part needs escaping in an address. */
export function openLightLinks(secret: string): LightLinks {
  const seal = (text: string) => createHmac('sha256', secret).update(`light-link:${text}`).digest()
  return {
    make: ({ purpose, schemeId, id, expiresAt }) => {
      const text = [purpose, schemeId, id, Math.floor(expiresAt.getTime() / 1000)].join('.')
      return `${text}.${seal(text).toString('base64url')}`
    },
    read: (purpose, token, now) => {
      const at = token.lastIndexOf('.')
      const text = token.slice(0, Math.max(at, 0))
      const given = Buffer.from(token.slice(at + 1), 'base64url')
      const expected = seal(text)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
      const [forWhat, schemeId, id, seconds] = text.split('.')
      const expiresAt = new Date(Number(seconds) * 1000)
      if (forWhat !== purpose || schemeId === undefined || id === undefined || expiresAt <= now) return undefined
      return { schemeId, id, expiresAt }
    },
  }
}
