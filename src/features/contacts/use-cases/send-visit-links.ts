import { addDays, todayInEngland } from '../../../platform/clock.ts'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { sendOut } from '../../messages/public.ts'
import { VISIT_PAGE, visitLink } from '../letters.ts'
import { LINK_OPEN_AFTER_END_MS } from '../lone-working.ts'
import {
  findLinkMadeAt,
  findVisitForUpdateUnscoped,
  hasPhone,
  listComingVisits,
  type VisitRow,
} from '../store/tellings.ts'
import { insertVisitLink } from '../store/trouble.ts'

const NEVER = new Date(0)

/** Sends the workers of today's visits the links with which they check in and out; run each morning, and again without harm. */
export async function sendVisitLinks(context: SystemContext): Promise<void> {
  const { db, today } = context
  const days = { after: addDays(today(), -1), until: today() }
  const contactIds = await db.transaction((tx) => listComingVisits(tx, { ...days, ways: ['home-visit'] }))
  for (const contactId of contactIds)
    await db.transaction(async (tx) => {
      const row = await findVisitForUpdateUnscoped(tx, contactId)
      if (row !== undefined) await sendVisitLink(tx, context, row)
    })
}

/**
 * Sends the link of a home visit of today, unless its worker has it already: by text, to be at hand at the door, else by
 * mail. What it opens says nothing of the person.
 */
export async function sendVisitLink(tx: Tx, context: SystemContext, { contact, status }: VisitRow): Promise<void> {
  const { id: contactId, workerId, plannedStart, plannedEnd } = contact
  if (
    contact.way !== 'home-visit' ||
    contact.happened !== null ||
    contact.correctedAt !== null ||
    status !== 'accepted'
  )
    return
  if (contact.checkedInAt !== null || plannedStart === null || plannedEnd === null || plannedEnd < context.now()) return
  if (
    todayInEngland(plannedStart) !== context.today() ||
    todayInEngland((await findLinkMadeAt(tx, { contactId, workerId })) ?? NEVER) === context.today()
  )
    return
  const linkId = await insertVisitLink(tx, context, { contactId, workerId })
  await sendOut(tx, context, {
    channel: (await hasPhone(tx, workerId)) ? 'text' : 'mail',
    to: { kind: 'member', membershipId: workerId },
    event: 'visit-link',
    ...visitLink(plannedStart),
    link: {
      purpose: 'visit',
      id: linkId,
      path: VISIT_PAGE,
      expiresAt: new Date(plannedEnd.getTime() + LINK_OPEN_AFTER_END_MS),
    },
    about: { subjectKind: 'contact', subjectId: contactId },
  })
}
