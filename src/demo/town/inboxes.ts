import { addWorkingDays } from '../../features/schemes/working-days.ts'
import { daysBetween, todayInEngland } from '../../platform/clock.ts'
import { instantOn, type World } from './world.ts'

/** Practices read within days and file what they read; the demo's practice has been busy for a week. */
export function markMessages(world: World): void {
  const { rows, practices, today } = world
  const random = world.random.fork()
  const readers = new Map(
    [...practices, ...practices.flatMap(({ team }) => (team === undefined ? [] : [team]))].map(({ id, referrers }) => [
      id,
      referrers,
    ]),
  )
  const [demo] = practices
  for (const message of rows.messages) {
    const by = random.pick(readers.get(message.organisationId) ?? [])
    const sentOn = todayInEngland(message.sentAt)
    const isDemo = message.organisationId === demo?.id
    const readOn = addWorkingDays(
      sentOn,
      random.weighted([
        [1, 6],
        [2, 3],
        [5, 1],
      ]),
    )
    if (readOn >= today || (isDemo && daysBetween(sentOn, today) <= 8) || random.chance(0.02)) continue
    const readAt = instantOn(readOn, random.between(8 * 60, 17 * 60))
    const isFiled = random.chance(0.85)
    Object.assign(message, {
      readAt,
      readById: by.membershipId,
      ...(isFiled
        ? { filedAt: new Date(readAt.getTime() + random.between(1, 90) * 60_000), filedById: by.membershipId }
        : {}),
    })
  }
}
