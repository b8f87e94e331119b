import type { TestApp } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import { toForm } from '../support/upload.ts'
import { at, type Count } from './count-round-trips.ts'

/** The routes by which what exists is brought, a file of one row: rows that are written cost what their use-cases cost. */
export const ROUND_TRIPS_OF_IMPORTS: Record<string, number> = {
  'GET /imports/template': 0,
  'GET /activities/csv': 1,
  'POST /imports': 8,
  'GET /imports': 1,
  'POST /imports/:importId/mapping': 7,
  'POST /imports/:importId/dry-run': 15,
  'GET /imports/:importId/rows': 2,
  'GET /imports/:importId/errors': 5,
  'GET /imports/:importId': 2,
  'POST /imports/:importId/run': 10,
  'POST /imports/:importId/take-back': 27,
  'POST /scheme/go-live': 9,
}

export async function playImports({ given, as, runJobs }: TestApp, count: Count): Promise<void> {
  const { town } = given
  const [lead, administrator] = [as(town.teamLead), as(town.administrator)]
  const { rows } = makeCaseload(
    { practices: ['Wharf Lane Surgery, Millbridge'], advisors: ['Ada Advisor'] },
    { people: 1, seed: 9_000 },
  )
  await count(lead, 'GET /imports/template', { query: '?kind=caseload' })
  await count(lead, 'GET /activities/csv')
  const { payload: body, headers } = toForm('caseload', toCsv(rows))
  const { id: importId, mapping } = await count(lead, 'POST /imports', { body, headers })
  const ids = { importId }
  await count(lead, 'GET /imports')
  await count(lead, 'POST /imports/:importId/mapping', { ids, body: { mapping } })
  await count(lead, 'POST /imports/:importId/dry-run', { ids })
  await count(lead, 'GET /imports/:importId/rows', { ids })
  await count(lead, 'GET /imports/:importId/errors', { ids })
  await count(lead, 'POST /imports/:importId/run', { ids })
  await runJobs()
  await count(lead, 'GET /imports/:importId', { ids })
  await count(lead, 'POST /imports/:importId/take-back', { ids })

  await given.rows(`update schemes set live_at = null where id = '${town.schemeId}'`)
  const ladder = [town.teamLead.membershipId, town.advisor.membershipId]
  const { body: scheme } = await administrator.get('/scheme')
  const safety = {
    phones: { crisisLine: '01632 960110', adultSafeguarding: '01632 960111', outOfHours: '01632 960112' },
    concernLadder: ladder,
    loneWorkingLadder: ladder.map((membershipId, index) => ({ membershipId, afterMinutes: 15 * (index + 1) })),
  }
  await administrator.put('/scheme/safety', safety, { headers: at(scheme.version) })
  await count(administrator, 'POST /scheme/go-live')
}
