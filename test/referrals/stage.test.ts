import postgres from 'postgres'
import t from 'tap'
import { suggestAdvisors } from '../../src/features/referrals/allocation.ts'
import { owedAfter } from '../../src/features/referrals/clock.ts'
import { REFERRAL_STATUSES } from '../../src/features/referrals/lifecycle.ts'
import { type Milestones, stageOf } from '../../src/features/referrals/stage.ts'
import { bankHolidays } from '../../src/features/schemes/bank-holidays.ts'
import { addWorkingDays, workingDaysBetween } from '../../src/features/schemes/public.ts'
import { TARGETS, type Targets } from '../../src/features/schemes/settings.ts'
import { addDays } from '../../src/platform/clock.ts'
import { cloneDatabase } from '../support/database.ts'

const TODAY = '2026-03-02'

/** What stands in SQL beside its rule in code, for lists and reports: the two never differ. */
t.test('rules that stand in SQL too', async (t) => {
  const { url } = await cloneDatabase(t)
  const sql = postgres(url, { max: 1, types: { day: { to: 1082, from: [1082], serialize: String, parse: String } } })
  t.teardown(() => sql.end())

  await t.test('the stage, for every status with every set of milestones', async (t) => {
    const at = new Date('2026-02-20T10:00:00Z')
    const either = [null, at]
    const all = REFERRAL_STATUSES.flatMap((status) =>
      either.flatMap((allocatedAt) =>
        either.flatMap((firstContactAt) =>
          either.flatMap((assessedAt) =>
            either.flatMap((planAgreedAt) =>
              either.flatMap((readyToCloseAt) =>
                [null, '2026-03-01', TODAY, '2026-03-03'].map((reviewDueOn) => ({
                  status,
                  allocatedAt,
                  firstContactAt,
                  assessedAt,
                  planAgreedAt,
                  readyToCloseAt,
                  reviewDueOn,
                })),
              ),
            ),
          ),
        ),
      ),
    )
    t.equal(all.length, 1024)
    const rows = all.map(({ status, ...milestones }) => ({ status, ...toColumns(milestones) }))
    const stages = await sql<{ stage: string | null }[]>`
      select referral_stage(jsonb_populate_record(null::referrals, row), ${TODAY}::date) as stage
      from jsonb_array_elements(${sql.json(rows)}) with ordinality as given (row, position) order by position`
    const differing = all.filter((referral, index) => (stageOf(referral, TODAY) ?? null) !== stages[index]?.stage)
    t.same(differing, [])
    t.equal(new Set(stages.map(({ stage }) => stage)).size, 9, 'eight stages and none all came up')
  })

  await t.test('working days, forwards and back from every day of three years', async (t) => {
    const counted = await sql<{ since: string; until: string; days: number }[]>`
      select since::date as since, (since::date + n) as until, working_days_between(since::date, since::date + n) as days
      from generate_series('2025-12-01'::date, '2028-12-31', interval '1 day') as since, generate_series(-12, 12) as n`
    const differing = counted.filter(({ since, until, days }) => workingDaysBetween(since, until) !== days)
    t.same(differing, [])
    const added = await sql<{ since: string; days: number; day: string }[]>`
      select since::date as since, n as days, add_working_days(since::date, n) as day
      from generate_series('2026-01-01'::date, '2027-01-31', interval '1 day') as since, generate_series(1, 20) as n`
    t.same(added.filter(({ since, days, day }) => addWorkingDays(since, days) !== day).slice(0, 5), [])
    const [long] = await sql<{ days: number }[]>`select working_days_between('2024-01-01', '2026-12-31') as days`
    t.equal(long?.days, workingDaysBetween('2024-01-01', '2026-12-31'))
  })

  await t.test('the bank holidays of the table are those of the rules', async (t) => {
    const listed = await sql<{ on: string; name: string }[]>`select "on", name from bank_holidays order by "on"`
    const years = Array.from({ length: 2045 - 2013 + 1 }, (_, n) => 2013 + n)
    t.same([...listed], years.flatMap(bankHolidays))
  })

  await t.test('surnames that are near enough to be one person’s', async (t) => {
    const cases: [string, string, boolean, string][] = [
      ['THORNLEY', 'THORNLEY', true, 'the same'],
      ['THORNLEY', 'THORNELY', true, 'two letters swapped'],
      ['THORNLEY', 'THRNLY', false, 'two letters off in a short one'],
      ['KHAN', 'KAHN', false, 'a swap is two slips, and four letters forgive one'],
      ['KHAN', 'KHANN', true, 'one letter more'],
      ['SMITH', 'SMYTH', true, 'one letter other'],
      ['SMITH', 'SMYTHE', false, 'two'],
      ['OBRIEN', 'OBRIENSMITH', true, 'the first part of a double name'],
      ['SMITH', 'OBRIENSMITH', true, 'its last part'],
      ['RIEN', 'OBRIENSMITH', false, 'its middle'],
      ['LI', 'LIM', false, 'short names must be the same'],
      ['LI', 'LI', true, 'and then they are'],
      ['WU', 'WUTHERINGTON', false, 'two letters are no part of a name'],
      ['LEE', 'LEA', false, 'three letters forgive nothing'],
      ['', '', false, 'a name without letters is near nobody'],
      ['', 'SMITH', false, 'on either side'],
      ['FEATHERSTONEHAUGH', 'FETHERSTONHAUGH', true, 'two slips in a long name'],
      ['JONES', 'PATEL', false, 'other names'],
    ]
    for (const [a, b, isNear, why] of cases) {
      const [row] = await sql<
        { ab: boolean; ba: boolean }[]
      >`select near_surname(${a}, ${b}) as ab, near_surname(${b}, ${a}) as ba`
      t.same(row, { ab: isNear, ba: isNear }, `${a} and ${b}: ${why}`)
    }
    const long = 'A'.repeat(400)
    const [row] = await sql<{ near: boolean }[]>`select near_surname(${long}, ${`B${long}`}) as near`
    t.equal(row?.near, true, 'a name longer than levenshtein takes is no fault')
  })
})

