import type { FastifyInstance, FastifyRequest } from 'fastify'
import { absencePages } from './features/absence/pages.ts'
import { accountPages } from './features/accounts/pages.ts'
import { roleTitle } from './features/accounts/public.ts'
import { activityPages } from './features/activities/pages.ts'
import { caseloadPages } from './features/caseload/pages.ts'
import { closingPages } from './features/closing/pages.ts'
import { contactPages } from './features/contacts/pages.ts'
import { fundingPages } from './features/funding/pages.ts'
import { importPages } from './features/imports/pages.ts'
import { linkPages } from './features/links/pages.ts'
import { measurePages } from './features/measures/pages.ts'
import { meetingPages } from './features/meetings/pages.ts'
import { messagePages } from './features/messages/pages.ts'
import { personPages } from './features/people/pages.ts'
import { placementPages } from './features/placements/pages.ts'
import { planPages } from './features/plans/pages.ts'
import { privacyPages } from './features/privacy/pages.ts'
import { referralPages } from './features/referrals/pages.ts'
import { reportPages } from './features/reports/pages.ts'
import { safeguardingPages } from './features/safeguarding/pages.ts'
import { getScheme } from './features/schemes/public.ts'
import { setupPages } from './features/setup/pages.ts'
import { staffPages } from './features/staff/pages.ts'
import { taskPages } from './features/tasks/pages.ts'
import { withdrawalPages } from './features/withdrawals/pages.ts'
import { workspacePages } from './features/workspaces/pages.ts'
import { navigationFor, PAGE_HELP } from './features/workspaces/public.ts'
import { openReferralPages } from './interop/open-referral/pages.ts'
import type { Frame } from './platform/web/pages.ts'
import { sayInstant } from './platform/web/words.ts'

/** Every feature's pages, in the order in which features may use each other; those about accounts need more and come first. */
const PAGES: readonly ((app: FastifyInstance) => Promise<void>)[] = [
  absencePages,
  taskPages,
  messagePages,
  personPages,
  safeguardingPages,
  referralPages,
  contactPages,
  meetingPages,
  activityPages,

  fundingPages,
  placementPages,
  linkPages,
  staffPages,
  importPages,
  privacyPages,
  setupPages,
  reportPages,
  planPages,
  measurePages,
  closingPages,
  withdrawalPages,
  caseloadPages,
  workspacePages,
  openReferralPages,
]

export async function registerEveryPage(
  app: FastifyInstance,
  accounts: Parameters<typeof accountPages>[1],
): Promise<void> {
  await accountPages(app, accounts)
  for (const pages of PAGES) await pages(app)
}

const PRACTICE = 'Practice scheme for training. Invented people only: nothing here is real, and nothing is sent.'
const DEMO = 'Demo. Everybody in it is invented.'

/** Where somebody without an account may go: the directory, where its scheme lets everybody read it. */
async function publicPlaces({ server, hostname, url }: FastifyRequest): Promise<Frame['navigation']> {
  const schemeId = await server.schemeAt(hostname)
  const context = schemeId === undefined ? undefined : await server.systemContext(schemeId)
  if (context === undefined || !(await getScheme(context)).settings.directory.isPublic) return []
  return [
    { text: 'Activities', href: '/find-activities', current: url.startsWith('/find-activities') },
    { text: 'Sign in', href: '/sign-in', current: url.startsWith('/sign-in') },
  ]
}

/** What stands around a page, for whoever looks at it. */
export async function frameOf(request: FastifyRequest, isDemo: boolean): Promise<Frame> {
  const { context } = request
  const demo = isDemo ? DEMO : undefined
  const help = PAGE_HELP[request.routeOptions.url ?? ''] ?? []
  if (context === undefined)
    return {
      schemeName: undefined,
      banner: demo,
      account: undefined,
      navigation: await publicPlaces(request),
      help,
      printed: undefined,
      phones: [],
    }
  const { actor } = context
  const { name: schemeName, isPractice, settings } = await getScheme(context)
  const { emergency, urgent, crisisLine } = settings.safety.phones
  const path = request.url.split('?')[0] ?? '/'
  return {
    schemeName,
    banner: demo ?? (isPractice ? PRACTICE : undefined),
    account: { name: actor.name, roleTitle: roleTitle(actor.role), organisationName: actor.organisationName },
    navigation: navigationFor(actor, path),
    help,
    printed: `Printed by ${actor.name}, ${actor.organisationName}, ${sayInstant(context.now())}`,
    phones: [
      { text: 'Danger to life', number: emergency },
      { text: 'Urgent health advice', number: urgent },
      ...(crisisLine === null ? [] : [{ text: 'Crisis line', number: crisisLine }]),
    ],
  }
}
