import { addDays } from '../../../platform/clock.ts'
import type { Actor, SystemContext } from '../../../platform/context.ts'
import { postcodeDistrict } from '../../../platform/postcode.ts'
import { instantInEngland } from '../../../platform/web/typed-time.ts'
import { heldOf, listSessions } from '../../activities/public.ts'
import { countComing } from '../../placements/public.ts'
import type { CalendarEntry } from '../calendar-text.ts'
import { titleOfSession, titleOfVisit } from '../calendar-words.ts'
import { findFeedHolder, listOwnPlanned, listScheduled } from '../store/calendar.ts'

const BACK_DAYS = 14
const AHEAD_DAYS = 90
const HOUR_MS = 3_600_000
const NO_ADDRESS = 'ZZ99'

/**
 * What a calendar reads at a secret address: a worker's own visits, by reference and district; a group's sessions, with how many are
 * expected. Undefined when the address is good no more. It names nobody, so no look is recorded: a calendar asks every few minutes.
 */
export async function readFeed(
  system: SystemContext,
  { feedId }: { feedId: string },
): Promise<{ name: string; entries: CalendarEntry[] } | undefined> {
  const holder = await findFeedHolder(system, feedId)
  if (holder === undefined) return undefined
  const days = { from: addDays(system.today(), -BACK_DAYS), to: addDays(system.today(), AHEAD_DAYS) }
  const entries =
    holder.role === 'provider'
      ? await listSessionEntries(system, holder.organisationId, days)
      : await listVisitEntries(system, holder, days)
  return { name: holder.role === 'provider' ? 'Sessions' : 'Visits', entries }
}

type Days = { from: string; to: string }

async function listVisitEntries({ db, now }: SystemContext, holder: Actor, days: Days): Promise<CalendarEntry[]> {
  const visits = await listOwnPlanned(db, holder, days)
  return visits.map(({ id, reference, way, startsAt, endsAt, postcode }) => {
    const district = postcode === null ? null : postcodeDistrict(postcode)
    return {
      id,
      startsAt,
      endsAt: endsAt ?? new Date(startsAt.getTime() + HOUR_MS),
      title: titleOfVisit({ reference, way, area: district === NO_ADDRESS ? null : district }),
      changedAt: now(),
    }
  })
}

async function listSessionEntries(system: SystemContext, providerId: string, days: Days): Promise<CalendarEntry[]> {
  const entries: CalendarEntry[] = []
  for (const { id: activityId, name } of await listScheduled(system.db, providerId))
    for (const { on, heldOn, startsAt, endsAt } of heldOf(await listSessions(system, { activityId, ...days })))
      entries.push({
        id: `${activityId}.${on}.${startsAt}`,
        startsAt: instantInEngland(heldOn, startsAt),
        endsAt: instantInEngland(heldOn, endsAt),
        title: titleOfSession({ name, expected: await countComing(system.db, { activityId, on: heldOn }) }),
        changedAt: system.now(),
      })
  return entries
}
