import { dueOf, type StatedPlace, toStatementLines } from '../../../features/funding/rules.ts'
import { addDays, addMonths, monthOf, todayInEngland } from '../../../platform/clock.ts'
import type { Rows } from '../rows.ts'
import { instantOn } from '../world.ts'
import type { Scene } from './scene.ts'

type Agreement = Rows['fundingAgreements'][number]
type Commitment = Rows['fundingCommitments'][number]
type Placement = Rows['placements'][number]

/** From the first of a month, so that each place stands on the statement of the month in which it began. */
const MONTHS_AGO = 5
const ENDED_DAYS_AGO = 20
const SOURCE = 'Ageing well fund'

/** What groups are paid: a block that is nearly used, a grant, spot purchases, a block that has ended, one that waits for the panel. */
export function tellFunding(scene: Scene): void {
  const { world } = scene
  const since = `${addMonths(monthOf(world.today), -MONTHS_AGO)}-01`
  const groups = busiest(scene, since)
  const [nearlyUsed, granted, bought, ended, waiting, unpaid] = groups
  if (nearlyUsed === undefined || granted === undefined || bought === undefined || ended === undefined) return

  const endedOn = addDays(world.today, -ENDED_DAYS_AGO)
  const places = (group: Group, until = world.today) =>
    group.placements.filter(({ on, placement }) => on <= until && !cameToNothing(placement)).length
  const block = { kind: 'block', unitPricePence: 1_450, spotLimitPence: null } as const
  const atNinety = Math.max(1, Math.ceil((places(nearlyUsed) * 10) / 9))
  follow(scene, nearlyUsed, { ...block, places: atNinety, startsOn: since, endsOn: addDays(world.today, 120) })
  follow(scene, granted, {
    kind: 'grant',
    places: null,
    unitPricePence: 1_100,
    valuePence: Math.max(50_000, places(granted) * 2_200),
    spotLimitPence: null,
    startsOn: since,
    endsOn: addDays(world.today, 45),
  })
  const spot = follow(scene, bought, {
    kind: 'spot',
    places: null,
    unitPricePence: 1_800,
    valuePence: Math.max(100_000, places(bought) * 3_600),
    spotLimitPence: 2_500,
    startsOn: since,
    endsOn: addDays(world.today, 200),
  })
  follow(scene, ended, { ...block, places: places(ended, endedOn) + 3, startsOn: since, endsOn: endedOn })
  if (waiting !== undefined)
    write(scene, waiting, {
      ...block,
      places: 30,
      startsOn: addDays(world.today, 7),
      endsOn: addDays(world.today, 371),
      isDecided: false,
    })
  for (const { placement } of (unpaid?.placements ?? []).slice(-6)) commit(scene, placement, undefined)
  buy(scene, bought, spot)
  for (const group of [nearlyUsed, granted, bought, ended]) state(scene, group, since)
}

/** It was over before anybody came. */
const cameToNothing = ({ startedOn, endedOn }: Placement): boolean => startedOn == null && endedOn != null

type Group = { providerId: string; placements: { placement: Placement; on: string }[] }

/** Groups by how many places they said yes to since a day. */
function busiest({ world }: Scene, since: string): Group[] {
  const groups = new Map<string, Group>()
  for (const placement of world.rows.placements) {
    if (placement.acceptedAt == null || placement.correctedAt != null) continue
    const on = todayInEngland(placement.acceptedAt)
    if (on < since) continue
    const { providerId } = placement
    const group = groups.get(providerId) ?? { providerId, placements: [] }
    group.placements.push({ placement, on })
    groups.set(providerId, group)
  }
  return [...groups.values()]
    .map((group) => ({ ...group, placements: group.placements.toSorted((one, other) => (one.on < other.on ? -1 : 1)) }))
    .toSorted((one, other) => other.placements.length - one.placements.length)
}

