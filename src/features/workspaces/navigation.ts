import type { Role } from '../../platform/context.ts'

export type Place = { text: string; href: string }

const MY_DAY = { text: 'My day', href: '/my-day' }
const REFERRALS = { text: 'Referrals', href: '/referrals' }
const REFER = { text: 'Refer a person', href: '/refer' }
const INBOX = { text: 'Inbox', href: '/inbox' }
const TASKS = { text: 'Tasks', href: '/tasks' }
const CONCERNS = { text: 'Concerns', href: '/concerns' }
const MEETING = { text: 'Meeting', href: '/meetings' }
const HELP = { text: 'Help', href: '/help' }

/** What each role finds in its menu, its first page first. A role sees only its own. */
export const NAVIGATION: Record<Role, readonly Place[]> = {
  referrer: [REFERRALS, REFER, INBOX, MEETING, TASKS, CONCERNS, HELP],
  advisor: [MY_DAY, REFERRALS, INBOX, TASKS, CONCERNS, HELP],
  'team-lead': [MY_DAY, REFERRALS, INBOX, TASKS, CONCERNS, HELP],
  provider: [INBOX, TASKS, CONCERNS, HELP],
  commissioner: [HELP, CONCERNS],
  administrator: [TASKS, CONCERNS, HELP],
  'safeguarding-lead': [CONCERNS, TASKS, HELP],
  'privacy-officer': [TASKS, CONCERNS, HELP],
}

/** The menu of a role; the place that the address lies in is marked. */
export function navigationFor(role: Role, path: string): (Place & { current: boolean })[] {
  const places = NAVIGATION[role]
  const inside = places.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  const current = inside.toSorted((one, other) => other.href.length - one.href.length)[0]
  return places.map((place) => ({ ...place, current: place === current }))
}

export const firstPageOf = (role: Role): string => NAVIGATION[role][0]?.href ?? HELP.href
