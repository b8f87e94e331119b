import { and, eq, isNotNull, isNull, or } from 'drizzle-orm'
import type { Context, Db, Member, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { contacts, loneWorkingAlarms, troublePhrases, visitLinks } from '../tables.ts'
import type { Alarm } from './lone-working.ts'

/** The words that mean trouble when this worker says them: their own, and the scheme's. */
export async function findPhrases(tx: Tx, workerId: string): Promise<string[]> {
  const rows = await tx
    .select({ phrase: troublePhrases.phrase })
    .from(troublePhrases)
    .where(or(eq(troublePhrases.membershipId, workerId), isNull(troublePhrases.membershipId)))
  return rows.map(({ phrase }) => phrase)
}

export async function savePhrase(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  { membershipId, phrase }: { membershipId: string | null; phrase: string },
): Promise<void> {
  const said = { phrase, setAt: now(), setById: actor.membershipId }
  await tx
    .insert(troublePhrases)
    .values({ schemeId, id: newId(), membershipId, ...said })
    .onConflictDoUpdate({ target: [troublePhrases.schemeId, troublePhrases.membershipId], set: said })
}

/** The alarm of a visit, as trouble from now on, whatever it was before. */
export async function openTroubleAlarm(
  tx: Tx,
  { schemeId, newId, now }: SystemContext,
  { contactId, workerId }: { contactId: string; workerId: string },
): Promise<Alarm> {
  const asNew = { takenAt: null, takenById: null, endedAt: null, endedById: null, found: null, words: null }
  const [alarm] = await tx
    .insert(loneWorkingAlarms)
    .values({ schemeId, id: newId(), contactId, workerId, openedAt: now(), troubleAt: now() })
    .onConflictDoUpdate({
      target: [loneWorkingAlarms.schemeId, loneWorkingAlarms.contactId],
      set: { workerId, troubleAt: now(), ...asNew },
    })
    .returning()
  if (alarm === undefined) throw new Error('An alarm was made and is gone')
  return alarm
}

/** Trouble that nobody has yet, locked: of two runs the second waits and sees who was told. */
export async function findTroubleAlarms(tx: Tx): Promise<(Alarm & { serviceId: string })[]> {
  const rows = await tx
    .select({ alarm: loneWorkingAlarms, serviceId: memberships.organisationId })
    .from(loneWorkingAlarms)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, loneWorkingAlarms.schemeId), eq(memberships.id, loneWorkingAlarms.workerId)),
    )
    .where(
      and(isNotNull(loneWorkingAlarms.troubleAt), isNull(loneWorkingAlarms.takenAt), isNull(loneWorkingAlarms.endedAt)),
    )
    .for('no key update', { of: loneWorkingAlarms })
  return rows.map(({ alarm, serviceId }) => ({ ...alarm, serviceId }))
}

/** A new link ends the one before it: what was on a lost telephone opens nothing. */
export async function insertVisitLink(
  tx: Tx,
  context: Context | SystemContext,
  { contactId, workerId }: { contactId: string; workerId: string },
): Promise<string> {
  const { schemeId, newId, now } = context
  const id = newId()
  // What the system makes, it makes for the worker.
  const madeById = 'actor' in context ? context.actor.membershipId : workerId
  await tx
    .update(visitLinks)
    .set({ endedAt: now() })
    .where(and(eq(visitLinks.contactId, contactId), isNull(visitLinks.endedAt)))
  await tx.insert(visitLinks).values({ schemeId, id, contactId, workerId, madeAt: now(), madeById })
  return id
}

type LinkHolder = Omit<Member, 'sessionId'>

/** Whose link it is, while it is the latest of its visit, the visit is still theirs, and they work here. */
export async function findLinkHolder(
  db: Db,
  linkId: string,
): Promise<{ contactId: string; holder: LinkHolder } | undefined> {
  const [row] = await db
    .select({ contactId: contacts.id, member: memberships, organisationName: organisations.name })
    .from(visitLinks)
    .innerJoin(contacts, and(eq(contacts.schemeId, visitLinks.schemeId), eq(contacts.id, visitLinks.contactId)))
    .innerJoin(memberships, and(eq(memberships.schemeId, visitLinks.schemeId), eq(memberships.id, visitLinks.workerId)))
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(
      and(
        eq(visitLinks.id, linkId),
        isNull(visitLinks.endedAt),
        eq(contacts.workerId, visitLinks.workerId),
        isNull(memberships.endedAt),
      ),
    )
  if (row === undefined) return undefined
  const { id, accountId, organisationId, role, name } = row.member
  const at = { organisationId, organisationName: row.organisationName, isAtPractice: false, isManager: false }
  return { contactId: row.contactId, holder: { accountId, membershipId: id, ...at, role, name } }
}
