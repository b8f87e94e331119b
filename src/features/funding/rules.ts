import { type Day, daysBetween } from '../../platform/clock.ts'
import type { Pence } from '../../platform/money.ts'
import type { FieldError } from '../../platform/problems.ts'
import type { FundingKind, FundingWarning, PanelDecision, UnpaidReason } from './kinds.ts'

/** What an agreement says, and how much of it is promised. */
export type Terms = {
  id: string
  kind: FundingKind
  /** Null pays for whatever the group does. */
  activityId: string | null
  places: number | null
  placesCommitted: number
  unitPricePence: Pence
  valuePence: Pence
  penceCommitted: Pence
  spotLimitPence: Pence | null
  startsOn: Day
  endsOn: Day
  panelDecision: PanelDecision | null
}

/** A spot purchase that somebody said yes to, or that was within the limit. */
export type Allowed = { agreementId: string; amountPence: Pence }

/** Who would pay for one place, and how much. */
export type Payer = { agreementId: string; amountPence: Pence; isSpot: boolean }

type Written = Pick<
  Terms,
  'kind' | 'places' | 'unitPricePence' | 'valuePence' | 'spotLimitPence' | 'startsOn' | 'endsOn'
>

/** What is wrong with terms, with what to do. A block costs what its places cost, to the penny. */
export function faultsOfTerms({
  kind,
  places,
  unitPricePence,
  valuePence,
  spotLimitPence,
  ...days
}: Written): FieldError[] {
  const at = (pointer: string, detail: string, isWrong: boolean) => (isWrong ? [{ pointer, detail }] : [])
  return [
    ...at('#/endsOn', 'Enter a last day that is not before the first', days.endsOn < days.startsOn),
    ...at('#/places', 'Enter how many places are bought', kind === 'block' && places === null),
    ...at('#/places', 'Leave it empty: only a block is a number of places', kind !== 'block' && places !== null),
    ...at(
      '#/valuePence',
      'The value of a block is its places times the price of one',
      kind === 'block' && places !== null && valuePence !== places * unitPricePence,
    ),
    ...at('#/valuePence', 'Enter what it is worth', valuePence <= 0),
    ...at(
      '#/spotLimitPence',
      'Enter up to which price nobody has to be asked',
      kind === 'spot' && spotLimitPence === null,
    ),
    ...at(
      '#/spotLimitPence',
      'Leave it empty: only spot purchases have a limit',
      kind !== 'spot' && spotLimitPence !== null,
    ),
  ]
}

export const NEARLY_USED_PERCENT = 80
export const ENDS_SOON_DAYS = 60

/** What was paid ahead is used up first, and what costs extra comes last. */
const ORDER: Record<FundingKind, number> = { block: 0, grant: 1, spot: 2 }

export const isInForce = ({ panelDecision, startsOn, endsOn }: Terms, on: Day): boolean =>
  panelDecision === 'approved' && startsOn <= on && on <= endsOn

const paysFor = (terms: Terms, { activityId, on }: { activityId: string; on: Day }): boolean =>
  isInForce(terms, on) && (terms.activityId === null || terms.activityId === activityId)

export const hasRoomFor = (terms: Terms, amountPence: Pence): boolean =>
  (terms.places === null || terms.placesCommitted < terms.places) &&
  terms.penceCommitted + amountPence <= terms.valuePence

/**
 * Who may pay for a place, the first choice first: what is for this activity alone before what is for any, what ends sooner
 * before what lasts. `allowed` is a purchase that somebody said yes to. Whoever calls it tries one after another, because what
 * has room now may be full a moment later.
 */
export function payersFor(
  agreements: readonly Terms[],
  place: { activityId: string; on: Day; allowed?: Allowed | undefined },
): Payer[] {
  return agreements
    .filter((terms) => paysFor(terms, place))
    .toSorted(
      (one, other) =>
        ORDER[one.kind] - ORDER[other.kind] ||
        Number(one.activityId === null) - Number(other.activityId === null) ||
        one.endsOn.localeCompare(other.endsOn) ||
        one.id.localeCompare(other.id),
    )
    .flatMap((terms) => {
      const amountPence = priceOf(terms, place.allowed)
      return amountPence !== undefined && hasRoomFor(terms, amountPence)
        ? [{ agreementId: terms.id, amountPence, isSpot: terms.kind === 'spot' }]
        : []
    })
}

