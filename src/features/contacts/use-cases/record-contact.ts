import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { NewContactBody } from '../contract.ts'
import { NO_OUTCOME } from '../rules.ts'
import { askToTell } from '../store/tellings.ts'
import { type ContactRecord, findReached, insertContact } from '../store.ts'
import { isVisit } from '../telling.ts'
import { checkContact } from './check-contact.ts'
import { followMilestones } from './follow-milestones.ts'
import { requireFreeTime } from './require-free-time.ts'
import { requireAccepted, startContactWork, worksForService } from './start-contact-work.ts'
import { toContactFields } from './to-contact-fields.ts'
import { watchTheDoor } from './watch-the-door.ts'

/** Plans a contact, or writes down one that has happened or was tried. Nobody becomes the referral's owner by it. */
export async function recordContact(
  context: Context,
  input: { referralId: string; contact: NewContactBody },
): Promise<ContactRecord> {
  const { schemeId, actor, newId, now, today } = context
  return inTransaction(context, async (tx) => {
    const referral = await startContactWork(tx, context, input.referralId)
    requireAccepted(referral)
    const facts = {
      id: newId(),
      workerId: actor.membershipId,
      plannedStart: null,
      plannedEnd: null,
      happened: null,
      ...NO_OUTCOME,
      tookPart: null,
      note: null,
      noteSource: null,
      noteMark: null,
      ...toContactFields(input.contact),
      way: input.contact.way,
      purpose: input.contact.purpose,
    }
    const day = await checkContact(tx, context, referral, facts)
    const isPlan = facts.happened === null
    if (isPlan && day < today())
      throw invalid('#/plannedStart', 'Enter a day from today on, or say whether it happened')
    if (!(await worksForService(tx, referral, facts.workerId)))
      throw invalid('#/workerId', 'Choose somebody of the service')
    if (isPlan) await requireFreeTime(tx, context, facts, input.contact.anyway)

    const before = await findReached(tx, referral.id)
    const made = { createdAt: now(), createdById: actor.membershipId }
    const contact = await insertContact(tx, {
      schemeId,
      referralId: referral.id,
      personId: referral.personId,
      ...facts,
      day,
      ...made,
      ...(isPlan ? {} : { recordedAt: made.createdAt, recordedById: made.createdById }),
    })
    await recordAudit(tx, context, {
      action: isPlan ? 'contact.planned' : 'contact.recorded',
      subjectKind: 'contact',
      subjectId: contact.id,
      personId: referral.personId,
    })
    await followMilestones(tx, context, referral, before)
    await watchTheDoor(tx, context, referral, contact)
    if (isPlan && isVisit(contact.way)) await askToTell(tx, context, contact.id)
    return contact
  })
}
