import type { TestApp } from '../support/app.ts'
import { at, type Count, FIRST } from './count-round-trips.ts'

/** Who is away, who is on duty, the day settled, and check-in by link. */
export const ROUND_TRIPS_OF_ABSENCE: Record<string, number> = {
  'PUT /memberships/:membershipId/working-days': 7,
  'GET /memberships/:membershipId/working-days': 2,
  'POST /absences': 10,
  'PATCH /absences/:absenceId': 9,
  'GET /absences': 1,
  'POST /duty-rota': 7,
  'GET /duty': 2,
  'GET /duty-rota': 1,
  'GET /memberships/:membershipId/days-away': 12,
  'POST /memberships/:membershipId/days-away': 25,
  'GET /phone-list': 9,
  'POST /phone-list/:visitChangeId/told': 9,
  'POST /contacts/:contactId/link': 10,
  'POST /lone-working/phrase': 6,
  'POST /links/visit/look': 4,
  'POST /links/visit/check-in': 9,
  'POST /links/visit/running-late': 9,
  'POST /links/visit/trouble': 12,
  'POST /links/visit/check-out': 10,
  'POST /absences/:absenceId/end': 8,
  'POST /duty-rota/:dutyId/end': 6,
}

export async function playAbsence({ given, as, anybody }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [ada, lead] = [as(town.advisor), as(town.teamLead)]
  const ids = { membershipId: town.advisor.membershipId }
  const week = { fromOn: '2026-03-02', weekdays: ['monday', 'tuesday', 'wednesday'] }
  await count(ada, 'PUT /memberships/:membershipId/working-days', { ids, body: week, headers: FIRST })
  await count(ada, 'GET /memberships/:membershipId/working-days', { ids })
  const body = { kind: 'leave', fromOn: '2026-03-03', coverId: town.otherAdvisor.membershipId }
  const { id: absenceId } = await count(ada, 'POST /absences', { body })
  const patch = { untilOn: '2026-03-04' }
  await count(ada, 'PATCH /absences/:absenceId', { ids: { absenceId }, body: patch, headers: at(1) })
  await count(ada, 'GET /absences')
  const duty = { onDay: '2026-03-02', membershipId: town.otherAdvisor.membershipId }
  const { id: dutyId } = await count(lead, 'POST /duty-rota', { body: duty })
  await count(lead, 'GET /duty')
  await count(lead, 'GET /duty-rota')

  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const times = { plannedStart: '2026-03-03T10:00:00Z', plannedEnd: '2026-03-03T11:00:00Z' }
  const { body: visit } = await ada.post(`/referrals/${id}/contacts`, {
    way: 'home-visit',
    purpose: 'support',
    ...times,
    anyway: true,
  })
  await count(lead, 'GET /memberships/:membershipId/days-away', { ids, query: '?from=2026-03-03' })
  const items = [{ contactId: visit.id, do: 'keep-with-cover' }]
  await count(lead, 'POST /memberships/:membershipId/days-away', { ids, body: { items } })
  const { items: list } = await count(lead, 'GET /phone-list', { query: '?on=2026-03-03' })
  const told = { ids: { visitChangeId: list[0].id }, body: { how: 'spoke-to-person' } }
  await count(lead, 'POST /phone-list/:visitChangeId/told', told)

  const { url } = await count(lead, 'POST /contacts/:contactId/link', { ids: { contactId: visit.id } })
  const token = { token: url.split('#').at(-1) }
  await count(lead, 'POST /lone-working/phrase', { body: { phrase: 'Is the red file there?' } })
  await count(anybody, 'POST /links/visit/look', { body: token })
  await count(anybody, 'POST /links/visit/check-in', { body: token })
  await count(anybody, 'POST /links/visit/running-late', { body: token })
  await count(anybody, 'POST /links/visit/trouble', { body: token })
  await count(anybody, 'POST /links/visit/check-out', { body: token })
  await count(ada, 'POST /absences/:absenceId/end', { ids: { absenceId }, body: { lastDay: '2026-03-03' } })
  await count(lead, 'POST /duty-rota/:dutyId/end', { ids: { dutyId } })
}
