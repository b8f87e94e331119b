import type { TestApp } from '../support/app.ts'
import { OUTSIDE } from '../support/given.ts'
import { toFileForm } from '../support/upload.ts'
import { at, type Count } from './count-round-trips.ts'

/** What stands around sending, enquiries, and organisations that change: each route called once with success. */
export const ROUND_TRIPS_OF_REFERRING: Record<string, number> = {
  'POST /referrals/read-back': 5,
  'GET /meetings': 3,
  'POST /meetings': 12,
  'GET /meetings/risk-list': 2,
  'POST /meetings/risk-list': 8,
  'POST /meetings/risk-list/lines/:lineId/answer': 6,
  'DELETE /meetings/risk-list': 6,
  'POST /meetings/names': 13,
  'POST /meetings/close': 18,
  'POST /referrals/search': 2,
  'POST /referrals/demographics-line': 0,
  'GET /referrals/clinicians': 1,
  'POST /referrals/:referralId/notes': 9,
  'POST /enquiries': 7,
  'GET /enquiries': 4,
  'POST /enquiries/:enquiryId/referral': 2,
  'POST /enquiries/:enquiryId/end': 7,
  'GET /organisations/:organisationId': 1,
  'PATCH /organisations/:organisationId': 5,
  'GET /organisations/:organisationId/served-practices': 2,
  'POST /organisations/:organisationId/served-practices': 8,
  'POST /served-practices/:servedPracticeId/end': 9,
  'POST /organisations/:organisationId/close': 17,
}

export async function playReferring({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [referrer, advisor, administrator] = [as(town.referrer), as(town.advisor), as(town.administrator)]
  await count(referrer, 'POST /referrals/demographics-line', { body: { text: 'DOB 03-Mar-1944' } })
  await count(referrer, 'POST /referrals/read-back', { body: { person: given.personDetails() } })
  const { id: referralId } = await given.referral()
  await count(referrer, 'POST /referrals/search', { body: { text: 'Thornley' } })
  await count(referrer, 'GET /referrals/clinicians')
  await count(referrer, 'POST /referrals/:referralId/notes', { ids: { referralId }, body: { note: 'She fell again' } })

  await count(referrer, 'GET /meetings', { query: '?month=2026-03' })
  const decision = { referralId, what: 'Ask about falls', owner: 'service', dueOn: '2026-03-16' }
  const minutes = { body: { month: '2026-03', present: 'Dr Amin', decisions: [decision] } }
  await count(referrer, 'POST /meetings', minutes)
  await count(referrer, 'POST /meetings/names', { body: { ...minutes.body, referralId, isAdded: true } })
  await count(referrer, 'POST /meetings/close', minutes)

  const file = toFileForm({}, Buffer.from('NHS number,Risk\n999 000 0018,High\n'))
  await count(referrer, 'POST /meetings/risk-list', { body: file.payload, headers: file.headers })
  const { lines } = await count(referrer, 'GET /meetings/risk-list')
  const answer = { ids: { lineId: lines[0].id }, body: { answer: 'offered' } }
  await count(referrer, 'POST /meetings/risk-list/lines/:lineId/answer', answer)
  await count(referrer, 'DELETE /meetings/risk-list')

  const call = { whoRang: 'Joan', ringBack: '01632 960 100', personName: 'Edith', about: 'She does not eat' }
  const { id: enquiryId } = await count(advisor, 'POST /enquiries', { body: call })
  await count(advisor, 'GET /enquiries')
  const referred = given.referralDetails({ practiceId: town.practiceId, outsideReferrer: OUTSIDE })
  await count(advisor, 'POST /enquiries/:enquiryId/referral', { ids: { enquiryId }, body: referred })
  const { body: second } = await advisor.post('/enquiries', call)
  const ended = { ids: { enquiryId: second.id }, body: { outcome: 'person-said-no' } }
  await count(advisor, 'POST /enquiries/:enquiryId/end', ended)

  const ids = { organisationId: town.practiceId }
  await count(referrer, 'GET /organisations/:organisationId', { ids })
  await count(administrator, 'PATCH /organisations/:organisationId', {
    ids,
    body: { phone: '01632 960 111' },
    headers: at(1),
  })
  const team = { organisationId: town.teamId }
  const serving = { ids: team, body: { practiceId: town.otherPracticeId, from: '2026-03-02' } }
  const served = await count(administrator, 'POST /organisations/:organisationId/served-practices', serving)
  await count(administrator, 'GET /organisations/:organisationId/served-practices', { ids: team })
  await count(administrator, 'POST /served-practices/:servedPracticeId/end', {
    ids: { servedPracticeId: served.id },
    body: { on: '2026-03-02' },
  })
  const closing = { on: '2026-03-02', successorId: town.otherPracticeId, reason: 'They merge' }
  await count(administrator, 'POST /organisations/:organisationId/close', { ids, body: closing })
}
