import { formWith, plainPng } from '../files/made-files.ts'
import type { TestApp } from '../support/app.ts'
import { at, type Count } from './count-round-trips.ts'

/** How the directory is kept true, each route called once with success, in a town of its own. */
export const ROUND_TRIPS_OF_DIRECTORY: Record<string, number> = {
  'PUT /scheme/directory': 4,
  'GET /activity-edits': 1,
  'POST /activities/:activityId/edits/:editId/decide': 10,
  'POST /activities/:activityId/confirm': 9,
  'POST /activity-suggestions': 8,
  'GET /activity-suggestions': 1,
  'POST /activity-suggestions/:suggestionId/settle': 8,
  'POST /activities/:activityId/walk-ins': 7,
  'GET /activities/:activityId/walk-ins': 2,
  'POST /activities/:activityId/photo': 8,
  'GET /activities/:activityId/photo': 1,
  'DELETE /activities/:activityId/photo': 5,
}

export async function playDirectory({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [advisor, provider, administrator] = [as(town.advisor), as(town.provider), as(town.administrator)]
  const listing = {
    name: 'Open kitchen',
    category: 'community-hub',
    description: 'Soup, and a seat by the stove',
    locationKind: 'venue',
    postcode: 'S60 1AA',
    when: 'Fridays',
    capacity: 30,
    entry: 'open-door',
  }
  const { body: activity } = await provider.post('/activities', listing)
  const ids = { activityId: activity.id }
  await provider.patch(`/activities/${activity.id}`, { when: 'Fridays at noon' }, { headers: at(1) })
  const { items } = await count(advisor, 'GET /activity-edits')
  const of = { ...ids, editId: items[0].id }
  await count(advisor, 'POST /activities/:activityId/edits/:editId/decide', { ids: of, body: { decision: 'approved' } })
  await count(provider, 'POST /activities/:activityId/confirm', { ids })
  const said = { activityId: activity.id, words: 'They begin at one' }
  const { suggestionId } = await count(as(town.referrer), 'POST /activity-suggestions', { body: said })
  await count(advisor, 'GET /activity-suggestions')
  const outcome = { ids: { suggestionId }, body: { outcome: 'Rang: it is noon' } }
  await count(advisor, 'POST /activity-suggestions/:suggestionId/settle', outcome)
  const came = { on: '2026-03-02', count: 24 }
  await count(provider, 'POST /activities/:activityId/walk-ins', { ids, body: came })
  await count(provider, 'GET /activities/:activityId/walk-ins', { ids })
  const picture = formWith(await plainPng(), { alternativeText: 'A pot on a stove' })
  await count(provider, 'POST /activities/:activityId/photo', { ids, body: picture })
  await count(advisor, 'GET /activities/:activityId/photo', { ids })
  await count(provider, 'DELETE /activities/:activityId/photo', { ids })
  const directory = { isPublic: true, editsWait: true, confirmEveryMonths: 12 }
  await count(administrator, 'PUT /scheme/directory', { body: directory, headers: at(1) })
}