type Terms = Pick<Agreement, 'kind' | 'unitPricePence' | 'spotLimitPence' | 'startsOn' | 'endsOn'> & {
  places: number | null
  valuePence?: number
  isDecided?: boolean
}

function write({ world, member }: Scene, group: Group, { isDecided = true, ...terms }: Terms): Agreement {
  const addedOn = addDays(terms.startsOn < world.today ? terms.startsOn : world.today, -21)
  const agreement = {
    schemeId: world.schemeId,
    id: world.newId(instantOn(addedOn, 10 * 60)),
    providerId: group.providerId,
    activityId: null,
    ...terms,
    valuePence: terms.valuePence ?? (terms.places ?? 0) * terms.unitPricePence,
    source: SOURCE,
    panelDecision: isDecided ? ('approved' as const) : null,
    panelDecidedOn: isDecided ? addDays(addedOn, 14) : null,
    panelNote: isDecided ? 'Approved as asked. Report back after half a year.' : null,
    placesCommitted: 0,
    penceCommitted: 0,
    warned: [],
    version: isDecided ? 2 : 1,
    addedAt: instantOn(addedOn, 10 * 60),
    addedById: member('commissioner').membershipId,
  }
  world.rows.fundingAgreements.push(agreement)
  return agreement
}

/** An agreement, and the money for each place that its group said yes to while it was in force. */
function follow(scene: Scene, group: Group, terms: Terms): Agreement {
  const agreement = write(scene, group, terms)
  for (const { placement, on } of group.placements) if (on <= agreement.endsOn) commit(scene, placement, agreement)
  return agreement
}

function commit({ world }: Scene, placement: Placement, agreement: Agreement | undefined): void {
  const at = placement.acceptedAt ?? placement.offeredAt
  const startedOn = placement.startedOn ?? null
  const isReleased = cameToNothing(placement)
  const amountPence = agreement?.unitPricePence ?? 0
  world.rows.fundingCommitments.push({
    schemeId: world.schemeId,
    id: world.newId(at),
    placementId: placement.id,
    referralId: placement.referralId,
    providerId: placement.providerId,
    activityId: placement.activityId,
    agreementId: agreement?.id ?? null,
    unpaidBecause: agreement === undefined ? 'no-agreement' : null,
    amountPence,
    status: isReleased ? 'released' : startedOn === null ? 'committed' : 'used',
    committedAt: at,
    startedOn,
    completedOn: placement.status === 'completed' ? (placement.endedOn ?? null) : null,
    releasedAt: isReleased && placement.endedOn != null ? instantOn(placement.endedOn, 15 * 60) : null,
    statementId: null,
  })
  if (agreement === undefined || isReleased) return
  agreement.placesCommitted = (agreement.placesCommitted ?? 0) + 1
  agreement.penceCommitted = (agreement.penceCommitted ?? 0) + amountPence
}

/** One place above the limit waits for the lead; one within it held at once. */
function buy({ world, episodes, at }: Scene, group: Group, agreement: Agreement): void {
  const activity = world.activities.find(({ provider }) => provider.id === group.providerId)
  const known = new Set(world.rows.placements.map(({ referralId, activityId }) => `${referralId} ${activityId}`))
  const free = episodes.filter(
    ({ referral, owner }) =>
      referral.status === 'accepted' && owner !== undefined && !known.has(`${referral.id} ${activity?.id}`),
  )
  for (const [index, { referral, owner }] of free.slice(0, 2).entries()) {
    if (activity === undefined || owner === undefined) continue
    const isAllowed = index === 1
    const askedAt = at(2 + index, 11 * 60)
    world.rows.spotPurchases.push({
      schemeId: world.schemeId,
      id: world.newId(askedAt),
      referralId: referral.id,
      providerId: group.providerId,
      activityId: activity.id,
      agreementId: agreement.id,
      placementId: null,
      amountPence: isAllowed ? 2_200 : 6_500,
      why: isAllowed
        ? 'The group that is paid anyway has no step-free way in until the spring.'
        : 'Needs somebody beside them the first six times; the lunch club has nobody to spare.',
      status: isAllowed ? 'approved' : 'asked',
      askedAt,
      askedById: owner.membershipId,
      decidedAt: isAllowed ? askedAt : null,
      decidedById: null,
      refusedBecause: null,
    })
  }
}

