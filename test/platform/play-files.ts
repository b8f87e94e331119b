import { formWith, plainPng } from '../files/made-files.ts'
import type { TestApp } from '../support/app.ts'
import { at, type Count, FIRST } from './count-round-trips.ts'

/** Files, closed records and what was signed, each route called once with success, in a town of its own. */
export const ROUND_TRIPS_OF_FILES: Record<string, number> = {
  'POST /files': 12,
  'GET /files': 5,
  'GET /files/:fileId': 6,
  'POST /files/:fileId/remove': 9,
  'POST /organisations/:organisationId/agreements': 9,
  'GET /organisations/:organisationId/agreements': 4,
  'POST /agreements/:agreementId/end': 7,
  'PUT /people/:personId/closed': 14,
  'GET /people/:personId/closed': 7,
  'DELETE /people/:personId/closed': 9,
  'POST /people/:personId/break-glass': 10,
  'GET /privacy/break-glass': 4,
  'POST /privacy/break-glass/:openingId/review': 10,
  'GET /me/record-openings': 4,
}

export async function playFiles(app: TestApp, count: Count): Promise<void> {
  await playFile(app, count)
  await playClosed(app, count)
  await playAgreements(app, count)
}

async function playFile({ given, as }: TestApp, count: Count): Promise<void> {
  const advisor = as(given.town.advisor)
  const { personId } = await given.referral()
  const to = { subjectKind: 'person', subjectId: personId }
  const { id: fileId } = await count(advisor, 'POST /files', { body: formWith(await plainPng(), to) })
  await count(advisor, 'GET /files', { query: `?subjectKind=person&subjectId=${personId}` })
  await count(advisor, 'GET /files/:fileId', { ids: { fileId } })
  await count(advisor, 'POST /files/:fileId/remove', { ids: { fileId }, body: { reason: 'It shows somebody else' } })
}

async function playClosed({ given, as }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const officer = as(town.privacyOfficer)
  const { personId } = await given.referral()
  const ids = { personId }
  const body = { kind: 'only-named', membershipIds: [town.otherAdvisor.membershipId], reason: 'Her neighbour' }
  await count(officer, 'PUT /people/:personId/closed', { ids, body, headers: FIRST })
  await count(officer, 'GET /people/:personId/closed', { ids })
  await count(as(town.advisor), 'POST /people/:personId/break-glass', { ids, body: { reason: 'She is at the door' } })
  const { items } = await count(officer, 'GET /privacy/break-glass')
  const review = { outcome: 'justified', note: 'Her advisor was away' }
  const of = { openingId: items[0].id }
  await count(officer, 'POST /privacy/break-glass/:openingId/review', { ids: of, body: review })
  await count(as(town.advisor), 'GET /me/record-openings')
  await count(officer, 'DELETE /people/:personId/closed', { ids, headers: at(1) })
}

async function playAgreements({ given, as }: TestApp, count: Count): Promise<void> {
  const administrator = as(given.town.administrator)
  const ids = { organisationId: given.town.practiceId }
  const body = { role: 'controller', assurance: 'dspt', signedBy: 'Cleo Chair', from: '2026-03-02', to: '2027-03-01' }
  const { id: agreementId } = await count(administrator, 'POST /organisations/:organisationId/agreements', {
    ids,
    body,
  })
  await count(administrator, 'GET /organisations/:organisationId/agreements', { ids })
  const of = { agreementId }
  await count(administrator, 'POST /agreements/:agreementId/end', { ids: of, body: { reason: 'They sign a new one' } })
}
