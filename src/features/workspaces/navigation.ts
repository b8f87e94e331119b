import type { Role } from '../../platform/context.ts'

export type Place = { text: string; href: string }

/** What each role finds in its menu, its first page first. A role sees only its own. */
export const NAVIGATION: Record<Role, readonly Place[]> = {
  referrer: [
    { text: 'Referrals', href: '/referrals' },
    { text: 'Refer a person', href: '/refer' },
    { text: 'Inbox', href: '/inbox' },
    { text: 'Help', href: '/help' },
  ],
  advisor: [
    { text: 'Referrals', href: '/referrals' },
    { text: 'Inbox', href: '/inbox' },
    { text: 'Help', href: '/help' },
  ],
  'team-lead': [
    { text: 'Referrals', href: '/referrals' },
    { text: 'Inbox', href: '/inbox' },
    { text: 'Help', href: '/help' },
  ],
  provider: [
    { text: 'Inbox', href: '/inbox' },
    { text: 'Help', href: '/help' },
  ],
  commissioner: [{ text: 'Help', href: '/help' }],
  administrator: [{ text: 'Help', href: '/help' }],
  'safeguarding-lead': [{ text: 'Help', href: '/help' }],
  'privacy-officer': [{ text: 'Help', href: '/help' }],
}

/** The menu of a role; the place that the address lies in is marked. */
export function navigationFor(role: Role, path: string): (Place & { current: boolean })[] {
  const places = NAVIGATION[role]
  const inside = places.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  const current = inside.toSorted((one, other) => other.href.length - one.href.length)[0]
  return places.map((place) => ({ ...place, current: place === current }))
}

export const firstPageOf = (role: Role): string => NAVIGATION[role][0]?.href ?? '/help'
