import type { Column } from '../../platform/spreadsheets/find-header.ts'
import { findNewestInstrument, type InstrumentCode } from '../measures/public.ts'
import { ACTIVITY_COLUMNS } from './activity-columns.ts'
import type { ImportKind } from './kinds.ts'

type Scored = { code: InstrumentCode; name: string; pattern: RegExp; hasTotal: boolean; totals: string }

/** How a spreadsheet names each instrument. The ONS publishes no sum of its four questions. */
export const SCORED: readonly Scored[] = [
  { code: 'ons4', name: 'ONS4', pattern: /^ons[ -]?4\b[ :=]*/i, hasTotal: false, totals: '' },
  {
    code: 'ucla-3',
    name: 'UCLA-3',
    pattern: /^ucla(?:[ -]?3)?\b[ :=]*/i,
    hasTotal: true,
    totals: 'ucla, ucla3, ucla total, ucla score, loneliness score',
  },
  {
    code: 'lsns-6',
    name: 'LSNS-6',
    pattern: /^lsns(?:[ -]?6)?\b[ :=]*/i,
    hasTotal: true,
    totals: 'lsns, lsns6, lsns total, lsns score',
  },
]
export const itemField = (code: InstrumentCode, itemId: string): string => `${code}-${itemId}`
export const totalField = (code: InstrumentCode): string => `${code}-total`

const column = (field: string, heading: string, aliases: string, help: string, isNeeded = false): Column => ({
  field,
  heading,
  aliases: aliases === '' ? [] : aliases.split(', '),
  isNeeded,
  help,
})

