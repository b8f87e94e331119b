import { recordAudit } from '../../../platform/audit/record.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { faultOfFarDay } from '../../../platform/days-ahead.ts'
import { type FieldError, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPresence, isAway, type Presence, standsInFor } from '../../absence/public.ts'
import { findMembership } from '../../accounts/public.ts'
import { askBeforeRinging, stopReachingAbout } from '../../people/public.ts'
import { findReferralForUpdate, type Referral } from '../../referrals/public.ts'
import { openTask } from '../../tasks/public.ts'
import { type DaysAwayItem, endAfterMove, isInTheWay } from '../days-away.ts'
import type { VisitChangeKind } from '../kinds.ts'
import { listPlannedOn, type Planned, putOnPhoneList } from '../store/days-away.ts'
import { askToTell } from '../store/tellings.ts'
import { type Contact, type ContactRecord, changeContact, findReferralIdOf, getContact } from '../store.ts'
import { worksForService } from './start-contact-work.ts'
import { tellNews } from './tell-of-visit.ts'

type Plan = Planned & { workerId: string; day: string }
type Known = { contact: ContactRecord; referral: Referral; was: Planned }
const VISITS: readonly Contact['way'][] = ['home-visit', 'community-visit', 'practice-visit', 'meeting']

/**
 * Keeps, moves or cancels each contact of a worker who is away, in one transaction: all of it, or nothing, and then each
 * item that does not fit is named. Who expected somebody comes on the phone list.
 */
export async function settleDaysAway(
  context: Context,
  input: { membershipId: string; items: readonly DaysAwayItem[] },
): Promise<ContactRecord[]> {
  const { membershipId, items } = input
  return inTransaction(context, async (tx) => {
    const member = await findMembership(tx, membershipId)
    if (member?.organisationId !== context.actor.organisationId) throw new Refusal('not-found')
    const faults: FieldError[] = []
    const known = await lockContacts(tx, context, input, faults)
    const days = openDays(tx, context, new Set(items.map(({ contactId }) => contactId)))

    const changes: { item: DaysAwayItem; known: Known; plan: Plan | undefined }[] = []
    for (const [index, item] of items.entries()) {
      const found = known.get(item.contactId)
      if (found === undefined) continue
      const plan = item.do === 'cancel' ? undefined : await planAnew(tx, context, membershipId, item, found, days)
      if (plan !== undefined && 'pointer' in plan) faults.push({ ...plan, pointer: `#/items/${index}/${plan.pointer}` })
      else changes.push({ item, known: found, plan })
    }
    const [first] = faults
    if (first !== undefined) throw new Refusal('not-possible', `Nothing was changed. ${first.detail}`, faults)

    const saved: ContactRecord[] = []
    for (const change of changes) saved.push(await write(tx, context, change))
    await recordAudit(tx, context, {
      action: 'days-away.settled',
      subjectKind: 'membership',
      subjectId: membershipId,
      detail: { contactIds: saved.map(({ id }) => id) },
    })
    return saved
  })
}

/** In one order for everybody, so that two leads who settle the same day wait for each other and neither for both. */
async function lockContacts(
  tx: Tx,
  context: Context,
  { membershipId, items }: { membershipId: string; items: readonly DaysAwayItem[] },
  faults: FieldError[],
): Promise<Map<string, Known>> {
  const ofReferral: { referralId: string; contactId: string; index: number }[] = []
  for (const [index, { contactId }] of items.entries()) {
    const referralId = await findReferralIdOf(tx, context.actor, contactId)
    if (referralId === undefined) faults.push(notPlanned(index))
    else ofReferral.push({ referralId, contactId, index })
  }
  const known = new Map<string, Known>()
  for (const { referralId, contactId, index } of ofReferral.sort((a, b) => (a.referralId < b.referralId ? -1 : 1))) {
    const referral = await findReferralForUpdate(tx, context.actor, referralId)
    const contact = await getContact(tx, contactId)
    const { plannedStart: start, plannedEnd: end } = contact
    const isOpen = contact.workerId === membershipId && contact.happened === null && contact.checkedInAt === null
    if (referral?.status === 'accepted' && isOpen && start !== null)
      known.set(contactId, { contact, referral, was: { contactId, start, end } })
    else faults.push(notPlanned(index))
  }
  return known
}

const notPlanned = (index: number): FieldError => ({
  pointer: `#/items/${index}/contactId`,
  detail: 'It is no longer planned with this worker: read the list again',
})

type Days = {
  presenceOn: (day: string) => Promise<Presence>
  plannedOn: (workerId: string, day: string) => Promise<Planned[]>
}

