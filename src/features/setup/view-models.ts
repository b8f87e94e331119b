import { sayInstant } from '../../platform/web/words.ts'
import { CONFIRMATIONS, type Confirmation } from './kinds.ts'
import type { Missing } from './readiness.ts'

/** Where each thing that may be missing is mended, where the administrator does it. */
const WHERE: Record<string, { href: string; text: string }> = {
  'phone-crisisLine': { href: '/settings/safety', text: 'Enter the numbers' },
  'phone-adultSafeguarding': { href: '/settings/safety', text: 'Enter the numbers' },
  'phone-outOfHours': { href: '/settings/safety', text: 'Enter the numbers' },
  'concern-ladder': { href: '/settings/safety', text: 'Name them' },
  'lone-working-ladder': { href: '/settings/safety', text: 'Name them' },
  practice: { href: '/organisations/new', text: 'Add a practice' },
  advisor: { href: '/members/invite', text: 'Invite them' },
  'team-lead': { href: '/members/invite', text: 'Invite them' },
  'safeguarding-lead': { href: '/members/invite', text: 'Invite them' },
  'privacy-officer': { href: '/members/invite', text: 'Invite them' },
  'privacy-notice': { href: '/privacy-notices', text: 'Publish it' },
  'sharing-agreements': { href: '/organisations?kind=provider', text: 'Open the groups' },
  criteria: { href: '/settings/new', text: 'Change the settings' },
  targets: { href: '/settings/new', text: 'Change the settings' },
  'confirmed-needs': { href: '/settings#lists', text: 'Look at the lists' },
  'confirmed-reasons': { href: '/settings#lists', text: 'Look at the lists' },
  'confirmed-targets': { href: '/settings', text: 'Look at the targets' },
  'confirmed-criteria': { href: '/settings', text: 'Look at whom it takes' },
  'confirmed-letter-texts': { href: '/settings/texts', text: 'Look at the texts' },
}
const TESTS: Record<string, { href: string; text: string }> = {
  'mail-tested': { href: '/setup/tests/mail', text: 'Send me a mail' },
  'text-tested': { href: '/setup/tests/text', text: 'Send me a text' },
}
const WHO: Record<string, string> = {
  'duty-rota': 'The team lead does this',
  'bank-holidays': 'Whoever runs the server does this',
  needs: 'Whoever runs the server does this',
  'decline-reasons': 'Whoever runs the server does this',
  'closure-reasons': 'Whoever runs the server does this',
}

const DONE: Record<string, string | undefined> = {
  confirmed: 'It is written down that this is yours.',
  mail: 'A mail to you is on its way. It counts when it has arrived.',
  text: 'A text to you is on its way. It counts when it has arrived.',
  safety: 'Whom to ring and who is told is saved.',
  live: 'The scheme is live. It takes referrals from now on.',
}

type Readiness = {
  isLive: boolean
  isReady: boolean
  missing: Missing[]
  tested: Record<'mail' | 'text', Date | null>
}

const confirmationOf = (what: string): Confirmation | undefined =>
  CONFIRMATIONS.find((confirmation) => what === `confirmed-${confirmation}`)

const toLine = ({ what, todo, because }: Missing) => ({
  todo,
  because,
  link: WHERE[what],
  test: TESTS[what],
  confirm: confirmationOf(what),
  who: WHO[what],
})

export function toSetupPage({
  readiness,
  name,
  done,
}: {
  readiness: Readiness
  name: string
  done: string | undefined
}) {
  const { isLive, isReady, missing, tested } = readiness
  const musts = missing.filter(({ isMust }) => isMust)
  return {
    title: isLive ? 'Looking after the scheme' : 'Before the scheme goes live',
    name,
    isLive,
    canGoLive: isReady && !isLive,
    musts: musts.map(toLine),
    mays: missing.filter(({ isMust }) => !isMust).map(toLine),
    says: isLive
      ? missing.length === 0
        ? 'The scheme is live, and nothing is missing.'
        : 'The scheme is live. What is still missing stands below.'
      : isReady
        ? 'Everything that must be there is there. Take it live when your people are ready.'
        : `The scheme takes no referrals yet. ${musts.length === 1 ? 'One thing' : `${musts.length} things`} must be done first.`,
    tested: [
      ...(tested.mail === null ? [] : [`A mail to an administrator arrived at ${sayInstant(tested.mail)}.`]),
      ...(tested.text === null ? [] : [`A text to an administrator arrived at ${sayInstant(tested.text)}.`]),
    ],
    done: done === undefined ? undefined : DONE[done],
  }
}