/** A statement for each month that has ended: the older ones paid, then agreed, the last one sent or asked about. */
function state(scene: Scene, group: Group, since: string): void {
  const { world } = scene
  const thisMonth = monthOf(world.today)
  for (let month = monthOf(since); month < thisMonth; month = addMonths(month, 1)) {
    const its = world.rows.fundingCommitments.filter(
      ({ providerId, agreementId, status }) =>
        providerId === group.providerId && agreementId !== null && status === 'used',
    )
    const isOf = (day: string | null | undefined) => day != null && monthOf(day) === month
    const stated = its.filter(({ startedOn, completedOn }) => isOf(startedOn) || isOf(completedOn))
    if (stated.length === 0) continue
    const lines = toStatementLines(
      stated.map((commitment) =>
        toStated(scene, commitment, {
          isStarted: isOf(commitment.startedOn),
          isCompleted: isOf(commitment.completedOn),
        }),
      ),
    )
    const sentAt = instantOn(`${addMonths(month, 1)}-01`, 6 * 60 + 20)
    const id = world.newId(sentAt)
    for (const commitment of stated) if (isOf(commitment.startedOn)) commitment.statementId = id
    const back = monthsBack(month, thisMonth)
    const isAgreed = back > 1
    const isPaid = back > 2
    const isQueried = !isAgreed && lines.some(({ kind }) => kind === 'spot')
    world.rows.fundingStatements.push({
      schemeId: world.schemeId,
      id,
      providerId: group.providerId,
      month,
      sessions: sessionsOf(scene, group.providerId, month),
      places: lines.reduce((sum, { started }) => sum + started, 0),
      amountPence: dueOf(lines),
      lines,
      status: isPaid ? 'paid' : isAgreed ? 'agreed' : isQueried ? 'queried' : 'sent',
      sentAt,
      agreedAt: isAgreed ? new Date(sentAt.getTime() + 30 * 60 * 60 * 1000) : null,
      agreedById: null,
      query: isQueried ? 'One of them came twice before you wrote it down. Does that begin in this month?' : null,
      answer: null,
      paidOn: isPaid ? `${addMonths(month, 1)}-15` : null,
      paymentReference: isPaid ? `BACS ${month.replace('-', '')}-${group.providerId.slice(-4).toUpperCase()}` : null,
      paidById: isPaid ? scene.member('commissioner').membershipId : null,
    })
  }
}

function toStated(
  { world }: Scene,
  { agreementId, activityId, amountPence }: Commitment,
  is: Pick<StatedPlace, 'isStarted' | 'isCompleted'>,
): StatedPlace {
  const kind = world.rows.fundingAgreements.find(({ id }) => id === agreementId)?.kind
  const activity = world.rows.activities.find(({ id }) => id === activityId)
  if (agreementId == null || kind === undefined || activity === undefined) throw new Error('A place without its payer')
  return { agreementId, kind, activityId, activityName: activity.name, amountPence, ...is }
}

const monthsBack = (month: string, thisMonth: string): number => {
  let back = 0
  for (let one = month; one < thisMonth; one = addMonths(one, 1)) back += 1
  return back
}

function sessionsOf({ world }: Scene, providerId: string, month: string): number {
  const its = new Set(world.rows.placements.filter((one) => one.providerId === providerId).map(({ id }) => id))
  return world.rows.placementAttendances.filter(
    ({ placementId, on, attended }) => attended === 'yes' && its.has(placementId) && monthOf(on) === month,
  ).length
}
