import { type Day, sayDay } from '../../platform/clock.ts'
import { sayPounds } from '../../platform/money.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import type { FundingAgreementBodyOf, PaidPlaceBodyOf } from './contract.ts'
import type { FundingKind, FundingWarning, PanelDecision, UnpaidReason } from './kinds.ts'
import type { CommitmentStatus, SpotStatus } from './lifecycle.ts'
import type { SpotPurchaseBodyOf } from './spot-contract.ts'

type Tag = { text: string; colour: string }

export const KIND_WORDS: Record<FundingKind, string> = {
  grant: 'Grant',
  block: 'Block of places',
  spot: 'Spot purchases',
}

const WARNINGS: Record<FundingWarning, Tag> = {
  'used-up': { text: 'Used up', colour: 'red' },
  'nearly-used': { text: 'Nearly used', colour: 'orange' },
  ended: { text: 'Ended', colour: 'grey' },
  'ends-soon': { text: 'Ends soon', colour: 'orange' },
  'not-decided': { text: 'Waits for the panel', colour: 'blue' },
}

const PANEL: Record<PanelDecision, string> = {
  approved: 'The panel approved it',
  declined: 'The panel declined it',
  deferred: 'The panel put it off',
}

const UNPAID: Record<UnpaidReason, Tag> = {
  'used-up': { text: 'What was agreed is used up', colour: 'red' },
  'approval-needed': { text: 'Somebody must allow it', colour: 'orange' },
  'no-agreement': { text: 'No agreement', colour: 'grey' },
}

const PLACE: Record<CommitmentStatus, string> = {
  committed: 'Kept',
  used: 'Begun',
  released: 'Came to nothing',
}

const SPOT: Record<SpotStatus, Tag> = {
  asked: { text: 'Waits for a yes', colour: 'orange' },
  approved: { text: 'Allowed', colour: 'green' },
  refused: { text: 'Not allowed', colour: 'grey' },
}

export const KIND_CHOICES = [
  { value: 'block', text: KIND_WORDS.block, hint: { text: 'A number of places bought ahead' } },
  { value: 'grant', text: KIND_WORDS.grant, hint: { text: 'Paid when it was given; its places cost nothing more' } },
  { value: 'spot', text: KIND_WORDS.spot, hint: { text: 'One place at a time, where nobody who is paid anyway can' } },
]
export const PANEL_CHOICES = [
  { value: 'approved', text: 'Approved' },
  { value: 'declined', text: 'Declined' },
  { value: 'deferred', text: 'Put off: it is decided again' },
]

const places = (count: number): string => (count === 1 ? '1 place' : `${count} places`)

/** How much is promised and what is left: places of a block, else money. */
export function sayUse(agreement: FundingAgreementBodyOf): { used: string; left: string } {
  const { penceCommitted, penceLeft, placesCommitted, placesLeft, percentCommitted } = agreement
  return agreement.places === null
    ? { used: `${sayPounds(penceCommitted)} (${percentCommitted}%)`, left: sayPounds(penceLeft) }
    : {
        used: `${placesCommitted} of ${places(agreement.places)} (${percentCommitted}%)`,
        left: places(placesLeft ?? 0),
      }
}

export const toAgreementRow = (agreement: FundingAgreementBodyOf) => ({
  href: `/funding/${agreement.id}`,
  provider: agreement.provider.name,
  activity: agreement.activity?.name ?? 'Whatever the group does',
  kind: KIND_WORDS[agreement.kind],
  ...sayUse(agreement),
  ends: sayShortDay(agreement.endsOn),
  tags:
    agreement.panel?.decision === 'declined'
      ? [{ text: 'Declined', colour: 'grey' }]
      : agreement.warnings.map((warning) => WARNINGS[warning]),
})

export function toAgreementPage(
  agreement: FundingAgreementBodyOf,
  { mayKeep, today }: { mayKeep: boolean; today: Day },
) {
  const { panel, kind } = agreement
  const isOpen = panel === null || panel.decision === 'deferred'
  return {
    path: `/funding/${agreement.id}`,
    title: `${KIND_WORDS[kind]}: ${agreement.provider.name}`,
    tags: toAgreementRow(agreement).tags,
    lines: [
      { key: 'For', value: agreement.activity?.name ?? 'Whatever the group does' },
      { key: 'From', value: `${sayDay(agreement.startsOn)} to ${sayDay(agreement.endsOn)}` },
      {
        key: kind === 'grant' ? 'A place is reckoned at' : 'A place costs',
        value: sayPounds(agreement.unitPricePence),
      },
      { key: 'Worth in all', value: sayPounds(agreement.valuePence) },
      { key: 'Promised or used', value: sayUse(agreement).used },
      { key: 'Of that begun', value: `${places(agreement.placesUsed)}, ${sayPounds(agreement.penceUsed)}` },
      { key: 'Left', value: sayUse(agreement).left },
      ...(agreement.spotLimitPence === null
        ? []
        : [{ key: 'Nobody is asked up to', value: sayPounds(agreement.spotLimitPence) }]),
      { key: 'Paid from', value: agreement.source },
    ],
    panel: panel === null ? undefined : `${PANEL[panel.decision]} on ${sayDay(panel.on)}.`,
    note: panel?.note ?? undefined,
    canDecide: mayKeep && isOpen,
    canEnd: mayKeep && panel?.decision === 'approved' && agreement.endsOn > today,
    version: agreement.version,
    choices: PANEL_CHOICES,
  }
}

export const toPlaceRow = (place: PaidPlaceBodyOf) => ({
  activity: place.activity.name,
  provider: place.provider.name,
  referral:
    place.referral === null
      ? undefined
      : { href: `/referrals/${place.referral.id}/placements`, text: place.referral.reference },
  amount: place.status === 'released' ? 'Nothing' : sayPounds(place.amountPence),
  status: place.completedOn === null ? PLACE[place.status] : 'Finished',
  began: place.startedOn === null ? '' : sayShortDay(place.startedOn),
  finished: place.completedOn === null ? '' : sayShortDay(place.completedOn),
})

export const toUnpaidRow = (place: PaidPlaceBodyOf) => ({
  ...toPlaceRow(place),
  why: place.unpaidBecause === null ? undefined : UNPAID[place.unpaidBecause],
  action: `/funding/unpaid/${place.id}`,
  buy: place.referral === null ? undefined : `/referrals/${place.referral.id}/spot/${place.activity.id}`,
})

export const SPOT_CHOICES = [
  { value: 'approved', text: 'Yes' },
  { value: 'refused', text: 'No' },
]

export const toSpotRow = (purchase: SpotPurchaseBodyOf, { mayDecide }: { mayDecide: boolean }) => ({
  referral: { href: `/referrals/${purchase.referral.id}/placements`, text: purchase.referral.reference },
  activity: `${purchase.activity.name}, ${purchase.provider.name}`,
  amount: sayPounds(purchase.amountPence),
  why: purchase.why,
  asked: `${purchase.askedBy.name}, ${sayShortDay(purchase.askedAt.slice(0, 10))}`,
  tag: SPOT[purchase.status],
  said: purchase.wasWithinLimit ? 'Within the limit' : (purchase.refusedBecause ?? undefined),
  href: `/spot-purchases/${purchase.id}`,
  mayDecide: mayDecide && purchase.status === 'asked',
})
