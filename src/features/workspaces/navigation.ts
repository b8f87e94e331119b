import type { Role } from '../../platform/context.ts'

export type Place = { text: string; href: string }

const MY_DAY = { text: 'My day', href: '/my-day' }
const TEAM = { text: 'Team', href: '/team' }
const AWAY = { text: 'Who is away', href: '/away' }
const CASELOAD = { text: 'Caseload', href: '/caseload' }
const REFERRALS = { text: 'Referrals', href: '/referrals' }
const FIND = { text: 'Find a person', href: '/find' }
const REFER = { text: 'Refer a person', href: '/refer' }
const INBOX = { text: 'Inbox', href: '/inbox' }
const TASKS = { text: 'Tasks', href: '/tasks' }
const CONCERNS = { text: 'Concerns', href: '/concerns' }
const MEETING = { text: 'Meeting', href: '/meetings' }
const GROUP = { text: 'Your group', href: '/group' }
const GROUP_ACTIVITIES = { text: 'Your activities', href: '/group/activities' }
const DIRECTORY = { text: 'Activities', href: '/directory' }

const FUNDING = { text: 'Funding', href: '/funding' }
const STATEMENTS = { text: 'Statements', href: '/statements' }
const DIRECTORIES = { text: 'Other directories', href: '/directory-feeds' }
const OUTCOMES = { text: 'Outcomes', href: '/outcomes' }
const UNMET_NEEDS = { text: 'What was not there', href: '/unmet-needs' }
const SETUP = { text: 'The scheme', href: '/setup' }
const ORGANISATIONS = { text: 'Organisations', href: '/organisations' }
const MEMBERS = { text: 'People who work here', href: '/members' }
const IMPORTS = { text: 'Bring a list', href: '/imports' }
const SETTINGS = { text: 'Settings', href: '/settings' }
const OUTBOX = { text: 'What went out', href: '/outbox' }
const LOOKS = { text: 'Who looked', href: '/looks' }
const PRIVACY_NOTICES = { text: 'Privacy notice', href: '/privacy-notices' }
const NOT_BACK = { text: 'Who is not back', href: '/lone-working' }
const HELP = { text: 'Help', href: '/help' }

/** What each role finds in its menu, its first page first. A role sees only its own. */
export const NAVIGATION: Record<Role, readonly Place[]> = {
  referrer: [REFERRALS, REFER, FIND, INBOX, MEETING, DIRECTORY, TASKS, CONCERNS, HELP],
  advisor: [MY_DAY, CASELOAD, REFERRALS, FIND, DIRECTORY, INBOX, TASKS, CONCERNS, HELP],
  'team-lead': [
    TEAM,
    MY_DAY,
    CASELOAD,
    REFERRALS,
    FIND,
    DIRECTORY,
    INBOX,
    TASKS,
    NOT_BACK,
    AWAY,
    UNMET_NEEDS,
    FUNDING,
    CONCERNS,
    IMPORTS,
    HELP,
  ],
  provider: [GROUP, GROUP_ACTIVITIES, INBOX, TASKS, STATEMENTS, CONCERNS, HELP],
  commissioner: [OUTCOMES, UNMET_NEEDS, FUNDING, STATEMENTS, CONCERNS, HELP],
  administrator: [
    SETUP,
    ORGANISATIONS,
    MEMBERS,
    DIRECTORY,
    IMPORTS,
    DIRECTORIES,
    SETTINGS,
    FUNDING,
    OUTBOX,
    TASKS,
    CONCERNS,
    HELP,
  ],
  'safeguarding-lead': [CONCERNS, TASKS, HELP],
  'privacy-officer': [LOOKS, PRIVACY_NOTICES, ORGANISATIONS, TASKS, CONCERNS, HELP],
}

/** The menu of somebody; the place that the address lies in is marked. Whoever looks after colleagues finds them, too. */
export function navigationFor(
  { role, isManager }: { role: Role; isManager: boolean },
  path: string,
): (Place & { current: boolean })[] {
  const own = NAVIGATION[role]
  const places = isManager && !own.includes(MEMBERS) ? [...own.slice(0, -1), MEMBERS, HELP] : own
  const inside = places.filter(({ href }) => path === href || path.startsWith(`${href}/`))
  const current = inside.toSorted((one, other) => other.href.length - one.href.length)[0]
  return places.map((place) => ({ ...place, current: place === current }))
}

export const firstPageOf = (role: Role): string => NAVIGATION[role][0]?.href ?? HELP.href
