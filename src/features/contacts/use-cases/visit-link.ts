import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { LINK_OPEN_AFTER_END_MS } from '../lone-working.ts'
import { findLinkHolder, insertVisitLink } from '../store/trouble.ts'
import { type ContactRecord, getContact } from '../store.ts'
import { requireAccepted, startKnownContactWork } from './start-contact-work.ts'

export type MadeVisitLink = { schemeId: string; linkId: string; expiresAt: Date }

/** A link with which the worker checks in and out of one visit without signing in. */
export async function makeVisitLink(context: Context, { contactId }: { contactId: string }): Promise<MadeVisitLink> {
  return inTransaction(context, async (tx) => {
    const { referral, contact } = await startKnownContactWork(tx, context, contactId)
    requireAccepted(referral)
    if (contact.way !== 'home-visit' || contact.plannedEnd === null)
      throw new Refusal('not-possible', 'Only a planned home visit has a check-in')
    const linkId = await insertVisitLink(tx, context, { contactId, workerId: contact.workerId })
    await recordAudit(tx, context, {
      action: 'visit-link.made',
      subjectKind: 'contact',
      subjectId: contactId,
      personId: contact.personId,
      detail: { workerId: contact.workerId },
    })
    const expiresAt = new Date(contact.plannedEnd.getTime() + LINK_OPEN_AFTER_END_MS)
    return { schemeId: context.schemeId, linkId, expiresAt }
  })
}

/** What its holder may do by it: as the worker of that visit, and nothing else. */
export async function openVisitLink(
  system: SystemContext,
  linkId: string,
): Promise<{ context: Context; contactId: string }> {
  const found = await findLinkHolder(system.db, linkId)
  if (found === undefined) throw new Refusal('not-found')
  const reportSql = async () => {
    throw new Error('A link reads no report')
  }
  return {
    contactId: found.contactId,
    context: { ...system, actor: { ...found.holder, sessionId: linkId, askedAt: system.now() }, reportSql },
  }
}

/** Only looks: a mail or text scanner that follows a link must not check anybody in. */
export const lookAtVisit = (context: Context, { contactId }: { contactId: string }): Promise<ContactRecord> =>
  context.db.transaction((tx) => getContact(tx, contactId))
