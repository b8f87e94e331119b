import { todayInEngland } from '../../../platform/clock.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { stopReachingAbout, tellPerson } from '../../people/public.ts'
import type { VisitNews } from '../kinds.ts'
import { isOnPhoneList } from '../store/days-away.ts'
import { findLastTelling, findVisitForUpdateUnscoped, insertVisitTelling, type VisitRow } from '../store/tellings.ts'
import type { ContactRecord } from '../store.ts'
import { isAsTold, isVisit, newsOf, sayWhen, type VisitNow, waysInTime } from '../telling.ts'
import { sendVisitLink } from './send-visit-links.ts'

/**
 * Tells a person of a visit as it is now: planned, moved, cancelled, or nothing when they know. What was written and is not
 * so any more is stopped first; what was stopped in time was never said.
 */
export async function tellOfVisit(context: SystemContext, { contactId }: { contactId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const row = await findVisitForUpdateUnscoped(tx, contactId)
    if (row === undefined) return
    await sendVisitLink(tx, context, row)
    if (await isOnPhoneList(tx, contactId)) return
    const visit = toVisitNow(row, context.now())
    if (isAsTold(visit, await findLastTelling(tx, contactId), context.now())) return
    await stopReachingAbout(tx, context, [contactId])
    const known = await findLastTelling(tx, contactId)
    const news = newsOf(visit, known, context.now())
    if (news === undefined) return
    const plannedStart = news === 'visit-cancelled' ? known?.plannedStart : row.contact.plannedStart
    if (plannedStart != null)
      await tellNews(tx, context, { ...row.contact, workerName: row.workerName }, { news, plannedStart })
  })
}

/** Says it and keeps that it was said; nothing when the scheme does not want it, or the person has died. */
export async function tellNews(
  tx: Tx,
  context: SystemContext,
  contact: ContactRecord,
  { news, plannedStart }: { news: VisitNews; plannedStart: Date },
): Promise<void> {
  const reached = await tellPerson(tx, context, {
    personId: contact.personId,
    news,
    workerName: contact.workerName,
    when: sayWhen(plannedStart),
    ...waysInTime(news, { today: context.today(), day: todayInEngland(plannedStart) }),
    about: { subjectKind: 'contact', subjectId: contact.id },
    ownerId: contact.workerId,
  })
  if (reached === undefined) return
  await insertVisitTelling(tx, context, {
    contactId: contact.id,
    personId: contact.personId,
    news,
    plannedStart,
    workerId: contact.workerId,
    outgoingId: reached.channel === null ? null : reached.outgoingId,
  })
}

export const toVisitNow = ({ contact, status }: VisitRow, now: Date): VisitNow => ({
  isComing:
    isVisit(contact.way) &&
    contact.happened === null &&
    contact.correctedAt === null &&
    status === 'accepted' &&
    contact.plannedStart !== null &&
    contact.plannedStart > now,
  isKnownCancelled: contact.happened === true || contact.notHappenedBecause === 'person-cancelled',
  plannedStart: contact.plannedStart,
  workerId: contact.workerId,
})
