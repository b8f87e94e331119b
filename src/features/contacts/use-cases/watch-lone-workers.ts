import type { SystemContext, Tx } from '../../../platform/context.ts'
import { findPresence, whoHasIt } from '../../absence/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { expectedBack, rungsDue, rungsHere } from '../lone-working.ts'
import { findOverdueInside, insertTelling, listTellings, openAlarm } from '../store/lone-working.ts'
import { findTroubleAlarms } from '../store/trouble.ts'
import { leadRungs, tell, troubleRungs } from './say-trouble.ts'

/** The job that watches; it is watched itself. */
export const WATCH_LONE_WORKERS = 'watch-lone-workers'

/** Tells who must know by now of each worker who is not back; run each minute. */
export async function watchLoneWorkers(context: SystemContext): Promise<void> {
  const { db, now, log } = context
  const { safety } = (await getScheme(context)).settings
  await db.transaction(async (tx) => {
    const presence = await findPresence(tx, context)
    for (const inside of await findOverdueInside(tx, now())) {
      const alarm = await openAlarm(tx, context, inside)
      if (alarm.takenAt !== null || alarm.endedAt !== null || alarm.troubleAt !== null) continue
      // An alarm that a mistaken check-out had ended begins its ladder again.
      const tellings = (await listTellings(tx, [alarm.id])).filter(({ at }) => at >= alarm.openedAt)
      const told = new Set(tellings.map(({ toId }) => toId))
      // Whoever is away is replaced by their cover, then by the duty worker; nobody waits for one who is not there.
      const here = rungsHere(safety.loneWorkingLadder, (id) => whoHasIt(presence, id), inside.workerId)
      const ladder = here.length > 0 ? here : await leadRungs(tx, presence, inside)
      const facts = { expected: expectedBack(inside), workerId: inside.workerId, told }
      for (const toId of rungsDue(ladder, facts, now())) {
        const tellingId = await insertTelling(tx, context, { alarmId: alarm.id, toId })
        await openTask(tx, context, {
          kind: 'lone-worker-not-back',
          subjectKind: 'lone-working-telling',
          subjectId: tellingId,
          organisationId: inside.serviceId,
          membershipId: toId,
          dueOn: context.today(),
        })
        log.warn({ alarmId: alarm.id, toId }, 'lone worker not back: told')
      }
    }
    await climbTroubles(tx, context)
  })
}

/** Trouble climbs from its own moment: the first were told at once, the others follow as far apart as on the ladder. */
async function climbTroubles(tx: Tx, context: SystemContext): Promise<void> {
  const { now, log } = context
  for (const { id: alarmId, troubleAt, workerId, serviceId } of await findTroubleAlarms(tx)) {
    if (troubleAt === null) continue
    const ladder = await troubleRungs(tx, context, { workerId, serviceId })
    const first = Math.min(...ladder.map(({ afterMinutes }) => afterMinutes))
    const tellings = (await listTellings(tx, [alarmId])).filter(({ at }) => at >= troubleAt)
    const told = new Set(tellings.map(({ toId }) => toId))
    const expected = new Date(troubleAt.getTime() - first * 60_000)
    for (const toId of rungsDue(ladder, { expected, workerId, told }, now())) {
      await tell(tx, context, { alarmId, toId, serviceId })
      log.warn({ alarmId, toId }, 'lone worker in trouble: told')
    }
  }
}
