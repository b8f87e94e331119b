import type { TestApp } from '../support/app.ts'
import { at, type Count } from './count-round-trips.ts'

/** What a scheme says, what it lacks, how its settings change, and the privacy notice. */
export const ROUND_TRIPS_OF_SETUP: Record<string, number> = {
  'GET /scheme/texts': 1,
  'PUT /scheme/texts/:key': 8,
  'DELETE /scheme/texts/:key': 6,
  'POST /scheme/texts/:key/preview': 4,
  'POST /scheme/texts/:key/preview-pdf': 4,
  'POST /scheme/lists/:list/items': 7,
  'POST /scheme/lists/:list/items/:code': 7,
  'POST /scheme/confirmations': 6,
  'POST /scheme/tests/mail': 7,
  'POST /scheme/tests/text': 9,
  'GET /scheme/settings-drafts': 1,
  'POST /scheme/settings-drafts': 9,
  'GET /scheme/settings-drafts/:draftId': 2,
  'PUT /scheme/settings-drafts/:draftId/schedule': 9,
  'DELETE /scheme/settings-drafts/:draftId': 8,
  'GET /scheme/privacy-notices': 2,
  'POST /scheme/privacy-notices': 7,
  'GET /scheme/privacy-notices/:noticeId/not-given': 2,
  'POST /people/:personId/privacy-notices': 8,
  'GET /people/:personId/privacy-notices': 7,
}

export async function playSetup({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const administrator = as(town.administrator)
  await count(administrator, 'GET /scheme/texts')
  const ids = { key: 'letter-closing' }
  const body = { subject: 'Goodbye', body: 'Dear {name},\n\nGoodbye.\n\n{ringUs}' }
  await count(administrator, 'PUT /scheme/texts/:key', { ids, body, headers: at(0) })
  await count(administrator, 'DELETE /scheme/texts/:key', { ids, headers: at(1) })
  await count(administrator, 'POST /scheme/texts/:key/preview', { ids, body: {} })
  await count(administrator, 'POST /scheme/texts/:key/preview-pdf', { ids, body: {} })

  const needs = { list: 'need' }
  await count(administrator, 'POST /scheme/lists/:list/items', { ids: needs, body: { label: 'Damp at home' } })
  const money = { ids: { ...needs, code: 'money' }, body: { label: 'Money', isSensitive: false } }
  await count(administrator, 'POST /scheme/lists/:list/items/:code', money)
  await count(administrator, 'POST /scheme/confirmations', { body: { what: 'needs' } })
  await count(administrator, 'POST /scheme/tests/mail')
  await administrator.put('/me/notices', { choices: [], phone: '07700 900123' }, { headers: { 'if-match': '"1"' } })
  await count(administrator, 'POST /scheme/tests/text')

  const { id: draftId } = await count(administrator, 'POST /scheme/settings-drafts', { body: { caseloadLimit: 40 } })
  await count(administrator, 'GET /scheme/settings-drafts')
  await count(administrator, 'GET /scheme/settings-drafts/:draftId', { ids: { draftId } })
  const when = { holdsFrom: '2026-03-09' }
  await count(administrator, 'PUT /scheme/settings-drafts/:draftId/schedule', {
    ids: { draftId },
    body: when,
    headers: at(1),
  })
  await count(administrator, 'DELETE /scheme/settings-drafts/:draftId', { ids: { draftId }, headers: at(2) })

  await count(administrator, 'POST /scheme/privacy-notices', { body: { text: 'New', holdsFrom: '2026-03-02' } })
  const { items } = await count(administrator, 'GET /scheme/privacy-notices')
  const noticeId = { noticeId: items[0].id }
  await count(administrator, 'GET /scheme/privacy-notices/:noticeId/not-given', { ids: noticeId })
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const handed = { how: 'in-person', on: '2026-03-02' }
  const [advisor, person] = [as(town.advisor), { ids: { personId } }]
  await count(advisor, 'POST /people/:personId/privacy-notices', { ...person, body: handed })
  await count(advisor, 'GET /people/:personId/privacy-notices', person)
}