const toColumns = (milestones: Milestones) => ({
  allocated_at: milestones.allocatedAt,
  first_contact_at: milestones.firstContactAt,
  assessed_at: milestones.assessedAt,
  plan_agreed_at: milestones.planAgreedAt,
  ready_to_close_at: milestones.readyToCloseAt,
  review_due_on: milestones.reviewDueOn,
})

t.test('an open referral owes one thing by a day; one that is not open owes nothing', async (t) => {
  const targets = Object.fromEntries(Object.entries(TARGETS).map(([name, { days }]) => [name, days])) as Targets
  const at = new Date('2026-02-20T10:00:00Z')
  const none: Milestones = {
    allocatedAt: null,
    firstContactAt: null,
    assessedAt: null,
    planAgreedAt: null,
    reviewDueOn: null,
    readyToCloseAt: null,
  }
  const planned = { ...none, allocatedAt: at, firstContactAt: at, assessedAt: at, planAgreedAt: at }
  const owed = (status: (typeof REFERRAL_STATUSES)[number], milestones: Milestones) =>
    owedAfter({ status, ...milestones }, TODAY, targets)
  t.same(owed('submitted', none), { nextStep: 'triage', dueOn: '2026-03-05' })
  t.same(owed('returned', none), { nextStep: 'answer-question', dueOn: '2026-03-09' })
  t.same(owed('accepted', none), { nextStep: 'allocate', dueOn: '2026-03-04' })
  t.same(owed('accepted', { ...none, allocatedAt: at }), { nextStep: 'make-contact', dueOn: '2026-03-09' })
  t.same(owed('accepted', { ...none, allocatedAt: at, firstContactAt: at }), {
    nextStep: 'assess',
    dueOn: '2026-03-23',
  })
  t.same(owed('accepted', { ...planned, planAgreedAt: null }), { nextStep: 'agree-plan', dueOn: '2026-03-16' })
  t.same(owed('accepted', { ...planned, reviewDueOn: '2026-05-25' }), { nextStep: 'review', dueOn: '2026-05-25' })
  t.same(owed('accepted', { ...planned, reviewDueOn: '2026-02-25' }), { nextStep: 'review', dueOn: '2026-02-25' })
  t.same(owed('accepted', { ...planned, readyToCloseAt: at }), { nextStep: 'close', dueOn: '2026-03-09' })
  for (const status of ['draft', 'declined', 'withdrawn', 'closed', 'entered-in-error'] as const)
    t.equal(owed(status, planned), undefined, status)
  t.equal(addDays(addWorkingDays('2026-04-02', 1), 0), '2026-04-07', 'over Easter')
})

t.test(
  'a full caseload comes last, then who knows the practice, the lead after the advisors, and who has least',
  async (t) => {
    const candidate = (name: string, open: number, isAligned: boolean, role = 'advisor') => ({
      membershipId: name,
      name,
      label: name,
      role,
      open,
      isAligned,
    })
    const suggested = suggestAdvisors(
      [
        candidate('Full and knows', 60, true),
        candidate('Lead', 0, false, 'team-lead'),
        candidate('Busy', 59, false),
        candidate('Knows', 40, true),
        candidate('Free', 3, false),
      ],
      60,
    )
    t.same(
      suggested.map(({ name }) => name),
      ['Knows', 'Free', 'Busy', 'Lead', 'Full and knows'],
    )
    t.same(suggested.at(-1)?.why, ['Knows the practice', '60 open of 60', 'The caseload is full'])
  },
)
