import type { TestApp } from '../support/app.ts'
import { toCsv } from '../support/caseload.ts'
import { toForm } from '../support/upload.ts'
import type { Count } from './count-round-trips.ts'

/** The routes by which what exists is brought, one row each: rows that are written cost what their use-cases cost. */
export const ROUND_TRIPS_OF_IMPORTS: Record<string, number> = {
  'GET /imports/template': 0,
  'POST /imports': 0,
  'GET /imports': 0,
  'POST /imports/:importId/mapping': 0,
  'POST /imports/:importId/dry-run': 0,
  'GET /imports/:importId/rows': 0,
  'GET /imports/:importId/errors': 0,
  'POST /imports/:importId/run': 0,
  'POST /imports/:importId/take-back': 0,
  'POST /scheme/go-live': 0,
}
export const FILE = Buffer.from('')
void toCsv
void toForm
export async function playImports(_app: TestApp, _count: Count): Promise<void> {}
