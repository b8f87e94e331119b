import { absences, dutyRota, workingPatterns } from '../../features/absence/tables.ts'
import { accounts, memberships } from '../../features/accounts/tables.ts'
import {
  activities,
  activityCohorts,
  activityEdits,
  activityPhotos,
  activitySessions,
  activitySuggestions,
  activityWalkIns,
  postcodeCentroids,
} from '../../features/activities/tables.ts'
import { sharingAgreements } from '../../features/agreements/tables.ts'
import { closings, goalResults } from '../../features/closing/tables.ts'
import {
  contacts,
  loneWorkingAlarms,
  loneWorkingTellings,
  noReplies,
  noReplySteps,
  visitChanges,
} from '../../features/contacts/tables.ts'
import { corrections } from '../../features/corrections/tables.ts'
import { fileContents, files } from '../../features/files/tables.ts'
import {
  fundingAgreements,
  fundingCommitments,
  fundingStatements,
  spotPurchases,
} from '../../features/funding/tables.ts'
import { groupLinks } from '../../features/links/tables.ts'
import { measurementScores, measurements } from '../../features/measures/tables.ts'
import { deadMailboxes, incomingTexts, messages, outgoingMessages } from '../../features/messages/tables.ts'
import { organisations, servedPractices } from '../../features/organisations/tables.ts'
import {
  callsFromOthers,
  careRelationships,
  consents,
  deaths,
  people,
  personMerges,
  personRegistrations,
  relatedPeople,
} from '../../features/people/tables.ts'
import {
  calendarFeeds,
  gaps,
  placementAttendances,
  placementCards,
  placementEvents,
  placementQuestions,
  placements,
  waitingEntries,
} from '../../features/placements/tables.ts'
import { planAgreements, planGoals, planObjections, planVersions } from '../../features/plans/tables.ts'
import { privacyNotices, recordClosingMembers, recordClosings, recordOpenings } from '../../features/privacy/tables.ts'
import {
  advisorAlignments,
  enquiries,
  referralEvents,
  referralHolds,
  referrals,
} from '../../features/referrals/tables.ts'
import { concernEntries, concernReaders, concerns } from '../../features/safeguarding/tables.ts'
import { schemeListItems, schemeSettings, schemes } from '../../features/schemes/tables.ts'
import { tasks } from '../../features/tasks/tables.ts'

/**
 * Every table of the town, in the order in which rows may be inserted. There is no audit: what was invented nobody did,
 * so it begins with the first action that somebody really takes.
 */
export const TABLES = {
  schemes,
  schemeSettings,
  schemeListItems,
  organisations,
  servedPractices,
  accounts,
  memberships,
  privacyNotices,
  workingPatterns,
  absences,
  dutyRota,
  advisorAlignments,
  people,
  personMerges,
  deaths,
  recordClosings,
  recordClosingMembers,
  recordOpenings,
  files,
  fileContents,
  sharingAgreements,
  personRegistrations,
  careRelationships,
  consents,
  relatedPeople,
  callsFromOthers,
  enquiries,
  referrals,
  referralEvents,
  referralHolds,
  tasks,
  messages,
  corrections,
  contacts,
  noReplies,
  noReplySteps,
  loneWorkingAlarms,
  loneWorkingTellings,
  visitChanges,
  concerns,
  concernEntries,
  concernReaders,
  planVersions,
  planGoals,
  planAgreements,
  planObjections,
  measurements,
  measurementScores,
  postcodeCentroids,
  activities,
  activityPhotos,
  activityEdits,
  activitySuggestions,
  activityWalkIns,
  activityCohorts,
  activitySessions,
  placements,
  placementEvents,
  placementAttendances,
  placementCards,
  placementQuestions,
  waitingEntries,
  gaps,
  groupLinks,
  calendarFeeds,
  fundingAgreements,
  fundingStatements,
  fundingCommitments,
  spotPurchases,
  closings,
  goalResults,
  outgoingMessages,
  deadMailboxes,
  incomingTexts,
}
export type TableName = keyof typeof TABLES

export type Rows = { [Name in TableName]: (typeof TABLES)[Name]['$inferInsert'][] }

export const noRows = (): Rows => Object.fromEntries(Object.keys(TABLES).map((name) => [name, []])) as unknown as Rows // the keys are the tables
