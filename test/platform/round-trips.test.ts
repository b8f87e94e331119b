import diagnostics from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import { type Count, countRoundTrips } from './count-round-trips.ts'
import { playAbsence, ROUND_TRIPS_OF_ABSENCE } from './play-absence.ts'
import { playAccounts, ROUND_TRIPS_OF_ACCOUNTS } from './play-accounts.ts'
import { playDayOne, ROUND_TRIPS_OF_DAY_ONE } from './play-day-one.ts'
import { playDial, ROUND_TRIPS_OF_DIAL } from './play-dial.ts'
import { playDirectory, ROUND_TRIPS_OF_DIRECTORY } from './play-directory.ts'
import { playEpisodes } from './play-episodes.ts'
import { playFiles, ROUND_TRIPS_OF_FILES } from './play-files.ts'
import { playFunding, ROUND_TRIPS_OF_FUNDING } from './play-funding.ts'
import { playImports, ROUND_TRIPS_OF_IMPORTS } from './play-imports.ts'
import { playOutbox, ROUND_TRIPS_OF_OUTBOX } from './play-outbox.ts'
import { playReach, ROUND_TRIPS_OF_REACH } from './play-reach.ts'
import { playReferring, ROUND_TRIPS_OF_REFERRING } from './play-referring.ts'
import { playRightPerson, ROUND_TRIPS_OF_RIGHT_PERSON } from './play-right-person.ts'
import { playSetup, ROUND_TRIPS_OF_SETUP } from './play-setup.ts'

/**
 * Statements that a successful call of each route sends, begin and commit among them: each is a round trip to the database.
 * POSTs are sent with an Idempotency-Key. Who is asking and what the scheme has settled are kept for a moment and not
 * counted, nor what a new connection asks first. A count that grows is a decision: change it here, and say in the commit why.
 */
const ROUND_TRIPS: Record<string, number> = {
  'POST /sessions': 4,
  'POST /sessions/refresh': 2,
  'GET /me': 1,
  'GET /memberships': 1,
  'GET /scheme': 0,
  'GET /organisations': 1,
  'POST /organisations': 6,
  'POST /people': 2,
  'POST /people/search': 1,
  'POST /people/matches': 4,
  'GET /people/:personId': 1,
  'PATCH /people/:personId': 6,
  'POST /people/:personId/consents': 7,
  'POST /people/:personId/related-people': 9,
  'POST /referrals/eligibility': 0,
  'POST /referrals': 2,
  'PATCH /referrals/:referralId': 5,
  'POST /referrals/:referralId/submit': 17,
  'POST /referrals/:referralId/return': 12,
  'POST /referrals/:referralId/resubmit': 9,
  'POST /referrals/:referralId/accept': 9,
  'GET /referrals/:referralId/allocation-suggestions': 3,
  'POST /advisor-alignments': 8,
  'POST /advisor-alignments/:alignmentId/end': 6,
  'POST /referrals/:referralId/allocate': 10,
  'POST /referrals/reassign/preview': 9,
  'POST /referrals/reassign': 11,
  'POST /referrals/:referralId/hold': 9,
  'POST /referrals/:referralId/resume': 9,
  'GET /referrals/:referralId': 1,
  'GET /referrals': 2,
  'POST /contacts/:contactId/check-in': 10,
  'POST /contacts/:contactId/check-out': 11,
  'POST /contacts/:contactId/take-back-check': 10,
  'GET /caseload': 1,
  'GET /caseload/gaps': 4,
  'POST /caseload/csv': 4,
  'POST /referrals/:referralId/own-note': 7,
  'PATCH /contacts/:contactId': 17,
  'POST /referrals/:referralId/contacts': 13,
  'POST /referrals/:referralId/visits': 15,
  'GET /referrals/:referralId/contacts': 1,
  'GET /contacts': 2,
  'GET /measures': 0,
  'PATCH /measurements/:measurementId': 12,
  'POST /measurements/:measurementId/enter-in-error': 12,
  'POST /referrals/:referralId/measurements': 12,
  'GET /referrals/:referralId/measurements': 7,
  'POST /imported-scores/:importedScoreId/enter-in-error': 8,
  'PUT /referrals/:referralId/plan': 13,
  'POST /referrals/:referralId/plan/agreements': 17,
  'GET /referrals/:referralId/plan': 2,
  'GET /referrals/:referralId/plan/versions': 5,
  'POST /referrals/:referralId/plan/objections': 10,
  'POST /plan-objections/:objectionId/answer': 14,
  'GET /referrals/:referralId/fitting-activities': 7,
  'POST /activities': 9,
  'GET /activities': 1,
  'GET /activities/:activityId': 2,
  'PATCH /activities/:activityId': 5,
  'POST /referrals/:referralId/placements': 14,
  'POST /placements/:placementId/decline': 15,
  'POST /placements/:placementId/cancel': 13,
  'POST /placements/:placementId/questions': 9,
  'POST /placements/:placementId/questions/:questionId/answer': 13,
  'POST /placements/:placementId/accept': 15,
  'POST /placements/:placementId/start': 11,
  'POST /activities/:activityId/sessions': 11,
  'GET /activities/:activityId/sessions': 2,
  'POST /activities/:activityId/sessions/cancel': 10,
  'POST /activities/:activityId/sessions/move': 10,
  'POST /activities/:activityId/sessions/restore': 10,
  'GET /activities/:activityId/cohorts': 2,
  'POST /activities/:activityId/cohorts': 8,
  'PATCH /cohorts/:cohortId': 5,
  'POST /cohorts/:cohortId/complete': 7,
  'POST /activities/:activityId/week-link': 12,
  'POST /activities/:activityId/week-link/revoke': 7,
  'POST /placements/:placementId/attendances': 10,
  'GET /placements/:placementId': 7,
  'GET /placements': 4,
  'POST /referrals/:referralId/waiting': 10,
  'GET /referrals/:referralId/waiting': 7,
  'GET /activities/:activityId/waiting': 8,
  'POST /waiting/:entryId/still-wanted': 9,
  'POST /waiting/:entryId/leave': 9,
  'POST /waiting/:entryId/pass': 11,
  'POST /waiting/:entryId/take': 16,
  'POST /referrals/:referralId/gaps': 8,
  'GET /referrals/:referralId/gaps': 5,
  'POST /placements/:placementId/complete': 14,
  'POST /placements/:placementId/end': 15,
  'POST /referrals/:referralId/close': 21,
  'GET /referrals/:referralId/closing': 7,
  'POST /referrals/:referralId/reopen': 13,
  'POST /referrals/:referralId/withdraw': 15,
  'POST /referrals/:referralId/decline': 11,
  'POST /referrals/:referralId/enter-in-error': 21,
  'POST /people/:personId/identity-confirmations': 8,
  'POST /people/:personId/merges': 13,
  'POST /people/:personId/merges/:mergeId/undo': 21,
  'GET /messages': 1,
  'POST /messages/:messageId/read': 6,
  'POST /messages/:messageId/file': 6,
  'GET /tasks': 2,
  'POST /tasks/:taskId/finish': 6,
  'GET /reports/outcomes': 7,
  'GET /reports/unmet-needs': 4,
  'DELETE /sessions/current': 4,
  'DELETE /sessions': 4,
}