/** The columns of each kind of file, in the order of its template. */
export const COLUMNS: Record<ImportKind, readonly Column[]> = {
  organisations: [
    column('name', 'Name', 'organisation, organisation name, practice, group', 'As people know it', true),
    column('kinds', 'Kind', 'kinds, type', 'practice, case-management-team, provider or commissioner', true),
    column('odsCode', 'ODS code', 'ods, practice code, code', 'For practices'),
    column('postcode', 'Postcode', 'post code', ''),
    column('phone', 'Telephone', 'phone, tel, telephone number', ''),
    column('email', 'Email', 'email address, e-mail', 'A shared mailbox, not one person’s'),
    column('serves', 'Serves practices', 'practices served', 'For a team: ODS codes with ; between'),
  ],
  accounts: [
    column('name', 'Name', 'full name, who, person', 'As colleagues read it', true),
    column('email', 'Email', 'email address, e-mail, mail', 'Where the invitation goes', true),
    column('role', 'Role', 'job, works as', 'One of: referrer, advisor, team-lead, provider, commissioner …', true),
    column('organisation', 'Organisation', 'practice, group, works for, ods code, ods', 'ODS code or name', true),
    column(
      'manager',
      'Manager',
      'is manager, looks after accounts',
      'yes: looks after the accounts of the organisation',
    ),
  ],
  activities: ACTIVITY_COLUMNS,
  caseload: [
    column(
      'nhsNumber',
      'NHS number',
      'nhs no, nhs, nhs num',
      'Ten digits, or say in the next column why there is none',
    ),
    column(
      'noNhsNumberBecause',
      'No NHS number because',
      'no number because',
      'not registered, not to hand, from another country, would not say',
    ),
    column('givenName', 'First name', 'given name, forename, forenames, first names', '', true),
    column('familyName', 'Surname', 'family name, last name', '', true),
    column('bornOn', 'Date of birth', 'dob, born, born on, birth date, d.o.b.', 'Day/month/year', true),
    column('address', 'Address', 'address line, address 1', 'Lines with commas between, without the postcode'),
    column('postcode', 'Postcode', 'post code', ''),
    column('phone', 'Telephone', 'phone, tel, telephone number, home phone', ''),
    column('mobile', 'Mobile', 'mobile phone, mobile number', ''),
    column('voicemail', 'Voicemail', 'voicemail ok, leave a message', 'yes or no'),
    column(
      'safeContact',
      'Safe contact',
      'safe contact note, how to contact',
      'How to reach the person without doing harm',
    ),
    column('practice', 'Practice', 'gp practice, gp, surgery, ods code, practice code', 'ODS code or name', true),
    column(
      'owner',
      'Advisor',
      'owner, worker, link worker, allocated to',
      'Name or email address of the advisor; empty: to allocate',
    ),
    column('stage', 'Stage', 'status', 'to-allocate, to-contact, to-assess, to-plan, active, review-due or to-close'),
    column('referredOn', 'Referred on', 'referral date, date referred, referred', 'Day/month/year', true),
    column('firstContactOn', 'First contact', 'first contact on, first seen, first contact date', 'Day/month/year'),
    column('assessedOn', 'Assessed on', 'assessed, assessment date, date of assessment', 'Day/month/year'),
    column('planAgreedOn', 'Plan agreed on', 'plan agreed, plan date, date of plan', 'Day/month/year'),
    column('lastContactOn', 'Last contact', 'last contact on, last seen, last contact date', ''),
    column(
      'lastContactWay',
      'Last contact by',
      'last contact how, how contacted, way of contact',
      'home visit, telephone, … With it the last contact is a contact of the advisor; without it a note',
    ),
    column('nextStep', 'Next step', 'next action', 'In words'),
    column('nextOn', 'Next step on', 'next contact, next date, next step date, next contact date', 'Day/month/year'),
    column('needs', 'Needs', 'need, reasons for referral', 'With ; between, from the list of the scheme', true),
    column('reason', 'Reason', 'reason for referral, why', '', true),
    column('consent', 'Consent', 'consent given, agreed', 'yes, no, or empty when it is not known: it is then asked'),
    column('consentOn', 'Consent on', 'consent date, date of consent', 'Needed with a yes'),
    column('consentPlace', 'Consent paper', 'consent form, place of the paper', 'Where the paper is kept'),
    column(
      'placements',
      'Activities',
      'activity, placement, placements, groups',
      'Where the person has a place: names of activities of the scheme, with ; between. Others are kept as a note',
    ),
    column(
      'placementsOn',
      'Activities since',
      'activity since, placement since, activity started on, placement started on, started on',
      'Day/month/year on which each began, in the same order; one day for all',
    ),
    column(
      'scores',
      'First scores',
      'scores, baseline scores',
      'Totals, like UCLA-3 7; LSNS-6 12. Shown, never compared',
    ),
    column(
      'scoresOn',
      'Scores on',
      'score date, scores date, date of scores, baseline date, asked on',
      'Day/month/year',
    ),
    column(
      'scoresMode',
      'Scores asked by',
      'scores asked how, how asked',
      'face-to-face, telephone, self-completed … With it all answers of an instrument are a measurement of the advisor',
    ),
    ...SCORED.filter(({ hasTotal }) => hasTotal).map(({ code, name, totals }) =>
      column(totalField(code), `${name} total`, totals, 'Where the answers are not known'),
    ),
    ...SCORED.flatMap(({ code, name }) =>
      (findNewestInstrument(code)?.items ?? []).map(({ id }) =>
        column(itemField(code, id), `${name} ${id}`, '', 'The number of the answer'),
      ),
    ),
  ],
}

export const headingOf = (kind: ImportKind, field: string): string =>
  COLUMNS[kind].find((candidate) => candidate.field === field)?.heading ?? 'Row'

const isNoted = (field: string): boolean =>
  ['nextStep', 'consentPlace'].includes(field) || /^(?:placements|scores)/.test(field) || isOfInstrument(field)
const isOfInstrument = (field: string): boolean => SCORED.some(({ code }) => field.startsWith(`${code}-`))

/** What is kept of a caseload in its own words. */
export const noted = (): readonly Column[] => COLUMNS.caseload.filter(({ field }) => isNoted(field))
