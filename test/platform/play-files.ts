import { formWith, plainPng } from '../files/made-files.ts'
import type { TestApp } from '../support/app.ts'
import type { Count } from './count-round-trips.ts'

/** Files, closed records and what was signed, each route called once with success, in a town of its own. */
export const ROUND_TRIPS_OF_FILES: Record<string, number> = {
  'POST /files': 12,
  'GET /files': 5,
  'GET /files/:fileId': 6,
  'POST /files/:fileId/remove': 9,
}

export async function playFiles(app: TestApp, count: Count): Promise<void> {
  await playFile(app, count)
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
