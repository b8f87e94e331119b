import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPresence, type Presence, whoHasIt } from '../../absence/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { type LadderRung, LEADS_AFTER_MINUTES, rungsHere, saysTrouble, toPhrase } from '../lone-working.ts'
import { findLeadIds, insertTelling } from '../store/lone-working.ts'
import { findPhrases, openTroubleAlarm, savePhrase } from '../store/trouble.ts'
import type { Contact, ContactRecord } from '../store.ts'
import { startKnownContactWork } from './start-contact-work.ts'

/** What somebody said beside a check-in or the like: kept nowhere, and listened to for words that mean trouble. */
export type Said = { say?: string | undefined; trouble?: boolean | undefined }

/** In trouble: whoever is first is told at once. The answer is that of a visit about which nothing was said. */
export async function sayTrouble(context: Context, { contactId }: { contactId: string }): Promise<ContactRecord> {
  return inTransaction(context, async (tx) => {
    const { contact } = await startKnownContactWork(tx, context, contactId)
    await listenForTrouble(tx, context, contact, { trouble: true })
    return contact
  })
}

export async function listenForTrouble(tx: Tx, context: Context, contact: Contact, said: Said): Promise<void> {
  const { say, trouble = false } = said
  const isTrouble = trouble || (say !== undefined && saysTrouble(say, await findPhrases(tx, contact.workerId)))
  if (!isTrouble) return
  const { workerId } = contact
  const alarm = await openTroubleAlarm(tx, context, { contactId: contact.id, workerId })
  const serviceId = context.actor.organisationId
  const rungs = await troubleRungs(tx, context, { workerId, serviceId })
  const first = Math.min(...rungs.map(({ afterMinutes }) => afterMinutes))
  for (const { membershipId, afterMinutes } of rungs)
    if (afterMinutes === first) await tell(tx, context, { alarmId: alarm.id, toId: membershipId, serviceId })
  await recordAudit(tx, context, {
    action: 'lone-working-alarm.trouble',
    subjectKind: 'lone-working-alarm',
    subjectId: alarm.id,
  })
}

/** Who is told, in which order: the ladder as it is today, or the leads; never the worker. */
export async function troubleRungs(
  tx: Tx,
  context: SystemContext,
  { workerId, serviceId }: { workerId: string; serviceId: string },
): Promise<LadderRung[]> {
  const { safety } = (await getScheme(context)).settings
  const presence = await findPresence(tx, context)
  const here = rungsHere(safety.loneWorkingLadder, (id) => whoHasIt(presence, id), workerId)
  if (here.length > 0) return here
  return leadRungs(tx, presence, { workerId, serviceId })
}

/** Where nobody on the ladder is there, the leads who are, or who has their work; when none of them is, all of them: not nobody. */
export async function leadRungs(
  tx: Tx,
  presence: Presence,
  { workerId, serviceId }: { workerId: string; serviceId: string },
): Promise<LadderRung[]> {
  const leads = (await findLeadIds(tx, serviceId))
    .filter((id) => id !== workerId)
    .map((membershipId) => ({ membershipId, afterMinutes: LEADS_AFTER_MINUTES }))
  const here = rungsHere(leads, (id) => whoHasIt(presence, id), workerId)
  return here.length > 0 ? here : leads
}

export async function tell(
  tx: Tx,
  context: SystemContext,
  { alarmId, toId, serviceId }: { alarmId: string; toId: string; serviceId: string },
): Promise<void> {
  const subjectId = await insertTelling(tx, context, { alarmId, toId })
  await openTask(tx, context, {
    kind: 'lone-worker-in-trouble',
    subjectKind: 'lone-working-telling',
    subjectId,
    organisationId: serviceId,
    membershipId: toId,
    dueOn: context.today(),
  })
}

/** Agrees on words that mean trouble: one's own, or, by a lead, everybody's. Nobody reads them here again. */
export async function setPhrase(
  context: Context,
  { phrase, forEverybody = false }: { phrase: string; forEverybody?: boolean | undefined },
): Promise<{ isSet: true }> {
  const { actor } = context
  const words = toPhrase(phrase)
  if (words.length < 4) throw invalid('#/phrase', 'Enter words that nobody says by chance')
  if (forEverybody && actor.role !== 'team-lead')
    throw invalid('#/forEverybody', 'Ask the lead to set it for everybody')
  return inTransaction(context, async (tx) => {
    await savePhrase(tx, context, { membershipId: forEverybody ? null : actor.membershipId, phrase: words })
    await recordAudit(tx, context, {
      action: 'trouble-phrase.set',
      subjectKind: 'membership',
      subjectId: actor.membershipId,
    })
    return { isSet: true }
  })
}
