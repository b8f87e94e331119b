import { ROLES, type Role } from '../../src/platform/context.ts'
import { formWith, plainPng } from '../files/made-files.ts'
import { PASSWORD } from '../support/town.ts'
import type { World } from './world.ts'

/*
 * Who may call what: the one written policy that the route table is held against. A route that has no row here, and a row
 * that has no route, fail the test.
 *
 * To add a route: write its method and address as the code registers it, the roles that may call it, and a body that passes
 * its schema. If the address takes an id that `world.ts` does not know yet (`:contactId`, say), make such a thing there: one
 * of the role's own, one in the same scheme that the role may not see, one in another scheme. Everything else is generated.
 */

export type Row = {
  may: readonly Role[] | 'public' | 'signed-in'
  body?: (world: World) => object
  query?: (world: World, role: Role) => string
  /**
   * What a role's own thing answers when it is not "through": 2xx, or a refusal that speaks of the record's state or
   * content (409, 412, 422). Only what a policy inside the use-case refuses needs to be named.
   */
  own?: Partial<Record<Role, 401 | 403 | 404 | 415>>
  /** Whoever calls it must sign in again. */
  endsSession?: true
}

const CARE = ['referrer', 'advisor', 'team-lead'] as const
const SERVICE = ['advisor', 'team-lead'] as const
const DIRECTORY = ['referrer', 'advisor', 'team-lead', 'provider', 'administrator'] as const
const KEEPERS = ['advisor', 'team-lead', 'administrator'] as const
const EDITORS = ['advisor', 'team-lead', 'provider', 'administrator'] as const
const PLACING = ['advisor', 'team-lead', 'provider'] as const
const RAISERS = ['referrer', 'advisor', 'team-lead', 'provider', 'safeguarding-lead'] as const
const INBOX = ['referrer', 'advisor', 'team-lead', 'provider'] as const

const everyRole = (status: 401 | 403): Partial<Record<Role, 401 | 403 | 404>> =>
  Object.fromEntries(ROLES.map((role) => [role, status]))
const ALL_BUT_ADMINISTRATOR = Object.fromEntries(
  ROLES.filter((role) => role !== 'administrator').map((role) => [role, 403 as const]),
)
/** The privacy officer's own member is somebody whose looks they read, of another organisation. */
const OF_COLLEAGUES = { ...ALL_BUT_ADMINISTRATOR, 'privacy-officer': 404 as const }
/** The lead of a team shuts out its members too. */
const OF_A_TEAM = Object.fromEntries(Object.entries(OF_COLLEAGUES).filter(([role]) => role !== 'team-lead'))
const invited = ({ town }: World['given']) => ({
  organisationId: town.practiceId,
  role: 'referrer',
  email: 'nell.new@millbridge.example',
  name: 'Nell New',
})
const reassigning = ({ given, things }: World) => ({
  referralIds: [things.referralId?.own['team-lead']],
  membershipId: given.town.advisor.membershipId,
  handoverNote: 'She likes mornings',
})
const PAYERS = ['team-lead', 'administrator', 'commissioner'] as const
const WORKERS = ['advisor', 'team-lead', 'safeguarding-lead'] as const
/** A manager of any role brings accounts; these are none. */
const ALL_BUT_BRINGERS = Object.fromEntries(
  ROLES.filter((role) => role !== 'administrator' && role !== 'team-lead').map((role) => [role, 403 as const]),
)
const IMPORT_OF_OTHERS = Object.fromEntries(Object.keys(ALL_BUT_BRINGERS).map((role) => [role, 404 as const]))
const OWERS = [...RAISERS, 'privacy-officer', 'administrator'] as const
const FILERS = ['referrer', 'advisor', 'team-lead', 'provider', 'administrator', 'privacy-officer'] as const
const aPicture = await plainPng()

const note = () => ({ note: 'Because of that' })