/** Undefined when somebody has to say yes first. */
function priceOf({ id, kind, unitPricePence, spotLimitPence }: Terms, allowed: Allowed | undefined): Pence | undefined {
  if (kind !== 'spot') return unitPricePence
  if (allowed?.agreementId === id) return allowed.amountPence
  return isWithinLimit(spotLimitPence, unitPricePence) ? unitPricePence : undefined
}

export const isWithinLimit = (limitPence: Pence | null, amountPence: Pence): boolean =>
  limitPence !== null && amountPence <= limitPence

/** The agreement from which a place is bought by itself: the group's, in force, for this activity first. */
export const spotAgreementFor = (
  agreements: readonly Terms[],
  place: { activityId: string; on: Day },
): Terms | undefined =>
  agreements
    .filter((terms) => terms.kind === 'spot' && paysFor(terms, place))
    .toSorted((one, other) => Number(one.activityId === null) - Number(other.activityId === null))[0]

/** Why a place has no payer, when `payersFor` names none that had room. */
export function whyUnpaid(agreements: readonly Terms[], place: { activityId: string; on: Day }): UnpaidReason {
  const paying = agreements.filter((terms) => paysFor(terms, place))
  if (paying.length === 0) return 'no-agreement'
  const waits = paying.some((terms) => terms.kind === 'spot' && hasRoomFor(terms, terms.unitPricePence))
  return waits ? 'approval-needed' : 'used-up'
}

/** How much is promised, in whole percent, rounded down: places of a block, else money. */
export function percentCommitted({ places, placesCommitted, valuePence, penceCommitted }: Terms): number {
  const [part, whole] = places === null ? [penceCommitted, valuePence] : [placesCommitted, places]
  return whole === 0 ? 100 : Math.floor((part * 100) / whole)
}

export function warningsOf(terms: Terms, today: Day): FundingWarning[] {
  const { panelDecision, endsOn } = terms
  if (panelDecision === 'declined') return []
  if (panelDecision !== 'approved') return ['not-decided']
  if (endsOn < today) return ['ended']
  const percent = percentCommitted(terms)
  const used: FundingWarning[] = percent >= 100 ? ['used-up'] : percent >= NEARLY_USED_PERCENT ? ['nearly-used'] : []
  return daysBetween(today, endsOn) <= ENDS_SOON_DAYS ? [...used, 'ends-soon'] : used
}

/** Those that are worth a mail of their own; what has ended said so sixty days ago. */
export const isMailed = (warning: FundingWarning): boolean =>
  warning === 'used-up' || warning === 'nearly-used' || warning === 'ends-soon'

/** What a group did of an agreement's activity in a month. No person is in it. */
export type StatementLine = {
  agreementId: string
  kind: FundingKind
  activityId: string
  activityName: string
  started: number
  completed: number
  amountPence: Pence
}

/** A place that began, or was finished, in the month or was written down too late for the month before. */
export type StatedPlace = Omit<StatementLine, 'started' | 'completed'> & { isStarted: boolean; isCompleted: boolean }

/** A line for each activity of each agreement. A place is paid for once: in the month in which it began. */
export function toStatementLines(places: readonly StatedPlace[]): StatementLine[] {
  const lines = new Map<string, StatementLine>()
  for (const { isStarted, isCompleted, amountPence, ...of } of places) {
    const key = `${of.agreementId} ${of.activityId}`
    const line = lines.get(key) ?? { ...of, started: 0, completed: 0, amountPence: 0 }
    lines.set(key, {
      ...line,
      started: line.started + Number(isStarted),
      completed: line.completed + Number(isCompleted),
      amountPence: line.amountPence + (isStarted ? amountPence : 0),
    })
  }
  return [...lines.values()].toSorted((one, other) => one.activityName.localeCompare(other.activityName))
}

/** What is to be paid: a grant was paid when it was given, so its places are counted and cost nothing more. */
export const dueOf = (lines: readonly StatementLine[]): Pence =>
  lines.reduce((sum, { kind, amountPence }) => sum + (kind === 'grant' ? 0 : amountPence), 0)
