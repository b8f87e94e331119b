import { createHash, randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import t from 'tap'
import { DEMO_ROLES, demoEmail } from '../../src/demo/demo-accounts.ts'
import { loadRows } from '../../src/demo/load-town.ts'
import { withPhotos } from '../../src/demo/photos.ts'
import type { Rows } from '../../src/demo/town/rows.ts'
import { makeTown, PEOPLE_COUNT, TOWN_SEED } from '../../src/demo/town/town.ts'
import { HOPES } from '../../src/demo/town/words/contact-words.ts'
import { getInstrument } from '../../src/features/measures/instruments.ts'
import { scoreAnswers } from '../../src/features/measures/scoring.ts'
import { PersonFacts } from '../../src/features/people/facts.ts'
import { isValidNhsNumber } from '../../src/features/people/nhs-number.ts'
import { people } from '../../src/features/people/tables.ts'
import { mayReadRecord } from '../../src/features/people/visibility.ts'
import { PlanContent } from '../../src/features/plans/content.ts'
import { unmetCriteria } from '../../src/features/referrals/eligibility.ts'
import { REFERRAL_STATUSES } from '../../src/features/referrals/lifecycle.ts'
import { OutsideReferrer } from '../../src/features/referrals/outside.ts'
import { parseReference } from '../../src/features/referrals/reference-number.ts'
import { STAGES, stageOf } from '../../src/features/referrals/stage.ts'
import { referrals } from '../../src/features/referrals/tables.ts'
import { DEFAULT_LISTS } from '../../src/features/schemes/lists.ts'
import { SchemeSettings } from '../../src/features/schemes/settings.ts'
import { addWorkingDays, isWorkingDay } from '../../src/features/schemes/working-days.ts'
import { addDays } from '../../src/platform/clock.ts'
import { normalisePostcode } from '../../src/platform/postcode.ts'
import { cloneDatabase } from '../support/database.ts'

type Asserts = { same: (found: unknown, wanted: unknown, message: string) => unknown }

/** A Thursday. */
const TODAY = '2026-06-18'
/** A Sunday, and a bank holiday. */
const ON_OTHER_DAYS = ['2026-11-22', '2027-01-01']

/** Instants that may lie ahead: what is planned, and by when somebody must answer. */
const YET_TO_COME = ['plannedStart', 'plannedEnd', 'expectedAt', 'acknowledgeBy', 'escalatesAt', 'untilAt', 'expiresAt']

const digest = (rows: Rows) => createHash('sha256').update(JSON.stringify(rows)).digest('hex')
const tally = (values: readonly (string | null | undefined)[]) => new Set(values.filter((value) => value != null))

/** Made once: it takes a second or two. */
const rows = makeTown({ today: TODAY, passwordHash: 'never verified' })

t.test('the town holds to every rule of the service', async (t) => {
  const { url } = await cloneDatabase(t)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const db = drizzle(client)
  t.teardown(async () => {
    await sql.end()
    await client.end()
  })
  const town = await withPhotos(rows)
  await sql.begin((tx) => loadRows(tx, town))

  /** The query finds what breaks a rule: it must find nothing. */
  const none = async (t: Asserts, query: string, rule: string) => t.same([...(await sql.unsafe(query))], [], rule)

  await t.test('it is as large as it is said to be', async (t) => {
    const count = (kind: string) => rows.organisations.filter(({ kinds }) => (kinds as string[]).includes(kind)).length
    t.equal(count('practice'), 30)
    t.equal(count('provider'), 25)
    t.equal(count('case-management-team'), 2)
    t.equal(rows.people.length, PEOPLE_COUNT + 1, 'one of them was written down twice')
    t.equal(rows.activities.length, 41)
    t.equal(tally(rows.activities.map(({ category }) => category)).size, DEFAULT_LISTS['activity-category'].length)
    t.ok(rows.referrals.length >= 1_400, `${rows.referrals.length} referrals`)
    t.equal(rows.memberships.filter(({ role }) => role === 'advisor').length, 6)
    t.ok(rows.planGoals.length > 1_000)
    t.ok(tally(rows.planGoals.map(({ words }) => words)).size >= 40, 'goals in many words')
  })

  await t.test('what is open has an owner, a next step and a due date', (t) =>
    none(
      t,
      `select reference from referrals where status in ('submitted', 'returned', 'accepted')
       and (next_step is null or due_on is null or (allocated_at is not null) <> (owner_id is not null and status = 'accepted'))`,
      'somebody owes the next step of each open referral',
    ),
  )

  await t.test('the stage is the same in SQL and in TypeScript, and each one is to be seen', async (t) => {
    const found = await db.select().from(referrals)
    const stages = new Map(
      (await sql`select id, referral_stage(referrals, ${TODAY}::date) as stage from referrals`).map((row) => [
        row.id,
        row.stage,
      ]),
    )
    t.same(
      found.filter((row) => (stageOf(row, TODAY) ?? null) !== (stages.get(row.id) ?? null)),
      [],
    )
    t.same([...tally([...stages.values()])].sort(), [...STAGES].sort())
    t.same([...tally(found.map(({ status }) => status))].sort(), [...REFERRAL_STATUSES].sort())
    t.ok(found.filter(({ dueOn }) => dueOn !== null && dueOn < TODAY).length >= 10, 'some are overdue')
    t.ok(
      found.some(({ holdUntil }) => holdUntil !== null && holdUntil > TODAY),
      'some are on hold',
    )
    t.ok(found.every(({ reference }) => parseReference(reference) === reference))
  })

  await t.test('events lead from a draft to where each referral stands', (t) =>
    none(
      t,
      `select reference from referrals left join lateral (
         select array_agg(coalesce(from_status, 'draft') order by id) as froms, array_agg(to_status order by id) as tos
         from referral_events where referral_events.referral_id = referrals.id) as told on true
       where coalesce(froms[1], 'draft') <> 'draft' or coalesce(tos[cardinality(tos)], 'draft') <> status
         or froms[2:] is distinct from tos[:cardinality(tos) - 1] and cardinality(tos) > 1`,
      'each event begins where the one before ended',
    ),
  )

  await t.test('milestones agree with contacts and plans', async (t) => {
    await none(
      t,
      `select reference from referrals left join lateral (
         select min(happened_on) as first_on, min(happened_on) filter (where purpose = 'assessment' and not person_said_no) as assessed_on,
           bool_or(person_said_no) as said_no
         from contacts where contacts.referral_id = referrals.id and attendance = 'attended') as reached on true
       where (first_contact_at at time zone 'Europe/London')::date is distinct from first_on
         or (assessed_at at time zone 'Europe/London')::date is distinct from assessed_on
         or status = 'accepted' and (ready_to_close_at is not null) <> coalesce(said_no, false)`,
      'contacts',
    )
    await none(
      t,
      `select reference from referrals left join lateral (
         select min(agreed_on) as agreed_on from plan_agreements where plan_agreements.referral_id = referrals.id) as plan on true
       where (plan_agreed_at at time zone 'Europe/London')::date is distinct from agreed_on or (plan_agreed_at is null) <> (review_due_on is null)`,
      'plans',
    )
    t.ok(rows.planVersions.every(({ content }) => PlanContent.safeParse(content).success))
  })

  await t.test('scores are those of the answers', (t) => {
    const wrong = rows.measurements.filter((measured) => {
      const instrument = getInstrument(measured.instrument, measured.instrumentVersion)
      const { complete, scores } = scoreAnswers(instrument, measured.answers)
      const kept = rows.measurementScores.filter(({ measurementId }) => measurementId === measured.id)
      const asKept = scores.map(({ id, value, band }) => `${id} ${value} ${band?.code ?? null}`)
      return (
        complete !== (measured.status === 'finished') ||
        asKept.join() !== kept.map(({ scoreId, value, band }) => `${scoreId} ${value} ${band}`).join()
      )
    })
    t.same(wrong, [])
    t.end()
  })

  await t.test('a place is taken by each live placement, and by nothing else', async (t) => {
    await none(
      t,
      `select name from activities where taken > capacity or taken <> (select count(*) from placements
         where placements.activity_id = activities.id and placements.status in ('offered', 'accepted', 'started')
           and holds_place and cohort_id is null)
         + (select count(*) from waiting_entries where waiting_entries.activity_id = activities.id and status = 'offered')`,
      'taken places',
    )
    await none(
      t,
      `select name from activity_cohorts as cohort where taken <> (select count(*) from placements
         where cohort_id = cohort.id and status in ('offered', 'accepted', 'started'))`,
      'taken places of a run',
    )
    await none(
      t,
      `select placements.id from placements join activities on activities.id = activity_id
       where (capacity_level = 'cohort') <> (cohort_id is not null) or holds_place = (places_mode = 'talk-first')
         and placements.status in ('offered', 'accepted', 'started')`,
      'a place is of a run where there are runs, and of nothing where one talks first',
    )
    await none(
      t,
      `select reference from placements join referrals on referrals.id = placements.referral_id
       where referrals.accepted_at is null or offered_at < plan_agreed_at or referrals.person_id <> placements.person_id
         or placements.status in ('offered', 'accepted', 'started') and referrals.status <> 'accepted'`,
      'only accepted referrals have placements, and live ones only open referrals',
    )
    await none(
      t,
      `select id from placements where (status in ('accepted', 'started')) <> exists (select from care_relationships as care
         where care.subject_id = placements.id and care.scope = 'placement' and care.until_at is null)`,
      'a group sees people from its yes to the end',
    )
    t.ok(
      rows.activities.some(({ taken, capacity }) => taken === capacity),
      'some are full',
    )
  })

  await t.test('people are whom they could be, each agreed, and no two share a number', async (t) => {
    const criteria = SchemeSettings.parse({ advisorServiceId: '00000000-0000-4000-8000-000000000000' }).criteria
    const isAsItCouldBe = ({ nhsNumber, claimedNhsNumber, bornOn, facts, postcode }: Rows['people'][number]) => {
      const number = nhsNumber ?? claimedNhsNumber
      const isNumberFine = number == null || (number.startsWith('999') && isValidNhsNumber(number))
      const unmet = unmetCriteria(criteria, { bornOn, facts: PersonFacts.parse(facts) }, TODAY)
      return isNumberFine && unmet.length === 0 && normalisePostcode(postcode ?? '') === postcode
    }
    t.same(
      rows.people.filter((person) => !isAsItCouldBe(person)),
      [],
    )
    const phones = JSON.stringify([
      rows.people.map((person) => person.phones),
      rows.relatedPeople.map(({ phone }) => phone),
    ])
    t.notMatch(phones.replaceAll(/0(1632 960|7700 900)\d{3}/g, ''), /\d{3}/, 'numbers that no one has')
    await none(
      t,
      `select person_id from person_registrations where until_on is null group by 1 having count(*) > 1`,
      'registrations',
    )
    await none(
      t,
      `select reference from referrals where submitted_at is not null and 'given' is distinct from (select answer from consents
         where consents.person_id = referrals.person_id and purpose = 'refer' and recorded_at <= submitted_at order by id desc limit 1)`,
      'consent to refer',
    )
    t.same([...tally(rows.people.map(({ facts }) => PersonFacts.parse(facts).ethnicCategory.answer))].sort(), [
      'known',
      'not-asked',
      'refused',
      'unknown',
    ])
  })

  await t.test('a practice sees its own people, and the service those who were sent to it', async (t) => {
    const visibleTo = async (organisationId: string) => {
      const somebody = { organisationId, membershipId: randomUUID(), askedAt: new Date() }
      const actor = somebody as Parameters<typeof mayReadRecord>[0]
      const found = await db.select({ id: people.id }).from(people).where(mayReadRecord(actor, people))
      return found.map(({ id }) => id).sort()
    }
    const closed = new Set(
      rows.recordClosings.filter(({ kind }) => kind === 'only-named').map(({ personId }) => personId),
    )
    for (const { id, kinds } of rows.organisations) {
      if (!(kinds as string[]).includes('practice')) continue
      const own = rows.personRegistrations.filter(
        ({ practiceId, personId }) => practiceId === id && !closed.has(personId),
      )
      t.same(await visibleTo(id), own.map(({ personId }) => personId).sort())
    }
    const service = rows.organisations.find(({ kinds }) => (kinds as string[]).includes('advisor-service'))?.id ?? ''
    const sent = rows.referrals.filter(
      ({ submittedAt, referrerOrganisationId, personId }) =>
        !closed.has(personId) && (submittedAt != null || referrerOrganisationId === service),
    )
    t.same(await visibleTo(service), [...new Set(sent.map(({ personId }) => personId))].sort())
    const provider = rows.organisations.find(({ kinds }) => (kinds as string[]).includes('provider'))?.id ?? ''
    t.same(await visibleTo(provider), [], 'a group reads nobody’s record')
  })

  await t.test('messages can be filed, and nothing has happened that is yet to come', async (t) => {
    t.ok(rows.messages.every(({ body, title }) => body.length <= 1_500 && title.length > 0))
    const midnight = new Date(`${TODAY}T00:00:00Z`)
    const instants = Object.values(rows).flatMap((all) =>
      all.flatMap((row) =>
        Object.entries(row).filter(([key, value]) => value instanceof Date && !YET_TO_COME.includes(key)),
      ),
    )
    t.equal(instants.filter(([, value]) => (value as Date) >= midnight).length, 0)
    await none(
      t,
      `select id from plan_objections as objection where (answered_at is null) <> exists (select from tasks
         where kind = 'answer-objection' and subject_id = objection.id and done_at is null)`,
      'an objection without an answer is a task',
    )
    await none(
      t,
      `select id from people where (claimed_nhs_number is not null) <> exists (select from tasks where kind = 'confirm-identity' and subject_id = people.id)
         and exists (select from referrals where person_id = people.id and submitted_at is not null)`,
      'a number in doubt is a task',
    )
    await none(
      t,
      `select id from closings where (select status from referrals where referrals.id = closings.referral_id) is distinct from
         case when reopened_at is null then 'closed' else 'accepted' end`,
      'a closing stands for a closed referral',
    )
  })

  await t.test('every row of a table says as much as its first', (t) => {
    const told = Object.entries(town).flatMap(([name, all]) => {
      const keys = Object.keys(all[0] ?? {})
        .sort()
        .join()
      return all.some((row) => Object.keys(row).sort().join() !== keys) ? [name] : []
    })
    t.same(told, [], 'the load reads the columns off the first row')
    t.same(
      Object.entries(town)
        .filter(([, all]) => all.length === 0)
        .map(([name]) => name),
      [],
      'no table of the town is empty',
    )
    t.end()
  })

  await t.test('who may hear what is said, and who must not', async (t) => {
    const [sent] = await sql`select
      (select count(*)::int from people where address_hidden) as hidden,
      (select count(*)::int from related_people where is_unsafe and phone in (select phones -> 0 ->> 'number' from people where people.id = person_id and address_hidden)) as unsafe,
      (select count(*)::int from plan_agreements where decision ->> 'by' = 'attorney') as attorneys,
      (select count(*)::int from related_people where kind = 'attorney' and may_be_told = 'all') as told,
      (select count(*)::int from calls_from_others where in_confidence) as confided,
      (select count(*)::int from enquiries join tasks on subject_id = enquiries.id and kind = 'ring-back' and done_at is null) as enquiries`
    t.same({ ...sent }, { hidden: 1, unsafe: 1, attorneys: 1, told: 1, confided: 1, enquiries: 3 })
    await none(
      t,
      `select reference from referrals where (outside_referrer is null) = (source in ('hospital', 'other-professional', 'self-or-family'))
         or num_nonnulls(outside_referrer, on_behalf_of) <> 1`,
      'whoever asked is named, inside or outside',
    )
    await none(t, `select id from people where cardinality(contact_keys) = 0`, 'who shares a number can be found')
    t.ok(
      rows.referrals.every(
        ({ outsideReferrer }) => outsideReferrer === null || OutsideReferrer.safeParse(outsideReferrer).success,
      ),
    )
  })

  await t.test('what left the building: it arrived, it came back, it waits to be printed or rung', async (t) => {
    const told = rows.outgoingMessages
    for (const channel of ['mail', 'text', 'letter', 'call'] as const)
      t.ok(
        told.some((row) => row.channel === channel),
        channel,
      )
    for (const status of ['delivered', 'bounced', 'failed', 'waiting', 'printed', 'posted', 'done'] as const)
      t.ok(
        told.some((row) => row.status === status),
        status,
      )
    t.same(
      told.filter(({ channel, status }) => status === 'waiting' && (channel === 'mail' || channel === 'text')),
      [],
      'no mail waits for a job that there is not',
    )
    await none(
      t,
      `select sent.id from outgoing_messages as sent join people on people.id = sent.person_id
       where died_on <= sent.created_at or address_hidden and channel = 'letter'
         or safe_contact is not null and not safe_contact -> 'channels' ? case channel when 'call' then 'phone' else channel end`,
      'nothing went to a person past the gate',
    )
    await none(
      t,
      `select sent.id from outgoing_messages as sent join people on sent.recipient_kind in ('member', 'organisation')
         and (subject || body) like '%' || family_name || '%'`,
      'a notice names nobody',
    )
    await none(
      t,
      `select id from dead_mailboxes where not exists (select from tasks where kind = 'message-not-delivered' and subject_id = dead_mailboxes.organisation_id)`,
      'a mailbox that sends mail back is a task',
    )
  })

  await t.test('what was put right, closed, opened with a reason, signed and filed', async (t) => {
    const [sent] = await sql`select
      (select count(*)::int from person_merges join people on people.id = duplicate_id and merged_into = survivor_id where undone_at is null) as merged,
      (select count(*)::int from corrections join messages on messages.id = corrections.subject_id where corrected_at is not null) as corrected,
      (select count(*)::int from messages where kind = 'correction') as told,
      (select count(*)::int from record_closings) as closed,
      (select count(*)::int from record_openings join tasks on subject_id = record_openings.id and done_at is null where reviewed_at is null) as to_review`
    t.same({ ...sent }, { merged: 1, corrected: 1, told: 1, closed: 2, to_review: 1 })
    await none(
      t,
      `select person.id from people as person where (died_on is not null) <> exists (select from deaths where deaths.person_id = person.id and undone_at is null)`,
      'who has died is said to have died',
    )
    await none(
      t,
      `select reference from referrals join people on people.id = referrals.person_id
       where died_on is not null and referrals.status in ('draft', 'submitted', 'returned', 'accepted')`,
      'nothing is done any more for the dead',
    )
    await none(
      t,
      `select files.id from files join file_contents on file_contents.id = files.id
       where length(bytes) <> size or sha256(bytes) <> files.sha256 or convert_from(substr(bytes, 1, 5), 'UTF8') <> '%PDF-'`,
      'each file is whole',
    )
    const ending = rows.sharingAgreements.filter(({ toOn }) => toOn <= addDays(TODAY, 30))
    t.equal(ending.length, 1)
    t.ok(
      rows.tasks.some(({ kind, subjectId }) => kind === 'renew-agreement' && subjectId === ending[0]?.organisationId),
    )
    t.ok(rows.placementCards.length >= 20, `${rows.placementCards.length} cards`)
  })

  await t.test('words fit: whoever they are about, and what the group does', (t) => {
    const sexes = new Map(rows.people.map(({ id, facts }) => [id, PersonFacts.parse(facts).sex]))
    const sexOf = (id: string) => {
      const sex = sexes.get(id)
      return sex?.answer === 'known' ? sex.value : undefined
    }
    const told = rows.contacts.filter(
      ({ happened, personSaidNo, note }) => happened === true && !personSaidNo && note != null,
    )
    t.same(
      told.filter(({ personId, note }) => sexOf(personId) === 'female' && /\b(he|his|wife)\b/i.test(note ?? '')),
      [],
    )
    t.same(
      told.filter(({ personId, note }) => sexOf(personId) === 'male' && /\b(she|her)\b/i.test(note ?? '')),
      [],
    )
    const categories = new Map(rows.activities.map(({ id, category }) => [id, category]))
    t.same(
      rows.placements.filter(
        ({ hopes, activityId }) => hopes != null && !HOPES[categories.get(activityId) ?? '']?.includes(hopes),
      ),
      [],
      'what somebody hopes for is what the group does',
    )
    const isLying = ({ kind, dueOn, doneAt }: Rows['tasks'][number]) =>
      doneAt == null && dueOn < addDays(TODAY, -60) && kind !== 'answer-objection'
    t.same(rows.tasks.filter(isLying), [], 'no task has been lying for months')
    t.end()
  })

  await t.test('the day has who is away, who may be hurt, who did not open, and what must be answered', async (t) => {
    const [sent] = await sql`select
      (select count(*)::int from absences where from_on <= ${TODAY} and coalesce(until_on, ${TODAY}) >= ${TODAY} and cover_id is not null) as covered,
      (select count(*)::int from absences where from_on <= ${TODAY} and until_on is null and cover_id is null) as uncovered,
      (select count(*)::int from duty_rota where on_day = ${TODAY}) as duty,
      (select count(*)::int from no_replies where ended_at is null) as unanswered_doors,
      (select count(*)::int from visit_changes where told_at is null) as untold,
      (select count(*)::int from contacts where checked_in_at is not null and checked_out_at is null) as inside,
      (select count(*)::int from lone_working_alarms where ended_at is null) as alarms,
      (select count(*)::int from messages where acknowledge_by is not null and acknowledged_at is null and rung_at is null) as unanswered`
    t.match(sent, { covered: 1, uncovered: 1, duty: 1, unanswered_doors: 1, inside: 1, alarms: 0, unanswered: 2 })
    t.same([...tally(rows.concerns.map(({ status }) => status))].sort(), ['acknowledged', 'closed', 'open'])
    await none(
      t,
      `select id from contacts where not_happened_because = 'no-reply-at-door'
         and not exists (select from no_replies where contact_id = contacts.id)`,
      'nobody who did not open is forgotten',
    )
    await none(
      t,
      `select id from concerns where (status = 'open') <> exists (select from tasks
         where kind = 'answer-concern' and subject_id = concerns.id and done_at is null and membership_id = responsible_id)`,
      'an open concern is the task of whoever has it',
    )
    await none(
      t,
      `select id from concern_entries where to_id is not null and not exists (select from concern_readers
         where concern_readers.concern_id = concern_entries.concern_id and membership_id = to_id)`,
      'whoever it was brought to reads it',
    )
    await none(
      t,
      `select id from no_replies where (ended_at is null) <> exists (select from tasks
         where kind = 'no-reply' and subject_id = no_replies.id and done_at is null)`,
      'a door that nobody opened is a task',
    )
    await none(
      t,
      `select id from visit_changes where (told_at is null) <> exists (select from tasks
         where kind = 'tell-person-of-change' and subject_id = visit_changes.id and done_at is null)`,
      'whoever was not told of another worker is a task',
    )
    await none(
      t,
      `select one.id from contacts as one join contacts as other on other.worker_id = one.worker_id and other.id > one.id
         and other.happened is null and other.planned_start < one.planned_end and other.planned_end > one.planned_start
       where one.happened is null and one.day = '${TODAY}'`,
      'nobody is in two places at once today',
    )
  })

  await t.test('whoever signs in has something to do', (t) => {
    const account = (role: (typeof DEMO_ROLES)[number]) => {
      const id = rows.accounts.find(({ email }) => email === demoEmail(role))?.id
      const membership = rows.memberships.find(({ accountId }) => accountId === id)
      if (membership === undefined) throw new Error(`Nobody is the demo’s ${role}`)
      return membership
    }
    for (const role of DEMO_ROLES) t.equal(account(role).role, role)
    const advisor = account('advisor').id
    const caseload = rows.referrals.filter(({ ownerId, status }) => ownerId === advisor && status === 'accepted').length
    t.ok(caseload >= 20 && caseload <= 45, `a caseload of ${caseload}`)
    t.ok(
      rows.contacts.filter(({ workerId, day, happened }) => workerId === advisor && day === TODAY && happened === null)
        .length >= 3,
    )
    const practice = account('referrer').organisationId
    const own = rows.referrals.filter(({ practiceId }) => practiceId === practice)
    t.ok(rows.messages.some(({ organisationId, readAt }) => organisationId === practice && readAt === null))
    t.ok(rows.messages.some(({ organisationId, filedAt }) => organisationId === practice && filedAt !== null))
    t.ok(own.some(({ status }) => status === 'returned'))
    t.ok(own.filter(({ nextStep }) => nextStep != null).length >= 5)
    const provider = account('provider').organisationId
    t.ok(
      rows.placements.filter(({ providerId, status }) => providerId === provider && status === 'offered').length >= 3,
    )
    t.end()
  })
})

t.test('the same seed makes the same town, another seed another', async (t) => {
  const make = (seed: number) => digest(makeTown({ today: TODAY, passwordHash: 'never verified', seed }))
  t.equal(make(TOWN_SEED), digest(rows))
  t.not(make(TOWN_SEED + 1), digest(rows))
})

t.test('on any day there is one of everything', async (t) => {
  for (const today of ON_OTHER_DAYS) {
    const rows = makeTown({ today, passwordHash: 'x' })
    t.equal(tally(rows.referrals.map(({ status }) => status)).size, REFERRAL_STATUSES.length, today)
    const stages = rows.referrals.map((row) => stageOf(row as typeof referrals.$inferSelect, today))
    t.equal(tally(stages).size, STAGES.length, today)
    const planned = rows.contacts.filter(({ happened }) => happened === null)
    const first = addWorkingDays(addDays(today, -1), 1)
    t.ok(
      planned.some(({ day }) => day === first),
      today,
    )
    t.same(
      planned.filter(({ day }) => !isWorkingDay(day)),
      [],
      'nobody is visited on a bank holiday or a Sunday',
    )
  }
})

t.test('the story told by the measures: most are better, some are worse, a third is not asked again', async (t) => {
  const totals = new Map(
    rows.measurementScores
      .filter(({ scoreId }) => scoreId === 'total')
      .map(({ measurementId, value }) => [measurementId, value]),
  )
  const lonely = rows.measurements.filter(({ instrument, status }) => instrument === 'ucla-3' && status === 'finished')
  const pairs = groupByReferral(lonely)
  const changes = [...pairs.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : [(totals.get(second.id) ?? 0) - (totals.get(first.id) ?? 0)],
  )
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length
  t.ok(mean < -0.3 && mean > -1.5, `loneliness changes by ${mean.toFixed(2)}`)
  t.ok(changes.filter((change) => change > 0).length > changes.length * 0.08, 'some are lonelier')
  t.ok(changes.length > 150, `${changes.length} pairs`)
})

function groupByReferral<Row extends { referralId: string }>(all: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of all) groups.set(row.referralId, [...(groups.get(row.referralId) ?? []), row])
  return groups
}
