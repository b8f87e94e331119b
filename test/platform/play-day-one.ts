import type { TestApp } from '../support/app.ts'
import type { Count } from './count-round-trips.ts'

/** The routes of the first day, each called once with success, in a town of its own. */
export const ROUND_TRIPS_OF_DAY_ONE: Record<string, number> = {
  'POST /audit/looks-at-person': 5,
  'GET /audit/members/:membershipId/looks': 5,
  'GET /audit/bulk-looking': 4,
}

/** Each feature's part stands by itself: it makes what it needs. */
export async function playDayOne(app: TestApp, count: Count): Promise<void> {
  await playPrivacy(app, count)
}

async function playPrivacy({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const officer = as(town.privacyOfficer)
  const days = { from: '2026-03-01', to: '2026-03-31' }
  const { reference } = await given.referral()
  await count(officer, 'POST /audit/looks-at-person', { body: { reference, ...days } })
  const { membershipId } = town.advisor
  const query = `?from=${days.from}&to=${days.to}`
  await count(officer, 'GET /audit/members/:membershipId/looks', { ids: { membershipId }, query })
  await count(officer, 'GET /audit/bulk-looking', { query: '?on=2026-03-02' })
}
