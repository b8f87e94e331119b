import type { Context } from '../../../platform/context.ts'
import { WATCHED_WITHIN_MINUTES } from '../lone-working.ts'
import {
  type Alarm,
  findLastRun,
  type InsideNow,
  listInside,
  listOpenAlarms,
  listTellings,
  type Telling,
} from '../store/lone-working.ts'
import { WATCH_LONE_WORKERS } from './watch-lone-workers.ts'

export type AlarmInList = Alarm & { workerName: string; workerLabel: string; tellings: Telling[] }

/** Who is inside, who is not back, who was told, and whether anybody is watching: an alarm that stands still must not look like silence. */
export async function listAlarms(
  context: Context,
): Promise<{ watching: boolean; lastRunAt: Date | null; items: AlarmInList[]; inside: InsideNow[] }> {
  const { db, actor, now } = context
  return db.transaction(async (tx) => {
    const alarms = await listOpenAlarms(tx, actor)
    const tellings = await listTellings(
      tx,
      alarms.map(({ id }) => id),
    )
    const lastRunAt = (await findLastRun(tx, WATCH_LONE_WORKERS)) ?? null
    const watching = lastRunAt !== null && now().getTime() - lastRunAt.getTime() < WATCHED_WITHIN_MINUTES * 60_000
    const items = alarms.map((alarm) => ({
      ...alarm,
      tellings: tellings.filter(({ alarmId }) => alarmId === alarm.id),
    }))
    return { watching, lastRunAt, items, inside: await listInside(tx, actor) }
  })
}