/** Each part plays its routes in a town of its own. */
const PARTS: readonly { play: (app: TestApp, count: Count) => Promise<void>; expected: Record<string, number> }[] = [
  { play: playEpisodes, expected: ROUND_TRIPS },
  { play: playDayOne, expected: ROUND_TRIPS_OF_DAY_ONE },
  { play: playRightPerson, expected: ROUND_TRIPS_OF_RIGHT_PERSON },
  { play: playReach, expected: ROUND_TRIPS_OF_REACH },
  { play: playReferring, expected: ROUND_TRIPS_OF_REFERRING },
  { play: playImports, expected: ROUND_TRIPS_OF_IMPORTS },
  { play: playAbsence, expected: ROUND_TRIPS_OF_ABSENCE },
  { play: playFiles, expected: ROUND_TRIPS_OF_FILES },
  { play: playAccounts, expected: ROUND_TRIPS_OF_ACCOUNTS },
  { play: playOutbox, expected: ROUND_TRIPS_OF_OUTBOX },
  { play: playSetup, expected: ROUND_TRIPS_OF_SETUP },
  { play: playDial, expected: ROUND_TRIPS_OF_DIAL },
  { play: playDirectory, expected: ROUND_TRIPS_OF_DIRECTORY },

  { play: playFunding, expected: ROUND_TRIPS_OF_FUNDING },
]

t.test('each route makes the round trips that are written here', async (t) => {
  const routes = collectRoutes()
  const counted = new Map<string, number>()
  for (const { play } of PARTS) {
    const app = await startApp(t)
    for (const [route, trips] of await countRoundTrips(app, (count) => play(app, count))) counted.set(route, trips)
  }
  t.same(
    [...new Set(routes)].filter((route) => !counted.has(route)),
    [],
    'each route is called in one of the play-….ts files',
  )
  t.same(Object.fromEntries(counted), Object.assign({}, ...PARTS.map(({ expected }) => expected)))
})

/** Every route of the API but its own documentation. Call before the app is built. */
function collectRoutes(): string[] {
  const routes: string[] = []
  diagnostics.channel('fastify.initialization').subscribe((message) => {
    const { fastify } = message as { fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url }) => {
      if (method === 'HEAD' || method === 'OPTIONS' || !url.startsWith('/api/v1/')) return
      if (!url.endsWith('/openapi.json')) routes.push(`${String(method)} ${url.replace('/api/v1', '')}`)
    })
  })
  return routes
}
