/**
 * Every table, said once: whether it holds something about a person, how long that is kept, whether it belongs into what a
 * person is sent who asks for everything held about them, and how it is erased. A test holds the list to the database: a
 * table that is not on it fails, and so does one that points to a person and says that it does not.
 */

/** How long a record is kept. The run that acts on it is yet to come; until then nothing is destroyed but what is short-lived. */
export const RETENTIONS = {
  'care-record':
    '8 years after the last contact with an adult (Records Management Code of Practice, adult health records); a legal hold comes first',
  'with-its-record': 'as long as the records that it stands beside or signs',
  'until-used': 'until it has served its purpose, then days or weeks, by a job',
  'as-configured': 'as long as the scheme lives; it is about nobody who is cared for',
} as const
export type Retention = keyof typeof RETENTIONS

/** In what a person is sent who asks (UK GDPR, article 15): `third-party` lines are read by somebody first. */
export const EXPORTS = ['yes', 'third-party', 'no'] as const

/** `with-person`: goes when the person's record is erased. `blank`: the row stays for its figures, its words and names go. */
export const ERASURES = ['with-person', 'blank', 'by-job', 'stays'] as const

export type RecordFacts = {
  /** Whose data it is: a person who is cared for, somebody who works, or nobody. */
  about: 'person' | 'staff' | 'nobody'
  holds: string
  retention: Retention
  export: (typeof EXPORTS)[number]
  erasure: (typeof ERASURES)[number]
}

const care = (holds: string, facts: Partial<RecordFacts> = {}): RecordFacts => ({
  about: 'person',
  holds,
  retention: 'care-record',
  export: 'yes',
  erasure: 'with-person',
  ...facts,
})
const staff = (holds: string, facts: Partial<RecordFacts> = {}): RecordFacts => ({
  about: 'staff',
  holds,
  retention: 'with-its-record',
  export: 'no',
  erasure: 'stays',
  ...facts,
})
const nobody = (holds: string): RecordFacts => ({
  about: 'nobody',
  holds,
  retention: 'as-configured',
  export: 'no',
  erasure: 'stays',
})

