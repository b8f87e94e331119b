import type { TestApp } from '../support/app.ts'
import type { Count } from './count-round-trips.ts'

/** The routes by which a person is reached. */
export const ROUND_TRIPS_OF_REACH: Record<string, number> = {
  'PUT /people/:personId/safe-contact': 9,
  'PUT /scheme/to-person': 4,
  'POST /people/:personId/reach': 15,
  'GET /letters': 5,
  'POST /letters/print': 19,
  'POST /letters/sheets': 14,
  'GET /letters/:letterId/pdf': 15,
  'POST /letters/:letterId/printed': 18,
  'POST /letters/:letterId/posted': 12,
  'GET /calls': 10,
  'POST /calls/:callId/done': 7,
}

export async function playReach({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const advisor = as(town.advisor)
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const ids = { personId }
  const { version } = (await advisor.get(`/people/${personId}`)).body
  const reach = (preferred: string) => ({ ids, body: { purpose: 'answer', preferred } })
  await count(advisor, 'PUT /people/:personId/safe-contact', {
    ids,
    body: { safeContact: null, addressHidden: false, unsafeRelatedIds: [] },
    headers: { 'if-match': `"${version}"` },
  })
  const { outgoingId: letterId } = await count(advisor, 'POST /people/:personId/reach', reach('letter'))
  const call = await advisor.post(`/people/${personId}/reach`, { purpose: 'answer', preferred: 'phone' })
  await count(advisor, 'GET /letters')
  await count(advisor, 'POST /letters/print')
  await count(advisor, 'POST /letters/sheets', { body: { letterIds: [letterId] } })
  await count(advisor, 'GET /letters/:letterId/pdf', { ids: { letterId } })
  await count(advisor, 'POST /letters/:letterId/printed', { ids: { letterId } })
  await count(advisor, 'POST /letters/:letterId/posted', { ids: { letterId }, body: { on: '2026-03-02' } })
  const settings = (await as(town.administrator).get('/scheme')).body
  await count(as(town.administrator), 'PUT /scheme/to-person', {
    body: {},
    headers: { 'if-match': `"${settings.version}"` },
  })
  await count(advisor, 'GET /calls')
  await count(advisor, 'POST /calls/:callId/done', {
    ids: { callId: call.body.outgoingId },
    body: { outcome: 'spoke-to-person' },
  })
}
