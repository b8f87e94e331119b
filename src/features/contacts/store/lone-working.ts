import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { Actor, Context, SystemContext, Tx } from '../../../platform/context.ts'
import { labelOf, namesakesOfMember } from '../../accounts/public.ts'
import { memberships } from '../../accounts/tables.ts'
import { outgoingMessages } from '../../messages/tables.ts'
import { referrals } from '../../referrals/tables.ts'
import type { WorkerFound } from '../kinds.ts'
import { contacts, loneWorkingAlarms, loneWorkingTellings } from '../tables.ts'

export type Alarm = typeof loneWorkingAlarms.$inferSelect
export type Inside = {
  contactId: string
  workerId: string
  plannedEnd: Date
  lateUntil: Date | null
  serviceId: string
}

/** Workers who went in and are over the planned end, locked: whoever works on the visit is waited for, nobody is passed over. */
export async function findOverdueInside(tx: Tx, at: Date): Promise<Inside[]> {
  const rows = await tx
    .select({
      contactId: contacts.id,
      workerId: contacts.workerId,
      plannedEnd: contacts.plannedEnd,
      lateUntil: contacts.lateUntil,
      serviceId: referrals.advisorServiceId,
    })
    .from(contacts)
    .innerJoin(referrals, and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId)))
    .where(
      and(
        isNotNull(contacts.checkedInAt),
        isNull(contacts.checkedOutAt),
        lt(contacts.plannedEnd, at),
        sql`(${contacts.lateUntil} is null or ${contacts.lateUntil} < ${at.toISOString()}::timestamptz)`,
      ),
    )
    .orderBy(asc(contacts.id))
    .for('no key update', { of: contacts })
  return rows.flatMap((row) => (row.plannedEnd === null ? [] : [{ ...row, plannedEnd: row.plannedEnd }]))
}

/** The alarm of a visit, made when there is none. */
export async function openAlarm(tx: Tx, { schemeId, newId, now }: SystemContext, inside: Inside): Promise<Alarm> {
  const { contactId, workerId } = inside
  await tx
    .insert(loneWorkingAlarms)
    .values({ schemeId, id: newId(), contactId, workerId, openedAt: now() })
    .onConflictDoNothing()
  const [alarm] = await tx.select().from(loneWorkingAlarms).where(eq(loneWorkingAlarms.contactId, contactId))
  if (alarm === undefined) throw new Error('An alarm was made and is gone')
  return alarm
}

/** Whether the mail or text about it left: one that did is enough. */
export type TellingDelivery = 'not-yet' | 'waiting' | 'sent' | 'failed'
export type Telling = {
  id: string
  alarmId: string
  toId: string
  name: string
  at: Date
  delivery: TellingDelivery
}

export async function listTellings(tx: Tx, alarmIds: readonly string[]): Promise<Telling[]> {
  if (alarmIds.length === 0) return []
  return tx
    .select({
      id: loneWorkingTellings.id,
      alarmId: loneWorkingTellings.alarmId,
      toId: loneWorkingTellings.toId,
      name: memberships.name,
      at: loneWorkingTellings.at,
      delivery: sql<TellingDelivery>`(select case when count(*) = 0 then 'not-yet'
          when bool_or(sent.status in ('sent', 'delivered')) then 'sent'
          when bool_or(sent.status = 'waiting') then 'waiting' else 'failed' end
        from ${outgoingMessages} as sent
        where sent.scheme_id = ${loneWorkingTellings.schemeId} and sent.subject_id = ${loneWorkingTellings.id})`,
    })
    .from(loneWorkingTellings)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, loneWorkingTellings.schemeId), eq(memberships.id, loneWorkingTellings.toId)),
    )
    .where(inArray(loneWorkingTellings.alarmId, [...alarmIds]))
    .orderBy(asc(loneWorkingTellings.id))
}

/** Who is told of an alarm, also when they had been told before. Gives the id of the telling: the task of whoever was told hangs on it. */
export async function insertTelling(
  tx: Tx,
  { schemeId, newId, now }: SystemContext,
  telling: { alarmId: string; toId: string },
): Promise<string> {
  const [row] = await tx
    .insert(loneWorkingTellings)
    .values({ schemeId, id: newId(), at: now(), ...telling })
    .onConflictDoUpdate({
      target: [loneWorkingTellings.schemeId, loneWorkingTellings.alarmId, loneWorkingTellings.toId],
      set: { at: now() },
    })
    .returning({ id: loneWorkingTellings.id })
  if (row === undefined) throw new Error('A telling was written and is gone')
  return row.id
}

/** Who leads the service now, but for the missing worker. */
export async function findLeadIds(tx: Tx, serviceId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, serviceId),
        eq(memberships.role, 'team-lead'),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
  return rows.map(({ id }) => id)
}

const workerOf = and(
  eq(memberships.schemeId, loneWorkingAlarms.schemeId),
  eq(memberships.id, loneWorkingAlarms.workerId),
)