export const RECORDS: Readonly<Record<string, RecordFacts>> = {
  // The person
  people: care('Who somebody is, where they live, how to reach them, what is known of them'),
  person_registrations: care('With which practice somebody is registered, from day to day'),
  person_merges: care('Which records turned out to be of one person'),
  deaths: care('That somebody died, who told us, and whether it was taken back'),
  care_relationships: care('Which organisation may see the record, since when and until when'),
  consents: care('What the person agreed to, refused or withdrew'),
  privacy_notices_given: care('Which version of the privacy notice somebody was given, when, how and by whom'),
  disclosures: care('How much each organisation hears of the person, by whose word'),
  destruction_requests: care('Who was asked to destroy what they hold of the person, and what they said'),
  related_people: care('Carers, relatives and neighbours, with their telephone numbers and what they may be told', {
    export: 'third-party',
  }),
  calls_from_others: care('Who rang about the person, and what they said, some of it in confidence', {
    export: 'third-party',
  }),

  // The episode
  referrals: care('Why somebody was referred, where it is, what is owed', { erasure: 'blank' }),
  referral_events: care('What happened to a referral, with reasons and notes'),
  meetings: staff('When a practice or a team met about its people, and who was there'),
  meeting_names: care('Whom a meeting added to its agenda, or left out this time'),
  meeting_decisions: care('What a meeting decided about a referral, who does it and by when'),
  risk_lists: staff('That a practice brought a list of people at risk for its meeting', {
    retention: 'until-used',
    erasure: 'by-job',
  }),
  risk_lines: care('Whom a practice has on its own list of people at risk: 45 days at most', {
    retention: 'until-used',
    erasure: 'by-job',
  }),
  begun_referrals: care('What somebody has typed of a referral and not sent: two weeks at most', {
    retention: 'until-used',
    export: 'no',
    erasure: 'by-job',
  }),
  enquiries: care(
    'Who rang about somebody, whose name was said, and how to ring back: until the person was asked, 30 days at most',
    {
      retention: 'until-used',
      export: 'third-party',
      erasure: 'by-job',
    },
  ),
  referral_holds: care('When and why the clock stood still'),
  contacts: care('Visits, calls and letters, with their notes: those in confidence or that could harm are marked', {
    export: 'third-party',
  }),
  no_replies: care('Doors at which nobody opened, until somebody had spoken to the person'),
  no_reply_steps: care('Who was asked, and what they said', { export: 'third-party' }),
  visit_changes: care('Whose visit changed because a worker was away, and how they were told'),
  visit_tellings: care('What a person was told of a visit by itself: who comes, when'),
  caseload_notes: care('What a worker wrote beside a line of the caseload, for themselves', { export: 'third-party' }),
  visit_links: care('Which visit a worker may check in to by link', { export: 'no' }),
  lone_working_alarms: care('Workers who were not back from a visit, and what was found', {
    export: 'no',
    erasure: 'stays',
  }),
  lone_working_tellings: care('Who was told that a worker was not back', { export: 'no', erasure: 'stays' }),
  plan_versions: care('The plan in the words of the person, each version'),
  plan_goals: care('What the person wants'),
  plan_agreements: care('Which version the person agreed to, and how'),
  plan_objections: care('What a practice had against a line of the plan'),
  measurements: care('Answers to the questions of an instrument', { erasure: 'blank' }),
  measurement_scores: care('The scores of those answers', { erasure: 'blank' }),
  imported_scores: care('Totals of an earlier record, without their answers', { erasure: 'blank' }),
  placements: care('Which activity somebody was offered, and how it went', { erasure: 'blank' }),
  placement_events: care('What happened to a placement, with reasons'),
  placement_attendances: care('On which dates somebody came', { erasure: 'blank' }),
  placement_cards: care('What a group must know of the person, with their yes to each line'),
  waiting_entries: care('Who waits for a place, since when, and what became of it', { erasure: 'blank' }),
  gaps: care('What somebody needed and nothing offered'),
  placement_questions: care('What a group asked about somebody who was offered a place, and the answer'),
  funding_commitments: care('Who pays for a place of somebody, how much, and from when', {
    retention: 'with-its-record',
    erasure: 'blank',
  }),
  spot_purchases: care('Why a place was bought for somebody, for how much, and who allowed it', { erasure: 'blank' }),
  corrections: care('What was on the wrong record, as it stood', { export: 'third-party' }),
  closings: care('How an episode ended, and what is left to do'),
  goal_results: care('What came of each goal'),
  messages: care('What an organisation was told about a person'),
  outgoing_messages: care('Mail, texts, letters and calls that left the building, and what became of them', {
    export: 'third-party',
  }),
  incoming_texts: care('Texts that came back', { export: 'third-party' }),
  tasks: care('Who owes what by when, about whom', { export: 'no' }),

  // Papers and photographs
  files: care('What was put beside a record: its title, and that it was removed and why', { erasure: 'blank' }),
  file_contents: care('The bytes of those files, without what told of place and camera', { export: 'third-party' }),

  // Somebody may be hurt
  concerns: care('What somebody feared for a person, and the wish of the person', { export: 'third-party' }),
  concern_entries: care('What was done and decided about a concern', { export: 'third-party' }),
  concern_readers: care('Whom a concern was brought to', { export: 'no' }),

  // Closed records
  record_closings: care('That a record is closed, why, since when and until when', { export: 'third-party' }),
  record_closing_members: care('Which staff a closing names', { export: 'no' }),
  record_openings: care('Who opened a closed record, why, and what the officer found', { export: 'third-party' }),

  own_records: care('Which member of staff a record is of, so that looks nearby are asked about', {
    export: 'third-party',
  }),

  // Who looked
  audit_tail: care('Who looked at or changed what, not yet sealed', { retention: 'with-its-record', erasure: 'stays' }),
  audit_log: care('Who looked at or changed what, sealed: ids and codes, no words', {
    retention: 'with-its-record',
    erasure: 'stays',
  }),
  audit_seals: nobody('The chain of seals over the audit'),

  // Those who work
  accounts: staff('Name, address and password hash of somebody who signs in'),
  memberships: staff('What somebody may do at an organisation'),
  sessions: staff('Who is signed in', { retention: 'until-used', erasure: 'by-job' }),
  browser_sessions: staff('Hashes of the cookies that continue a session in a browser', {
    retention: 'until-used',
    erasure: 'by-job',
  }),
  refresh_tokens: staff('Hashes of the tokens that continue a session', { retention: 'until-used', erasure: 'by-job' }),
  sign_in_failures: staff('Hashes of addresses that failed to sign in', { retention: 'until-used', erasure: 'by-job' }),
  notice_preferences: staff('What somebody at work wants to hear when', { erasure: 'stays' }),
  invitations: staff('Who was asked to join an organisation, by whom, and what came of it'),
  password_resets: staff('That somebody asked for a new password', { retention: 'until-used', erasure: 'by-job' }),
  second_factors: staff('The sealed secret of the device that shows codes'),
  recovery_codes: staff('Keyed hashes of the codes for a lost device'),
  advisor_alignments: staff('Which advisor knows which practice'),
  working_patterns: staff('On which weekdays somebody works'),
  absences: staff('When somebody is away and who stands in; never which illness'),
  duty_rota: staff('Who is on duty when'),
  trouble_phrases: staff('Words by which a worker says that they are in trouble', { retention: 'until-used' }),

  // Work in hand: a person's details pass through and are gone within days
  idempotency_keys: care('The first answer to a request that may be sent again', {
    retention: 'until-used',
    export: 'no',
    erasure: 'by-job',
  }),
  jobs: nobody('Work for later: ids and codes'),

  // What exists is brought
  imports: nobody('Files that brought what existed: their columns and what became of them, never their names'),
  import_rows: care('The cells of a file, until they are used; then what became of each row', {
    retention: 'until-used',
    export: 'no',
    erasure: 'by-job',
  }),

  // The scheme
  schema_migrations: nobody('Which migrations were applied'),
  schemes: nobody('The areas that run social prescribing'),
  scheme_settings: nobody('How a scheme works'),
  scheme_list_items: nobody('Needs, reasons and categories in a scheme’s words'),
  scheme_texts: nobody('What a scheme says to people by letter, call, text and mail, each version'),
  scheme_confirmations: nobody('Which defaults somebody said are the scheme’s own'),
  settings_drafts: nobody('How settings changed and are to change, from which day'),
  privacy_notices: nobody('What people are told is done with what is written about them, each version'),
  organisations: nobody('Practices, services, groups'),
  dead_mailboxes: nobody('Mailboxes of organisations that send mail back'),
  stopped_numbers: care('Numbers that want no more texts', { export: 'no', erasure: 'stays' }),
  // About nobody who is cared for; it points to a file, and a file may be a person's.
  sharing_agreements: care('What an organisation signed before it is told names, and who signed', {
    retention: 'with-its-record',
    export: 'no',
    erasure: 'stays',
  }),
  served_practices: nobody('Which practices a case-management team serves'),
  directory_feeds: nobody("From which other areas' directories activities are brought"),
  directory_feed_runs: nobody('When such a feed was read, and what came of it'),
  directory_feed_faults: nobody('What of such a feed could not be brought, and why'),
  directory_feed_rows: nobody('What of such a feed waits until all of it was read; then it goes'),
  activities: nobody('What groups offer'),
  activity_photos: nobody('A picture of an activity, and what it shows'),
  activity_edits: nobody('What would be changed in a listing, and who decided'),
  activity_suggestions: nobody('What somebody says is wrong in the directory; how to answer them, if they said'),
  activity_walk_ins: nobody('How many came by an open door on a day'),
  activity_cohorts: nobody('The runs of a programme'),
  activity_sessions: nobody('Sessions that were cancelled, moved or counted'),
  // About nobody who is cared for; an offer's points to a placement.
  group_links: care(
    'Links by which groups without an account answer: for what, until when, and whether they are over',
    {
      retention: 'with-its-record',
      export: 'no',
      erasure: 'stays',
    },
  ),
  calendar_feeds: nobody('Whose secret calendar address is good'),
  postcode_centroids: nobody('Where postcodes lie, from the file of the Office for National Statistics'),

  funding_agreements: nobody('What a scheme pays a group for, how much of it is promised, and what the panel decided'),
  funding_statements: nobody('What a group did in a month and is paid for it: counts and sums, no person'),
  bank_holidays: nobody('The bank holidays of England'),
  calendar_days: nobody('Working days, counted'),
}