/** Who is there on a day and what they have planned, each read once; what is settled here is no longer in anybody's way. */
function openDays(tx: Tx, context: Context, settled: ReadonlySet<string>): Days {
  const presences = new Map<string, Promise<Presence>>()
  const planned = new Map<string, Promise<Planned[]>>()
  return {
    presenceOn: (day) => {
      const presence = presences.get(day) ?? findPresence(tx, context, day)
      presences.set(day, presence)
      return presence
    },
    plannedOn: (workerId, day) => {
      const key = `${workerId} ${day}`
      const plans =
        planned.get(key) ??
        listPlannedOn(tx, workerId, day).then((rows) => rows.filter(({ contactId }) => !settled.has(contactId)))
      planned.set(key, plans)
      return plans
    },
  }
}

/** Who goes, when: or what stands in the way, and where it was said. */
async function planAnew(
  tx: Tx,
  context: Context,
  membershipId: string,
  item: DaysAwayItem,
  { contact, referral, was }: Known,
  { presenceOn, plannedOn }: Days,
): Promise<Plan | FieldError> {
  const isMove = item.do === 'move'
  if (isMove && item.at === undefined) return { pointer: 'at', detail: 'Enter the day and time to which it is moved' }
  const start = isMove && item.at !== undefined ? new Date(item.at) : was.start
  if (isMove && start <= context.now()) return { pointer: 'at', detail: 'Enter a time that is still to come' }
  const day = todayInEngland(start)
  const far = faultOfFarDay(day, context.today(), 'at')
  if (far !== undefined) return far
  const presence = await presenceOn(day)
  const workerId = item.toId ?? (isMove ? membershipId : standsInFor(presence, membershipId))
  if (workerId === undefined || (!isMove && workerId === membershipId))
    return { pointer: 'toId', detail: 'Choose who goes: nobody stands in on that day' }
  if (!(await worksForService(tx, referral, workerId)))
    return { pointer: 'toId', detail: 'Choose somebody of the service' }
  const where = isMove ? 'at' : 'toId'
  if (isAway(presence, workerId)) return { pointer: where, detail: 'Whoever is to go is away on that day' }
  const plan = { contactId: contact.id, workerId, day, start, end: endAfterMove(was, start) }
  const others = await plannedOn(workerId, day)
  if (others.some((other) => isInTheWay(plan, other)))
    return { pointer: where, detail: 'Whoever is to go has something else at that time' }
  others.push(plan)
  return plan
}

async function write(
  tx: Tx,
  context: Context,
  { item, known, plan }: { item: DaysAwayItem; known: Known; plan: Plan | undefined },
): Promise<ContactRecord> {
  const { now, today, actor } = context
  const { contact, referral, was } = known
  const cancelled = {
    happened: false,
    notHappenedBecause: 'service-cancelled' as const,
    recordedAt: now(),
    recordedById: actor.membershipId,
  }
  const planned = (to: Plan) => ({ workerId: to.workerId, day: to.day, plannedStart: to.start, plannedEnd: to.end })
  const saved = await changeContact(tx, contact, plan === undefined ? cancelled : planned(plan))
  await recordAudit(tx, context, {
    action: 'contact.amended',
    subjectKind: 'contact',
    subjectId: contact.id,
    personId: contact.personId,
    detail: { awayOf: contact.workerId, do: item.do },
  })
  // Another voice on the telephone is no surprise at the door.
  if (item.do === 'keep-with-cover' && !VISITS.includes(contact.way)) return saved
  const about = { contactId: contact.id, personId: contact.personId, day: contact.day, expectedAt: was.start }
  const subjectId = await putOnPhoneList(tx, context, { ...about, change: CHANGES[item.do] })
  await openTask(tx, context, {
    kind: 'tell-person-of-change',
    subjectKind: 'visit-change',
    subjectId,
    organisationId: referral.advisorServiceId,
    dueOn: today(),
  })
  // What is written says what is not so any more. Whoever may not be rung is told another way, or somebody looks for one.
  await stopReachingAbout(tx, context, [contact.id])
  await askToTell(tx, context, contact.id)
  const { because } = await askBeforeRinging(tx, context, {
    personId: contact.personId,
    phones: [],
    purpose: 'appointment',
  })
  if (because !== null)
    await tellNews(tx, context, saved, {
      news: plan === undefined ? 'visit-cancelled' : 'visit-moved',
      plannedStart: plan?.start ?? was.start,
    })
  return saved
}

const CHANGES: Record<DaysAwayItem['do'], VisitChangeKind> = {
  'keep-with-cover': 'another-worker',
  move: 'moved',
  cancel: 'cancelled',
}
