import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { ContactPatch } from '../contract.ts'
import { NO_OUTCOME } from '../rules.ts'
import { askToTell } from '../store/tellings.ts'
import { type Contact, type ContactRecord, changeContact, findReached } from '../store.ts'
import { isVisit } from '../telling.ts'
import { checkContact } from './check-contact.ts'
import { followMilestones } from './follow-milestones.ts'
import { requireFreeTime } from './require-free-time.ts'
import { requireAccepted, startKnownContactWork, worksForService } from './start-contact-work.ts'
import { toContactFields } from './to-contact-fields.ts'
import { watchTheDoor } from './watch-the-door.ts'

/** Plans a contact anew, says what came of it, or corrects what was said: milestones follow in both directions. */
export async function amendContact(
  context: Context,
  input: { contactId: string; version: number; patch: ContactPatch },
): Promise<ContactRecord> {
  const { actor, now, today } = context
  return inTransaction(context, async (tx) => {
    const { referral, contact } = await startKnownContactWork(tx, context, input.contactId)
    requireAccepted(referral)
    if (contact.version !== input.version) throw new Refusal('changed-by-someone-else')

    const given = toContactFields(input.patch)
    const isAnswered = given.happened !== undefined && given.happened !== contact.happened
    // Without its words a note has no source and no mark.
    const noNote = given.note === null ? { noteSource: null, noteMark: null } : {}
    const amended = { ...contact, ...(isAnswered ? NO_OUTCOME : {}), ...noNote, ...given }
    const changed = FIELDS.filter((field) => !isSame(contact[field], amended[field]))
    if (changed.length === 0) return contact

    const day = await checkContact(tx, context, referral, amended)
    if (changed.includes('plannedStart') && amended.happened === null && day < today())
      throw invalid('#/plannedStart', 'Enter a day from today on, or say whether it happened')
    if (contact.checkedInAt !== null && (amended.way !== 'home-visit' || amended.plannedStart === null))
      throw new Refusal('not-possible', 'Somebody has checked in: it stays a planned home visit')
    if (changed.includes('workerId') && !(await worksForService(tx, referral, amended.workerId)))
      throw invalid('#/workerId', 'Choose somebody of the service')
    if (amended.happened === null && changed.some((field) => TIMES.includes(field)))
      await requireFreeTime(tx, context, amended, input.patch.anyway)

    const before = await findReached(tx, referral.id)
    const saved = await changeContact(tx, contact, {
      ...Object.fromEntries(changed.map((field) => [field, amended[field]])),
      day,
      ...(changed.some((field) => OUTCOME.includes(field)) ? recordedBy(amended, actor.membershipId, now()) : {}),
    })
    await recordAudit(tx, context, {
      action: 'contact.amended',
      subjectKind: 'contact',
      subjectId: contact.id,
      personId: contact.personId,
      detail: { fields: changed },
    })
    await followMilestones(tx, context, referral, before)
    if (changed.includes('notHappenedBecause')) await watchTheDoor(tx, context, referral, saved)
    if (changed.some((field) => TOLD.includes(field)) && (isVisit(contact.way) || isVisit(saved.way)))
      await askToTell(tx, context, contact.id)
    return saved
  })
}

type Field = Exclude<keyof ContactPatch, 'anyway'>
/** Who is where, and when. */
const TIMES: readonly Field[] = ['workerId', 'plannedStart', 'plannedEnd']
const OUTCOME: readonly Field[] = [
  'happened',
  'notHappenedBecause',
  'attendance',
  'happenedOn',
  'personSaidNo',
  'nextReviewOn',
]
/** What the person hears of. */
const TOLD: readonly Field[] = ['way', 'workerId', 'plannedStart', 'happened', 'notHappenedBecause']
const FIELDS: readonly Field[] = [
  'way',
  'purpose',
  'workerId',
  'plannedStart',
  'plannedEnd',
  ...OUTCOME,
  'tookPart',
  'note',
  'noteSource',
  'noteMark',
]

/** Dates are compared by what they say. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const recordedBy = ({ happened }: Pick<Contact, 'happened'>, membershipId: string, at: Date): Partial<Contact> =>
  happened === null ? { recordedAt: null, recordedById: null } : { recordedAt: at, recordedById: membershipId }