/** An alarm about somebody of the actor's own organisation, locked: of two who take it, one has it. */
export async function findAlarmForUpdate(tx: Tx, actor: Actor, alarmId: string): Promise<Alarm | undefined> {
  const [row] = await tx
    .select({ alarm: loneWorkingAlarms })
    .from(loneWorkingAlarms)
    .innerJoin(memberships, workerOf)
    .where(and(eq(loneWorkingAlarms.id, alarmId), eq(memberships.organisationId, actor.organisationId)))
    .for('update', { of: loneWorkingAlarms })
  return row?.alarm
}

export async function findOpenAlarmOf(tx: Tx, contactId: string): Promise<Alarm | undefined> {
  const [row] = await tx
    .select()
    .from(loneWorkingAlarms)
    .where(and(eq(loneWorkingAlarms.contactId, contactId), isNull(loneWorkingAlarms.endedAt)))
    .for('update')
  return row
}

export async function updateAlarm(tx: Tx, alarmId: string, changes: Partial<Alarm>): Promise<Alarm> {
  const [row] = await tx.update(loneWorkingAlarms).set(changes).where(eq(loneWorkingAlarms.id, alarmId)).returning()
  if (row === undefined) throw new Error('An update of a locked row found nothing')
  return row
}

/** The check-out that ended it was none: its ladder begins again. One that somebody ended with what they found stays ended. */
export async function openAlarmAgain(tx: Tx, { now }: Context, contactId: string): Promise<void> {
  await tx
    .update(loneWorkingAlarms)
    .set({ openedAt: now(), endedAt: null, endedById: null, found: null, words: null, takenAt: null, takenById: null })
    .where(and(eq(loneWorkingAlarms.contactId, contactId), eq(loneWorkingAlarms.found, 'checked-out')))
}

export const endedNow = (
  { now, actor }: Context,
  found: WorkerFound,
  words: string | null,
): Pick<Alarm, 'endedAt' | 'endedById' | 'found' | 'words'> => ({
  endedAt: now(),
  endedById: actor.membershipId,
  found,
  words,
})

export async function listOpenAlarms(
  tx: Tx,
  actor: Actor,
): Promise<(Alarm & { workerName: string; workerLabel: string })[]> {
  const rows = await tx
    .select({ alarm: loneWorkingAlarms, workerName: memberships.name, namesakes: namesakesOfMember })
    .from(loneWorkingAlarms)
    .innerJoin(memberships, workerOf)
    .where(
      and(
        isNull(loneWorkingAlarms.endedAt),
        eq(memberships.organisationId, actor.organisationId),
        // Nothing shows on the worker's own telephone that they asked for help in secret.
        or(isNull(loneWorkingAlarms.troubleAt), ne(loneWorkingAlarms.workerId, actor.membershipId)),
      ),
    )
    .orderBy(asc(loneWorkingAlarms.id))
    .limit(100)
  return rows.map(({ alarm, workerName, namesakes }) => ({
    ...alarm,
    workerName,
    workerLabel: labelOf({ id: alarm.workerId, name: workerName }, namesakes),
  }))
}

export type InsideNow = {
  contactId: string
  referralId: string
  workerLabel: string
  checkedInAt: Date
  plannedEnd: Date | null
}

/** Colleagues who went in and are not out yet, whoever should be out first on top. Where they are, the contact says. */
export async function listInside(tx: Tx, actor: Actor): Promise<InsideNow[]> {
  const rows = await tx
    .select({
      contactId: contacts.id,
      referralId: contacts.referralId,
      workerId: contacts.workerId,
      workerName: memberships.name,
      namesakes: namesakesOfMember,
      checkedInAt: contacts.checkedInAt,
      plannedEnd: sql<Date | null>`greatest(${contacts.plannedEnd}, ${contacts.lateUntil})`.mapWith(
        contacts.plannedEnd,
      ),
    })
    .from(contacts)
    .innerJoin(memberships, and(eq(memberships.schemeId, contacts.schemeId), eq(memberships.id, contacts.workerId)))
    .where(
      and(
        isNotNull(contacts.checkedInAt),
        isNull(contacts.checkedOutAt),
        isNull(contacts.correctedAt),
        eq(memberships.organisationId, actor.organisationId),
      ),
    )
    .orderBy(asc(contacts.plannedEnd), asc(contacts.id))
    .limit(100)
  return rows.flatMap(({ workerName, namesakes, checkedInAt, workerId, ...row }) =>
    checkedInAt === null
      ? []
      : [{ ...row, checkedInAt, workerLabel: labelOf({ id: workerId, name: workerName }, namesakes) }],
  )
}

/** When the watching job last ended; undefined when it has not run within days. */
export async function findLastRun(tx: Tx, jobName: string): Promise<Date | undefined> {
  const [row] = await tx.execute<{ at: Date | string | null }>(
    sql`select max(done_at) as at from jobs where name = ${jobName} and done_at is not null`,
  )
  return row?.at == null ? undefined : new Date(row.at)
}