export const MATRIX: Record<string, Row> = {
  // Sessions
  'POST /sessions': { may: 'public', body: () => ({ email: 'nobody@millbridge.example', password: 'wrong' }) },
  'POST /sessions/refresh': { may: 'public', body: () => ({ refreshToken: 'none' }) },
  'DELETE /sessions/current': { may: 'signed-in', endsSession: true },
  'DELETE /sessions': { may: 'signed-in', endsSession: true },
  'GET /me': { may: 'signed-in' },
  'GET /memberships': { may: ['team-lead', 'advisor', 'administrator'] },
  'GET /openapi.json': { may: 'public' },

  // The scheme and its organisations
  'GET /scheme': { may: 'signed-in' },
  'GET /organisations': { may: 'signed-in' },
  'PUT /scheme/privacy': {
    may: ['privacy-officer'],
    body: () => ({ bulkLooksPerHour: 30, openForHours: 4 }),
  },
  'POST /organisations': {
    may: ['administrator'],
    body: () => ({ name: 'Bowls Club', kinds: ['provider'] }),
  },

  // Reaching people
  'PUT /people/:personId/safe-contact': {
    may: SERVICE,
    body: () => ({ safeContact: null, addressHidden: false, unsafeRelatedIds: [] }),
  },
  'PUT /scheme/to-person': { may: ['administrator'], body: () => ({}) },
  'POST /people/:personId/reach': { may: SERVICE, body: () => ({ purpose: 'appointment' }) },
  'GET /letters': { may: SERVICE },
  'POST /letters/print': { may: SERVICE },
  'POST /letters/sheets': { may: SERVICE, body: () => ({ letterIds: ['01890000-0000-7000-8000-000000000000'] }) },
  'GET /letters/:letterId/pdf': { may: SERVICE },
  'POST /letters/:letterId/printed': { may: SERVICE },
  'POST /letters/:letterId/posted': { may: SERVICE, body: () => ({ on: '2026-03-02' }) },
  'GET /calls': { may: SERVICE },
  'POST /calls/:callId/done': { may: SERVICE, body: () => ({ outcome: 'spoke-to-person' }) },
  'GET /organisations/:organisationId': { may: 'signed-in' },
  'PATCH /organisations/:organisationId': { may: ['administrator'], body: () => ({ phone: '01632 960 111' }) },
  'POST /organisations/:organisationId/close': {
    may: ['administrator'],
    body: ({ otherClosingId }) => ({ on: '2026-03-02', successorId: otherClosingId, reason: 'They merge' }),
  },
  'GET /organisations/:organisationId/served-practices': { may: 'signed-in' },
  // The organisation of the walk is a practice, which serves none: it is told so.
  'POST /organisations/:organisationId/served-practices': {
    may: ['administrator'],
    body: ({ given }) => ({ practiceId: given.town.otherPracticeId, from: '2026-03-02' }),
  },
  'POST /served-practices/:servedPracticeId/end': { may: ['administrator'], body: () => ({ on: '2026-03-02' }) },
  'POST /scheme/go-live': { may: ['administrator'] },

  // What exists is brought
  'GET /activities/csv': { may: ['team-lead', 'administrator', 'provider'] },
  'GET /imports/template': { may: 'signed-in', own: ALL_BUT_BRINGERS, query: () => '?kind=caseload' },
  'POST /imports': {
    may: 'signed-in',
    own: Object.fromEntries(ROLES.map((role) => [role, 415 as const])),
  },
  'GET /imports': { may: 'signed-in', own: ALL_BUT_BRINGERS },
  'GET /imports/:importId': { may: 'signed-in', own: IMPORT_OF_OTHERS },
  'POST /imports/:importId/mapping': {
    may: 'signed-in',
    own: IMPORT_OF_OTHERS,
    body: () => ({ mapping: { phone: 0 } }),
  },
  'POST /imports/:importId/dry-run': { may: 'signed-in', own: IMPORT_OF_OTHERS },
  'GET /imports/:importId/rows': { may: 'signed-in', own: IMPORT_OF_OTHERS },
  'GET /imports/:importId/errors': { may: 'signed-in', own: IMPORT_OF_OTHERS },
  'POST /imports/:importId/run': { may: 'signed-in', own: IMPORT_OF_OTHERS },
  'POST /imports/:importId/take-back': { may: 'signed-in', own: IMPORT_OF_OTHERS },

  // Tasks and messages
  'GET /tasks': { may: OWERS },
  'POST /tasks/:taskId/finish': { may: OWERS },
  'GET /messages': { may: INBOX },
  'POST /messages/:messageId/read': { may: INBOX },
  'POST /messages/:messageId/file': { may: INBOX },
  'POST /messages/:messageId/acknowledge': { may: INBOX, body: () => ({ whatWillBeDone: 'A nurse visits at four' }) },
  // What was sent to the service is in its inbox; only what it sent itself is followed by a call.
  'POST /messages/:messageId/rung': {
    may: SERVICE,
    body: () => ({ spokeTo: 'The duty doctor', outcome: 'Visits today' }),
    own: { advisor: 404, 'team-lead': 404 },
  },
  'GET /messages/sent': { may: SERVICE },
  'POST /referrals/:referralId/messages': {
    may: SERVICE,
    body: () => ({ urgency: 'same-day', about: 'fall', text: 'She fell on the stairs last night' }),
  },

  // What left the building
  'GET /outgoing': { may: ['team-lead', 'administrator'] },
  'POST /outgoing/:outgoingId/send-again': { may: ['team-lead', 'administrator'] },
  'GET /organisations/dead-mailboxes': { may: ['team-lead', 'administrator'] },
  'GET /texts': { may: SERVICE },
  'GET /me/notices': { may: 'signed-in' },
  'POST /organisations/:organisationId/mailbox-works': { may: ['team-lead', 'administrator'] },
  'PUT /me/notices': { may: 'signed-in', body: () => ({ choices: [{ event: 'task', time: 'never' }] }) },
  'POST /me/test-mail': { may: 'signed-in' },
  'POST /mail/bounces': { may: 'public', body: () => ({ messageId: 'none', status: 'bounced' }) },
  'POST /texts/reports': { may: 'public', body: () => ({ id: 'none', status: 'failed' }) },
  'POST /texts/incoming': {
    may: 'public',
    body: ({ given }) => ({ schemeId: given.town.schemeId, id: '1', from: '+447700900123', text: 'Yes' }),
  },

  // People
  'POST /people': {
    may: CARE,
    body: ({ given }) => ({ person: given.personDetails(), practiceId: given.town.practiceId }),
  },
  'POST /people/search': { may: CARE, body: () => ({ familyName: 'Thornley' }) },
  'POST /people/matches': {
    may: CARE,
    body: () => ({ givenName: 'Edith', familyName: 'Thornley', bornOn: '1943-05-17' }),
  },
  'GET /people/:personId': { may: CARE },
  'PATCH /people/:personId': { may: CARE, body: () => ({ preferredName: 'Edie' }) },
  'POST /people/:personId/consents': {
    may: CARE,
    body: () => ({ purpose: 'share', answer: 'given', how: 'by-phone', on: '2026-03-02' }),
  },
  'GET /people/:personId/disclosures': { may: SERVICE },
  'PUT /people/:personId/disclosures/:organisationId': {
    may: SERVICE,
    body: () => ({ level: 'summary', how: 'by-phone', on: '2026-03-02' }),
  },
  'GET /people/:personId/told': { may: ['advisor', 'team-lead', 'privacy-officer'] },
  'GET /destruction-requests': { may: [...SERVICE, 'privacy-officer'] },
  'POST /destruction-requests/:requestId/answer': {
    may: SERVICE,
    body: () => ({ answer: 'destroyed', on: '2026-03-02' }),
  },
  'POST /people/:personId/related-people': { may: CARE, body: () => ({ kind: 'neighbour', name: 'Vera Neighbour' }) },
  'PATCH /people/:personId/related-people/:relatedPersonId': { may: CARE, body: () => ({ livesWith: true }) },
  // Done once: whoever comes second finds nobody.
  'POST /people/:personId/related-people/:relatedPersonId/end': { may: CARE, own: { advisor: 404, 'team-lead': 404 } },
  'POST /people/:personId/callers/check': { may: CARE, body: () => ({ name: 'Her daughter' }) },
  'POST /people/:personId/calls-from-others': {
    may: CARE,
    body: () => ({ callerName: 'Her daughter', about: 'When the visit is', whatWasSaid: 'Nothing: to ask her mother' }),
  },
  'GET /people/:personId/calls-from-others': { may: CARE },
  'GET /people/:personId/corrections': { may: ['team-lead'] },
  'POST /people/:personId/identity-confirmations': {
    may: SERVICE,
    body: () => ({ outcome: 'other-person', reason: 'Rang them' }),
  },
  'POST /people/:personId/merges': {
    may: SERVICE,
    body: ({ duplicateId }) => ({ duplicateId, reason: 'One and the same' }),
  },
  // Done once: whoever comes second finds nothing to take back.
  'POST /people/:personId/merges/:mergeId/undo': { may: SERVICE, own: { 'team-lead': 404 } },

  'POST /people/:personId/registrations': {
    may: SERVICE,
    body: ({ given }) => ({ practiceId: given.town.practiceId, from: '2026-03-02' }),
  },
  'POST /people/:personId/death': {
    may: CARE,
    body: () => ({ on: '2026-02-28', toldBy: 'Her daughter, by telephone' }),
  },
  'POST /people/:personId/death/undo': { may: ['team-lead'], body: () => ({ reason: 'It was her neighbour' }) },

  // Referrals
  'POST /referrals': {
    may: CARE,
    body: ({ given }) => given.referralDetails({ practiceId: given.town.practiceId }),
  },
  'POST /referrals/eligibility': { may: CARE, body: () => ({ bornOn: '1943-05-17', facts: {} }) },
  'POST /enquiries': {
    may: SERVICE,
    body: () => ({ whoRang: 'Joan', ringBack: '01632 960 100', personName: 'Edith', about: 'She does not eat' }),
  },
  'GET /enquiries': { may: SERVICE },
  'POST /enquiries/:enquiryId/referral': {
    may: SERVICE,
    body: ({ given }) => ({ ...given.referralDetails({ practiceId: given.town.practiceId }), readBackOf: 'none' }),
  },
  // Done once: whoever comes second finds nothing.
  'POST /enquiries/:enquiryId/end': {
    may: SERVICE,
    body: () => ({ outcome: 'person-said-no' }),
    own: { 'team-lead': 404 },
  },
  'POST /referrals/read-back': { may: CARE, body: ({ given }) => ({ person: given.personDetails() }) },
  'GET /meetings': { may: ['referrer'], query: () => '?month=2026-03' },
  'POST /meetings': { may: ['referrer'], body: () => ({ month: '2026-03' }) },
  'GET /meetings/risk-list': { may: ['referrer'] },
  'POST /meetings/risk-list': { may: ['referrer'], own: { referrer: 415 } },
  'POST /meetings/risk-list/lines/:lineId/answer': { may: ['referrer'], body: () => ({ answer: 'offered' }) },
  'DELETE /meetings/risk-list': { may: ['referrer'] },
  'POST /meetings/names': {
    may: ['referrer'],
    body: ({ things }) => ({ month: '2026-03', referralId: things.referralId?.own.referrer, isAdded: true }),
  },
  'POST /meetings/close': { may: ['referrer'], body: () => ({ month: '2026-03', present: 'Dr Amin' }) },
  'POST /referrals/search': { may: CARE, body: () => ({ text: 'Thornley' }) },
  'POST /referrals/demographics-line': { may: CARE, body: () => ({ text: 'DOB 03-Mar-1944' }) },
  'GET /referrals/clinicians': { may: ['referrer'] },
  'POST /referrals/:referralId/notes': { may: CARE, body: () => ({ note: 'She fell again' }) },
  'GET /referrals': { may: CARE },
  'GET /referrals/:referralId': { may: CARE },
  'PATCH /referrals/:referralId': { may: CARE, body: () => ({ urgency: 'soon', why: { reason: 'changed' } }) },
  'GET /referrals/:referralId/allocation-suggestions': { may: SERVICE },
  'POST /advisor-alignments': {
    may: ['team-lead'],
    body: ({ given }) => ({ membershipId: given.town.advisor.membershipId, practiceId: given.town.practiceId }),
  },
  'POST /advisor-alignments/:alignmentId/end': { may: ['team-lead'] },
  'POST /referrals/:referralId/submit': { may: CARE, own: { advisor: 403, 'team-lead': 403 } },
  'POST /referrals/:referralId/accept': { may: SERVICE },
  'POST /referrals/:referralId/decline': {
    may: SERVICE,
    body: () => ({ reason: 'capacity', advisedInstead: 'Ring the lunch club' }),
  },
  'POST /referrals/:referralId/return': {
    may: SERVICE,
    body: () => ({ reason: 'consent-unclear', question: 'Does she know?' }),
  },
  'POST /referrals/:referralId/resubmit': {
    may: CARE,
    body: () => ({ answer: 'She does' }),
    own: { advisor: 403, 'team-lead': 403 },
  },
  'POST /referrals/:referralId/hold': { may: SERVICE, body: () => ({ reason: 'away', until: '2026-03-20' }) },
  'POST /referrals/:referralId/resume': { may: SERVICE },
  'POST /referrals/:referralId/allocate': {
    may: SERVICE,
    body: ({ given }) => ({ membershipId: given.town.advisor.membershipId, handoverNote: 'She likes mornings' }),
  },

  'POST /referrals/reassign/preview': { may: ['team-lead'], body: reassigning },
  'POST /referrals/reassign': { may: ['team-lead'], body: reassigning },

  // Contacts
  'GET /referrals/:referralId/contacts': { may: CARE },
  'POST /referrals/:referralId/contacts': {
    may: SERVICE,
    body: () => ({ way: 'telephone', purpose: 'support', plannedStart: '2026-03-05T10:00:00Z', anyway: true }),
  },
  'POST /referrals/:referralId/visits': {
    may: SERVICE,
    body: () => ({
      contact: {
        way: 'telephone',
        purpose: 'support',
        happened: true,
        attendance: 'attended',
        happenedOn: '2026-03-02',
      },
    }),
  },
  'GET /contacts': { may: SERVICE },
  'PATCH /contacts/:contactId': { may: SERVICE, body: () => ({ tookPart: 'Her son' }) },
  'POST /contacts/:contactId/check-in': { may: SERVICE },
  'POST /contacts/:contactId/check-out': { may: SERVICE },
  'POST /contacts/:contactId/take-back-check': { may: SERVICE },
  'GET /caseload': { may: SERVICE },
  'GET /caseload/gaps': { may: SERVICE },
  'POST /caseload/csv': { may: SERVICE, body: () => ({ reason: 'handing-over' }) },
  'POST /referrals/:referralId/own-note': { may: SERVICE, body: () => ({ note: 'Rings before ten' }) },

  // Plans
  'GET /referrals/:referralId/plan': { may: CARE },
  'PUT /referrals/:referralId/plan': {
    may: SERVICE,
    body: ({ goalId }) => ({
      goals: [{ id: goalId, words: 'I want company', proposedBy: 'person', agreedBy: ['person'] }],
    }),
  },
  'GET /referrals/:referralId/plan/versions': { may: CARE },
  'POST /referrals/:referralId/plan/agreements': {
    may: SERVICE,
    body: () => ({ version: 1, how: 'in-person', on: '2026-03-02' }),
  },
  'POST /referrals/:referralId/plan/objections': {
    may: ['referrer'],
    body: ({ goalId }) => ({ goalId, reason: 'She has tried this' }),
  },
  'POST /plan-objections/:objectionId/answer': {
    may: SERVICE,
    body: () => ({ answer: 'talked', note: 'We spoke about it' }),
  },

  // Measures
  'GET /measures': { may: CARE },
  'GET /referrals/:referralId/measurements': { may: SERVICE },
  'POST /referrals/:referralId/measurements': {
    may: SERVICE,
    body: () => ({ instrument: 'ucla-3', mode: 'face-to-face', on: '2026-03-02', notFinished: 'too-tired' }),
  },
  'PATCH /measurements/:measurementId': { may: SERVICE, body: () => ({ answers: {} }) },
  'POST /measurements/:measurementId/enter-in-error': { may: SERVICE, body: note },
  'POST /imported-scores/:importedScoreId/enter-in-error': { may: SERVICE, body: note },

  // Activities and placements
  'GET /activities': { may: DIRECTORY },
  'POST /activities': {
    may: EDITORS,
    body: ({ given }) => ({
      providerId: given.town.providerId,
      name: 'Lunch on Tuesdays',
      category: 'community-hub',
      description: 'A hot lunch and a chat',
      locationKind: 'online',
      when: 'Tuesdays at noon',
      capacity: 20,
    }),
  },
  'GET /activities/:activityId': { may: DIRECTORY },
  'PATCH /activities/:activityId': { may: EDITORS, body: () => ({ when: 'Tuesdays at one' }) },
  'PUT /scheme/directory': {
    may: ['administrator'],
    body: () => ({ isPublic: false, editsWait: true, confirmEveryMonths: 12 }),
  },
  'GET /activity-edits': { may: KEEPERS },
  'POST /activities/:activityId/edits/:editId/decide': { may: KEEPERS, body: () => ({ decision: 'approved' }) },
  'POST /activities/:activityId/confirm': { may: EDITORS },
  'POST /activity-suggestions': { may: DIRECTORY, body: () => ({ words: 'They moved to the chapel' }) },
  'GET /activity-suggestions': { may: KEEPERS },
  'POST /activity-suggestions/:suggestionId/settle': {
    may: KEEPERS,
    body: () => ({ outcome: 'Rang, and changed it' }),
  },
  'POST /activities/:activityId/walk-ins': { may: EDITORS, body: () => ({ on: '2026-03-02', count: 11 }) },
  'GET /activities/:activityId/walk-ins': { may: EDITORS },
  'POST /activities/:activityId/photo': {
    may: EDITORS,
    body: () => formWith(aPicture, { alternativeText: 'People at a long table' }),
  },
  'GET /activities/:activityId/photo': { may: DIRECTORY },
  'DELETE /activities/:activityId/photo': { may: EDITORS },
  'GET /referrals/:referralId/fitting-activities': { may: SERVICE },
  'POST /referrals/:referralId/placements': { may: SERVICE, body: ({ activityId }) => ({ activityId }) },
  'POST /referrals/:referralId/waiting': { may: SERVICE, body: ({ activityId }) => ({ activityId }) },
  'GET /referrals/:referralId/waiting': { may: SERVICE },
  'GET /activities/:activityId/waiting': { may: SERVICE },
  'POST /waiting/:entryId/take': { may: SERVICE, body: () => ({}) },
  'POST /waiting/:entryId/pass': { may: SERVICE },
  'POST /waiting/:entryId/still-wanted': { may: SERVICE },
  'POST /waiting/:entryId/leave': { may: SERVICE, body: () => ({ reason: 'unwell' }) },
  'POST /referrals/:referralId/gaps': { may: SERVICE, body: () => ({ need: 'loneliness', why: 'no-room' }) },
  'GET /referrals/:referralId/gaps': { may: SERVICE },
  'GET /placements': {
    may: ['referrer', ...PLACING],
    query: ({ referralId }, role) => (role === 'provider' ? '' : `?referralId=${referralId}`),
  },
  'GET /placements/:placementId': { may: PLACING },
  'POST /placements/:placementId/attendances': { may: PLACING, body: () => ({ on: '2026-03-02', attended: 'yes' }) },
  'POST /activities/:activityId/sessions': {
    may: PLACING,
    body: ({ things }) => ({
      on: '2026-03-02',
      answers: [{ placementId: things.placementId?.own.provider ?? '', attended: 'yes' }],
    }),
  },
  'GET /activities/:activityId/sessions': { may: DIRECTORY, query: () => '?from=2026-03-02&to=2026-03-31' },
  'POST /activities/:activityId/sessions/cancel': {
    may: EDITORS,
    body: () => ({ on: '2026-03-09', why: 'The hall is flooded' }),
  },
  'POST /activities/:activityId/sessions/restore': { may: EDITORS, body: () => ({ on: '2026-03-09' }) },
  'POST /activities/:activityId/sessions/move': {
    may: EDITORS,
    body: () => ({ on: '2026-03-16', toOn: '2026-03-17', why: 'The hall is flooded' }),
  },
  'GET /activities/:activityId/cohorts': { may: DIRECTORY },
  'POST /activities/:activityId/cohorts': {
    may: EDITORS,
    body: () => ({ name: 'Spring', startsOn: '2026-03-02', weeks: 6, capacity: 8 }),
  },
  'PATCH /cohorts/:cohortId': { may: EDITORS, body: () => ({ isClosed: true }) },
  'POST /cohorts/:cohortId/complete': { may: PLACING },
  'POST /activities/:activityId/week-link': { may: SERVICE },
  'POST /activities/:activityId/week-link/revoke': { may: SERVICE },
  'PUT /placements/:placementId/card': {
    may: SERVICE,
    body: () => ({ lines: [{ line: 'if-unwell', words: 'Sit her down and ring 999' }] }),
  },
  'POST /placements/:placementId/questions': {
    may: ['provider'],
    body: () => ({ words: 'Can they manage four steps?' }),
  },
  'POST /placements/:placementId/questions/:questionId/answer': {
    may: SERVICE,
    body: () => ({ answer: 'With a rail, yes' }),
  },
  // A group reads it after its yes, when the person agrees to share.
  'GET /placements/:placementId/card': { may: PLACING, own: { advisor: 404, 'team-lead': 404, provider: 404 } },
  'POST /placements/:placementId/accept': { may: PLACING },
  'POST /placements/:placementId/decline': { may: PLACING, body: () => ({ reason: 'full' }) },
  'POST /placements/:placementId/cancel': { may: SERVICE, body: note },
  'POST /placements/:placementId/start': { may: PLACING },
  'POST /placements/:placementId/complete': { may: PLACING },
  'POST /placements/:placementId/end': { may: PLACING, body: () => ({ reason: 'health' }) },

  // The end of an episode
  'POST /referrals/:referralId/close': {
    may: SERVICE,
    body: ({ goalId }) => ({
      reason: 'self-managing',
      summary: 'She goes to lunch each week',
      goalResults: [{ goalId, result: 'achieved' }],
    }),
  },
  'GET /referrals/:referralId/closing': { may: CARE },
  'POST /referrals/:referralId/withdraw': { may: CARE, body: () => ({ reason: 'moved' }) },
  'POST /referrals/:referralId/reopen': { may: SERVICE, body: note },
  'POST /referrals/:referralId/enter-in-error': { may: CARE, body: note, own: { referrer: 403, advisor: 403 } },

  // Somebody may be hurt
  'PUT /scheme/safety': { may: ['administrator'], body: () => ({}) },
  'GET /scheme/readiness': { may: ['administrator', 'team-lead'] },
  'POST /concerns': {
    may: 'signed-in',
    body: () => ({
      kind: 'safeguarding',
      about: 'A man at the bus stop',
      content: 'Bruises on both arms',
      doneNow: [{ what: 'told-lead' }],
      wishNotAskedBecause: 'nobody-named',
    }),
  },
  'GET /concerns': { may: 'signed-in' },
  'GET /concerns/:concernId': { may: 'signed-in' },
  'GET /people/:personId/concern-mark': { may: CARE },
  // Who only raised it reads on, and leaves it to whom it was brought.
  'POST /concerns/:concernId/acknowledge': { may: RAISERS, own: { referrer: 403, advisor: 403, provider: 403 } },
  'GET /concerns/:concernId/takers': { may: RAISERS, own: { referrer: 403, advisor: 403, provider: 403 } },
  'POST /concerns/:concernId/entries': {
    may: RAISERS,
    body: () => ({ kind: 'decision', words: 'We visit today' }),
    own: { referrer: 403, advisor: 403, provider: 403 },
  },
  'POST /concerns/:concernId/hand-over': {
    may: RAISERS,
    body: ({ given }) => ({ membershipId: given.town.teamLead.membershipId, words: 'Yours' }),
    own: { referrer: 403, advisor: 403, provider: 403 },
  },
  'POST /concerns/:concernId/close': {
    may: RAISERS,
    body: () => ({ outcome: 'no-risk-found', words: 'All is well' }),
    own: { referrer: 403, advisor: 403, provider: 403 },
  },
  'POST /concerns/:concernId/reopen': {
    may: RAISERS,
    body: () => ({ words: 'It began again' }),
    own: { referrer: 403, advisor: 403, provider: 403 },
  },
  'POST /placements/:placementId/concerns': {
    may: PLACING,
    body: () => ({
      kind: 'safeguarding',
      content: 'Bruises on both arms',
      doneNow: [],
      wish: 'She wants her sister told',
    }),
  },

  // Lone working
  'GET /lone-working': { may: SERVICE },
  'POST /contacts/:contactId/running-late': { may: SERVICE, body: () => ({ minutes: 30 }) },
  'POST /lone-working/:alarmId/take': { may: SERVICE },
  'POST /lone-working/:alarmId/end': { may: SERVICE, body: () => ({ found: 'safe', words: 'A flat battery' }) },

  // No reply at the door
  'GET /no-replies': { may: SERVICE },
  'POST /no-replies/:noReplyId/rungs': { may: SERVICE, body: () => ({ rung: 'at-the-door', words: 'Curtains drawn' }) },
  'POST /no-replies/:noReplyId/end': {
    may: SERVICE,
    body: () => ({ found: 'spoke-to-person', words: 'Her sister rang: she is with her' }),
  },

  // Files
  'POST /files': {
    may: FILERS,
    body: ({ given }) => formWith(aPicture, { subjectKind: 'organisation', subjectId: given.town.providerId }),
    own: { referrer: 403, advisor: 403, 'privacy-officer': 403 },
  },
  'GET /files': {
    may: FILERS,
    query: ({ given }) => `?subjectKind=sharing-agreement&subjectId=${given.town.providerId}`,
    own: { referrer: 403, advisor: 403 },
  },
  'GET /files/:fileId': { may: FILERS },
  'POST /files/:fileId/remove': { may: FILERS, body: () => ({ reason: 'It shows somebody else' }) },

  // What was signed
  'POST /organisations/:organisationId/agreements': {
    may: ['administrator', 'privacy-officer'],
    body: () => ({
      role: 'controller',
      assurance: 'dspt',
      signedBy: 'Cleo Chair',
      from: '2026-03-02',
      to: '2027-03-01',
    }),
  },
  'GET /organisations/:organisationId/agreements': {
    may: ['administrator', 'privacy-officer', 'team-lead', 'advisor'],
  },
  'POST /agreements/:agreementId/end': {
    may: ['administrator', 'privacy-officer'],
    body: () => ({ reason: 'They sign a new one' }),
  },

  // What groups are paid
  'POST /funding-agreements': {
    may: PAYERS,
    body: ({ given, activityId }) => ({
      providerId: given.town.providerId,
      kind: 'block',
      activityId,
      places: 10,
      unitPricePence: 1_250,
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      source: 'Ageing well fund',
    }),
  },
  'GET /funding-agreements': { may: [...PAYERS, 'provider'] },
  'GET /funding-agreements/:fundingAgreementId': { may: [...PAYERS, 'provider'] },
  'PATCH /funding-agreements/:fundingAgreementId': { may: PAYERS, body: () => ({ source: 'Health fund' }) },
  'POST /funding-agreements/:fundingAgreementId/panel-decision': {
    may: PAYERS,
    body: () => ({ decision: 'deferred', on: '2026-03-02' }),
  },
  'GET /funding-agreements/:fundingAgreementId/places': { may: ['team-lead', 'provider'] },
  'GET /unpaid-places': { may: ['team-lead'] },
  'POST /unpaid-places/:commitmentId/pay': { may: ['team-lead'] },
  'POST /referrals/:referralId/spot-purchases': {
    may: SERVICE,
    body: ({ activityId }) => ({ activityId, amountPence: 1_500, why: 'Nobody who is paid anyway has a place' }),
  },
  'GET /spot-purchases': { may: SERVICE },
  'POST /spot-purchases/:spotPurchaseId/approve': { may: ['team-lead'] },
  'POST /spot-purchases/:spotPurchaseId/refuse': { may: ['team-lead'], body: () => ({ reason: 'It is too dear' }) },
  'GET /funding-statements': { may: [...PAYERS, 'provider'] },
  'GET /funding-statements/csv': { may: PAYERS, query: () => '?month=2026-02' },
  'GET /funding-statements/:statementId': { may: [...PAYERS, 'provider'] },
  'POST /funding-statements/:statementId/agree': { may: ['provider'] },
  'POST /funding-statements/:statementId/query': { may: ['provider'], body: () => ({ words: 'There were three' }) },
  'POST /funding-statements/:statementId/send-again': { may: PAYERS, body: () => ({ answer: 'One began in March' }) },
  'POST /funding-statements/:statementId/pay': {
    may: PAYERS,
    body: () => ({ on: '2026-03-02', reference: 'BACS 77' }),
  },
  'POST /links/statement/look': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/statement/agree': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/statement/query': { may: 'public', body: () => ({ token: 'none', words: 'There were three' }) },

  // Closed records
  'PUT /people/:personId/closed': {
    may: ['team-lead', 'privacy-officer'],
    body: ({ given }) => ({ kind: 'not-named', membershipIds: [given.town.provider.membershipId], reason: 'Her son' }),
  },
  'GET /people/:personId/closed': { may: ['team-lead', 'privacy-officer'] },
  'DELETE /people/:personId/closed': { may: ['team-lead', 'privacy-officer'] },
  'POST /people/:personId/break-glass': { may: CARE, body: () => ({ reason: 'She is at the door' }) },
  'GET /privacy/break-glass': { may: ['privacy-officer'] },
  'POST /privacy/break-glass/:openingId/review': {
    may: ['privacy-officer'],
    body: () => ({ outcome: 'justified', note: 'Her advisor was away' }),
  },

  // Who looked at what
  'POST /audit/looks-at-person': {
    may: ['privacy-officer'],
    body: ({ reference }) => ({ reference, from: '2026-03-01', to: '2026-03-31' }),
  },
  'GET /people/:personId/lookers': { may: ['advisor', 'team-lead'] },
  'GET /audit/members/:membershipId/looks': { may: ['privacy-officer'], query: () => '?from=2026-03-01&to=2026-03-31' },
  'GET /audit/notable': { may: ['privacy-officer'], query: () => '?from=2026-03-01&to=2026-03-31' },
  'POST /audit/members/:membershipId/own-record': { may: ['privacy-officer'], body: () => ({ nhsNumber: null }) },
  'GET /me/record-openings': { may: CARE },
  'GET /audit/bulk-looking': { may: ['privacy-officer'], query: () => '?on=2026-03-02' },

  // What stands on the wrong record
  'POST /referrals/:referralId/move': {
    may: ['team-lead'],
    // Where it stands already: a walk that moved it would change what the next rows ask for.
    body: ({ things }) => ({ toPersonId: things.personId?.own['team-lead'], reason: 'It was her neighbour' }),
  },
  'POST /corrections': {
    may: ['team-lead'],
    body: ({ things }) => ({
      subjectKind: 'measurement',
      subjectId: things.measurementId?.own['team-lead'],
      action: 'enter-in-error',
      reason: 'It was her neighbour',
    }),
  },
  // Accounts: invited, looked after, leaving. Colleagues know each other; who is no manager may do nothing about them.
  'POST /password-resets': { may: 'public', body: () => ({ email: 'nobody@millbridge.example' }) },
  'POST /password-resets/finish': { may: 'public', body: () => ({ token: 'none', password: 'plum harbour' }) },
  'POST /me/password': { may: 'signed-in', body: () => ({ current: PASSWORD, new: PASSWORD }) },
  'POST /me/second-factor': { may: 'signed-in', body: () => ({ password: PASSWORD }) },
  'POST /me/second-factor/confirm': { may: 'signed-in', body: () => ({ code: '0' }), own: everyRole(401) },
  'POST /me/second-factor/remove': {
    may: 'signed-in',
    body: () => ({ password: PASSWORD, code: '0' }),
    own: everyRole(401),
  },
  'POST /me/second-factor/recovery-codes': { may: 'signed-in', body: () => ({ code: '0' }), own: everyRole(401) },
  'POST /invitations': {
    may: 'signed-in',
    body: ({ given }) => invited(given),
    own: ALL_BUT_ADMINISTRATOR,
  },
  'POST /invitations/bulk': { may: 'signed-in', body: ({ given }) => ({ rows: [invited(given)] }) },
  'GET /invitations': { may: 'signed-in', own: ALL_BUT_ADMINISTRATOR },
  'POST /invitations/:invitationId/resend': { may: 'signed-in', own: ALL_BUT_ADMINISTRATOR },
  'POST /invitations/:invitationId/revoke': { may: 'signed-in', own: ALL_BUT_ADMINISTRATOR },
  'POST /invitations/look': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /invitations/accept': { may: 'public', body: () => ({ token: 'none', password: 'plum harbour' }) },
  'GET /members': { may: 'signed-in', own: ALL_BUT_ADMINISTRATOR },
  'GET /memberships/unused': { may: 'signed-in', own: ALL_BUT_ADMINISTRATOR },
  'PUT /memberships/:membershipId/manager': { may: ['administrator'], body: () => ({ isManager: false }) },
  'POST /memberships/:membershipId/second-factor/reset': { may: 'signed-in', own: OF_COLLEAGUES },
  'POST /memberships/:membershipId/disable': { may: 'signed-in', body: () => ({}), own: OF_COLLEAGUES },
  'POST /memberships/:membershipId/enable': { may: 'signed-in', own: OF_COLLEAGUES },
  'POST /memberships/:membershipId/shut-out': { may: 'signed-in', own: OF_A_TEAM },
  'GET /memberships/:membershipId/open-work': {
    may: 'signed-in',
    own: { 'safeguarding-lead': 403, 'privacy-officer': 404 },
  },
  'POST /memberships/:membershipId/end': { may: 'signed-in', body: () => ({}), own: OF_COLLEAGUES },
  'PUT /scheme/second-factor': { may: ['administrator'], body: () => ({ secondFactor: 'optional' }) },
  // Absence and duty
  'GET /memberships/:membershipId/working-days': { may: WORKERS },
  'PUT /memberships/:membershipId/working-days': {
    may: WORKERS,
    body: () => ({ fromOn: '2026-03-02', weekdays: ['monday', 'tuesday'] }),
    own: { 'safeguarding-lead': 403 },
  },
  'GET /absences': { may: WORKERS },
  'POST /absences': { may: WORKERS, body: () => ({ kind: 'leave', fromOn: '2027-03-02', untilOn: '2027-03-06' }) },
  'PATCH /absences/:absenceId': { may: WORKERS, body: () => ({ untilOn: '2027-03-08' }) },
  'POST /absences/:absenceId/end': { may: WORKERS },
  'GET /duty': { may: RAISERS },
  'GET /duty-rota': { may: WORKERS },
  'POST /duty-rota': {
    may: ['team-lead'],
    body: ({ given }) => ({ onDay: '2027-03-02', membershipId: given.town.advisor.membershipId }),
  },
  'POST /duty-rota/:dutyId/end': { may: ['team-lead'] },
  'GET /memberships/:membershipId/days-away': { may: SERVICE },
  'POST /memberships/:membershipId/days-away': {
    may: SERVICE,
    body: ({ visitId }) => ({ items: [{ contactId: visitId, do: 'cancel' }] }),
  },
  'GET /phone-list': { may: SERVICE },
  'POST /phone-list/:visitChangeId/told': { may: SERVICE, body: () => ({ how: 'spoke-to-person' }) },

  // Checking in by link, and trouble
  'POST /contacts/:contactId/link': { may: SERVICE },
  'POST /lone-working/phrase': { may: SERVICE, body: () => ({ phrase: 'Is the red file there?' }) },
  'POST /links/visit/look': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/visit/check-in': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/visit/check-out': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/visit/running-late': { may: 'public', body: () => ({ token: 'none' }) },
  'POST /links/visit/trouble': { may: 'public', body: () => ({ token: 'none' }) },

  // What the scheme says, and how it is set up
  'GET /scheme/texts': { may: ['administrator', 'team-lead', 'advisor'] },
  'PUT /scheme/texts/:key': {
    may: ['administrator'],
    body: () => ({ subject: 'From {service}', body: '{ringUs}' }),
  },
  'DELETE /scheme/texts/:key': { may: ['administrator'] },
  'POST /scheme/texts/:key/preview': { may: ['administrator'], body: () => ({}) },
  'POST /scheme/texts/:key/preview-pdf': { may: ['administrator'], body: () => ({}) },
  'POST /scheme/lists/:list/items': { may: ['administrator'], body: () => ({ label: 'Damp at home' }) },
  'POST /scheme/lists/:list/items/:code': {
    may: ['administrator'],
    body: () => ({ label: 'Benefits, money or debt', isSensitive: false }),
  },
  'POST /scheme/confirmations': { may: ['administrator'], body: () => ({ what: 'needs' }) },
  'POST /scheme/tests/mail': { may: ['administrator'] },
  'POST /scheme/tests/text': { may: ['administrator'] },
  'GET /scheme/settings-drafts': { may: ['administrator'] },
  'POST /scheme/settings-drafts': { may: ['administrator'], body: () => ({ caseloadLimit: 41 }) },
  'GET /scheme/settings-drafts/:draftId': { may: ['administrator'] },
  'PUT /scheme/settings-drafts/:draftId/schedule': {
    may: ['administrator'],
    body: () => ({ holdsFrom: '2027-03-02' }),
  },
  'DELETE /scheme/settings-drafts/:draftId': { may: ['administrator'] },
  'GET /scheme/privacy-notices': { may: 'signed-in' },
  'POST /scheme/privacy-notices': {
    may: ['administrator', 'privacy-officer'],
    body: () => ({ text: 'What we write down.', holdsFrom: '2027-03-02' }),
  },
  'GET /scheme/privacy-notices/:noticeId/not-given': { may: ['administrator', 'privacy-officer', 'team-lead'] },
  'POST /people/:personId/privacy-notices': { may: CARE, body: () => ({ how: 'read-aloud', on: '2026-03-02' }) },
  'GET /people/:personId/privacy-notices': { may: CARE },

  // Reports
  'GET /reports/unmet-needs': { may: ['commissioner', 'team-lead'], query: () => '?from=2025-03&to=2026-02' },
  'GET /reports/outcomes': { may: ['commissioner'], query: () => '?from=2026-01&to=2026-02' },
}
