import type { TestApp } from '../support/app.ts'
import { type Count, FIRST } from './count-round-trips.ts'

/** How much an organisation hears, and what a withdrawal asks, each route called once with success. */
export const ROUND_TRIPS_OF_DIAL: Record<string, number> = {
  'PUT /people/:personId/disclosures/:organisationId': 7,
  'GET /people/:personId/disclosures': 6,
  'GET /people/:personId/told': 7,
  'GET /destruction-requests': 1,
  'POST /destruction-requests/:requestId/answer': 9,
}

export async function playDial({ given, as, runJobs }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const advisor = as(town.advisor)
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await runJobs()
  const ids = { personId, organisationId: town.practiceId }
  const said = { how: 'by-phone', on: '2026-03-02' }
  await count(advisor, 'PUT /people/:personId/disclosures/:organisationId', {
    ids,
    body: { level: 'summary', ...said },
    headers: FIRST,
  })
  await count(advisor, 'GET /people/:personId/disclosures', { ids })
  const no = { purpose: 'share', answer: 'withdrawn', ...said }
  const { body } = await advisor.post(`/people/${personId}/consents`, no)
  await count(advisor, 'GET /people/:personId/told', { ids })
  const [request] = body.withdrawal.toAsk
  await count(advisor, 'GET /destruction-requests')
  await count(advisor, 'POST /destruction-requests/:requestId/answer', {
    ids: { requestId: request.requestId },
    body: { answer: 'destroyed', on: '2026-03-02' },
  })
}
